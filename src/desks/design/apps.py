from django.apps import AppConfig


class DesignConfig(AppConfig):
    name = "desks.design"
    label = "design"
    verbose_name = "版式"
