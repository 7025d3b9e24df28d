from django.apps import AppConfig


class HallConfig(AppConfig):
    name = "desks.hall"
    label = "hall"
