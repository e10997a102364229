from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.db.backends.signals import connection_created
from django.utils.module_loading import autodiscover_modules

from daylight.base.permit import guard_writes


def _guard(connection: Any, **_: object) -> None:
    if guard_writes not in connection.execute_wrappers:
        connection.execute_wrappers.append(guard_writes)


class ConfigConfig(AppConfig):
    name = "daylight.config"
    label = "config"
    verbose_name = "配置"

    def ready(self) -> None:
        # Every app's background work registers itself.
        autodiscover_modules("chores")
        # The one use of a Django signal: there is no other hook for "every new connection".
        if settings.GUARD_WRITES:
            connection_created.connect(_guard, dispatch_uid="daylight.guard_writes")
