"""The present moment, asked for at the edges only (views, commands, worker) and passed inwards as ``now``."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils import timezone


def present() -> datetime:
    """Aware now; ``DAYLIGHT_NOW`` fixes it for tests and demonstrations."""
    if settings.FIXED_NOW is not None:
        return settings.FIXED_NOW
    return timezone.now()
