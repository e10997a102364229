from django.apps import AppConfig


class MunicipalPortalConfig(AppConfig):
    name = "daylight.channels.municipal_portal"
    label = "municipal_portal"
    verbose_name = "政府门户网站"
