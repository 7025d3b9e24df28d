from django.apps import AppConfig

from bureau.audit import acts as audit_acts
from bureau.tasks import acts


class TasksConfig(AppConfig):
    name = "bureau.tasks"
    label = "tasks"
    verbose_name = "待办"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        audit_acts.register(acts.ACTS)
