from django.apps import AppConfig

from bureau.audit import acts, checks


class AuditConfig(AppConfig):
    name = "bureau.audit"
    label = "audit"
    verbose_name = "留痕"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        acts.register(acts.ACTS)
        checks.install()
