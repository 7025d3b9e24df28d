from django.apps import AppConfig

from bureau.guides import known_screens


class GuidesConfig(AppConfig):
    name = "bureau.guides"
    label = "guides"
    verbose_name = "办事指南"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        known_screens.register("办事指南", "bureau.guides.screens.guide_shows")
        known_screens.register("空白表", "bureau.guides.screens.blank_shows")
