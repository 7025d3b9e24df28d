from django.apps import AppConfig

from bureau.guides import known_screens


class PublicConfig(AppConfig):
    name = "desks.public"
    label = "public"

    def ready(self) -> None:
        known_screens.register("网上申请", "desks.public.shown.applying_shows")
