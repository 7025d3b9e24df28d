from django.apps import AppConfig

from bureau.guides import known_screens


class ClerkConfig(AppConfig):
    name = "desks.clerk"
    label = "clerk"
    verbose_name = "窗口"

    def ready(self) -> None:
        known_screens.register("窗口核对", "desks.clerk.shown.checklist_shows")
