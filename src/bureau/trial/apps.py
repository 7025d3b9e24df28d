from django.apps import AppConfig


class TrialConfig(AppConfig):
    name = "bureau.trial"
    label = "trial"
