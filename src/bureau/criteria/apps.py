from django.apps import AppConfig


class CriteriaConfig(AppConfig):
    name = "bureau.criteria"
    label = "criteria"
    verbose_name = "审核要点"
    default_auto_field = "django.db.models.BigAutoField"
