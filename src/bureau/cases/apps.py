from django.apps import AppConfig

from bureau.audit import acts
from bureau.cases.acts import ACTS


class CasesConfig(AppConfig):
    name = "bureau.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        acts.register(ACTS)
