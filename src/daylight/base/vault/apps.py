from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "daylight.base.vault"
    label = "vault"
    verbose_name = "证据库"
