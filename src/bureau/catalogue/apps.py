from django.apps import AppConfig

from bureau.audit import acts
from bureau.catalogue.acts import ACTS


class CatalogueConfig(AppConfig):
    name = "bureau.catalogue"
    label = "catalogue"
    verbose_name = "事项清单"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        acts.register(ACTS)
