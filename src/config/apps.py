"""The wiring as a Django app, so that its commands, templates and tables are found."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "config"
    verbose_name = "系统"
