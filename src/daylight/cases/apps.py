from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "daylight.cases"
    label = "cases"
    verbose_name = "案件"
