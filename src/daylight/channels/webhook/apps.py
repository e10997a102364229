from django.apps import AppConfig


class WebhookConfig(AppConfig):
    name = "daylight.channels.webhook"
    label = "webhook"
    verbose_name = "事件推送"
