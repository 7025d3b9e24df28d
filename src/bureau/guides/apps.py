from django.apps import AppConfig

from bureau.audit import acts
from bureau.guides import known_screens
from bureau.guides.acts import ACTS


class GuidesConfig(AppConfig):
    name = "bureau.guides"
    label = "guides"
    verbose_name = "办事指南"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        acts.register(ACTS)
        known_screens.register("办事指南", "bureau.guides.screens.guide_shows")
        known_screens.register("空白表", "bureau.guides.screens.blank_shows")
