from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "daylight.portal"
    label = "portal"
    verbose_name = "公示网站"
