from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "daylight.web.office"
    label = "office"
    verbose_name = "办案"
