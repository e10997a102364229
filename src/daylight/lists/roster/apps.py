from django.apps import AppConfig


class RosterConfig(AppConfig):
    name = "daylight.lists.roster"
    label = "roster"
    verbose_name = "窗口排班"
