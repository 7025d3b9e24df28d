from django.apps import AppConfig


class ClerkConfig(AppConfig):
    name = "desks.clerk"
    label = "clerk"
    verbose_name = "窗口"
