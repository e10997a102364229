"""Template filters of the desks: ``at``, ``spot``, ``spot_id``, ``push``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

from daylight.web.office.desks.publication_reading import Masked

register = template.Library()


@register.filter
def at(values: Mapping[str, Any], key: str) -> Any:
    """The value under a key that is no identifier; empty when there is none."""
    return values.get(key, "")


@register.filter
def spot(place: Masked) -> str:
    """A masked place as its form sends it."""
    return f"{place.path}|{place.start}|{place.end}"


@register.filter
def spot_id(place: Masked) -> str:
    """The id of its field on the page."""
    return f"lift-{spot(place)}"


@register.filter
def push(state: str) -> str:
    """The status mark of a delivery."""
    return {"failed": "late", "waiting": "doing", "delivered": "ok", "dropped": "hold"}[state]
