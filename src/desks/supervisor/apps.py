from django.apps import AppConfig


class SupervisorConfig(AppConfig):
    name = "desks.supervisor"
    label = "supervisor"
