from django.apps import AppConfig

from bureau.audit import acts as audit_acts
from bureau.supervision import acts


class SupervisionConfig(AppConfig):
    name = "bureau.supervision"
    label = "supervision"
    verbose_name = "督查考核"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        audit_acts.register(acts.ACTS)
