from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "desks.public"
    label = "public"
