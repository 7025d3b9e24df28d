from django.apps import AppConfig

from bureau.audit import acts
from bureau.feedback.acts import ACTS


class FeedbackConfig(AppConfig):
    name = "bureau.feedback"
    label = "feedback"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        acts.register(ACTS)
