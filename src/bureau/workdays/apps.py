from django.apps import AppConfig

from bureau.audit import acts as audit_acts
from bureau.workdays import acts


class WorkdaysConfig(AppConfig):
    name = "bureau.workdays"
    label = "workdays"
    verbose_name = "工作日"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        audit_acts.register(acts.ACTS)
