from django.apps import AppConfig

from bureau.audit import acts
from bureau.registry.acts import ACTS


class RegistryConfig(AppConfig):
    name = "bureau.registry"
    label = "registry"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        acts.register(ACTS)
