from django.apps import AppConfig

from bureau.audit import acts
from bureau.offices.acts import ACTS


class OfficesConfig(AppConfig):
    name = "bureau.offices"
    label = "offices"
    verbose_name = "机构窗口"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        acts.register(ACTS)
