from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "daylight.decisions"
    label = "decisions"
    verbose_name = "决定"
