"""``made_up``: marks a field that was invented for the demonstration."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag
def made_up(record: Mapping[str, Any], name: str) -> SafeString:
    """演示 beside ``name`` (``party`` or ``party.credit_code``) when the record says so."""
    marked = record["demonstration_fields"]
    if name in marked or name.partition(".")[0] in marked:
        return mark_safe(' <span class="demo">演示</span>')
    return mark_safe("")
