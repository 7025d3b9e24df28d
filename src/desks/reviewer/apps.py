from django.apps import AppConfig


class ReviewerConfig(AppConfig):
    name = "desks.reviewer"
    label = "reviewer"
