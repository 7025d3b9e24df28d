from django.apps import AppConfig

from bureau.audit import acts as audit_acts
from bureau.people import acts


class PeopleConfig(AppConfig):
    name = "bureau.people"
    label = "people"
    verbose_name = "人员账号"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        audit_acts.register(acts.ACTS)
