from django.apps import AppConfig

from bureau.audit import acts
from bureau.visits.acts import ACTS


class VisitsConfig(AppConfig):
    name = "bureau.visits"
    label = "visits"
    verbose_name = "预约叫号"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        acts.register(ACTS)
