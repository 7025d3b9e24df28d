from django.apps import AppConfig

from bureau.audit import acts as audit_acts
from bureau.notices import acts


class NoticesConfig(AppConfig):
    name = "bureau.notices"
    label = "notices"
    verbose_name = "文书通知"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        audit_acts.register(acts.ACTS)
