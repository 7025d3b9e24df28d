from django.apps import AppConfig

from bureau.guides import known_screens


class ReviewerConfig(AppConfig):
    name = "desks.reviewer"
    label = "reviewer"

    def ready(self) -> None:
        known_screens.register("审查要点", "desks.reviewer.shown.review_shows")
