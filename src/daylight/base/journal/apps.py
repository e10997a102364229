from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "daylight.base.journal"
    label = "journal"
    verbose_name = "留痕"
