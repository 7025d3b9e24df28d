from django.apps import AppConfig

from bureau.audit import acts as audit_acts
from bureau.files import acts


class FilesConfig(AppConfig):
    name = "bureau.files"
    label = "files"
    verbose_name = "文件"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        audit_acts.register(acts.ACTS)
