from django.apps import AppConfig


class ShowingConfig(AppConfig):
    name = "daylight.cases.showing"
    label = "showing"
    verbose_name = "扫码亮证"
