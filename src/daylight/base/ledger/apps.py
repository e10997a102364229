from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "daylight.base.ledger"
    label = "ledger"
    verbose_name = "登记簿"
