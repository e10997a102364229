"""Template tags of the office: ``office_menu``, ``key_field``, ``limit``, ``moment``, ``day``."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from daylight.core.moment import local_time
from daylight.web.office.acting import KEY, fresh_key
from daylight.web.office.limits import Limit
from daylight.web.office.menu import menu_for

register = template.Library()


# As many as stand beside the search at 1366 px.
IN_A_ROW = 8


@register.inclusion_tag("office/menu.html", takes_context=True)
def office_menu(context: template.Context) -> dict[str, Any]:
    """The main menu of the person signed in, with counts; what does not fit a row stands under 更多."""
    links = menu_for(context["request"])
    first = len(links) if len(links) <= IN_A_ROW else IN_A_ROW - 1
    rest = links[first:]
    return {
        "links": links[:first],
        "rest": rest,
        "now": any(each["now"] for each in rest),
        "waiting": any(each["count"] for each in rest),
    }


@register.simple_tag
def key_field() -> SafeString:
    """The hidden submission number every writing form carries."""
    return format_html('<input type="hidden" name="{}" value="{}">', KEY, fresh_key())


@register.inclusion_tag("office/limit.html")
def limit(found: Limit) -> dict[str, str]:
    """A limit as word, shape and colour; a click leads to how it was computed."""
    return found.tag()


@register.filter
def moment(value: datetime | None) -> str:
    """2026-11-22 09:30, on a clock in China."""
    return f"{local_time(value):%Y-%m-%d %H:%M}" if value else ""


@register.filter
def day(value: date | None) -> str:
    return value.isoformat() if value else ""
