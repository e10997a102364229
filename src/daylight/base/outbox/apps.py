from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "daylight.base.outbox"
    label = "outbox"
    verbose_name = "待发"
