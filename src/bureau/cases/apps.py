from django.apps import AppConfig

from bureau.audit import acts
from bureau.cases.acts import ACTS
from bureau.guides import known_screens


class CasesConfig(AppConfig):
    name = "bureau.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        acts.register(ACTS)
        known_screens.register("办件的期限", "bureau.cases.shown.case_shows")
