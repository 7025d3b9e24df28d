from django.apps import AppConfig


class StewardConfig(AppConfig):
    name = "desks.steward"
    label = "steward"
