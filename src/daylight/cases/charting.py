"""The charts of the procedures that run here, as the public site receives them."""

from __future__ import annotations

from datetime import date
from typing import Any

from daylight.base import lawpack
from daylight.base.access import ROLES
from daylight.base.access.rights import RIGHTS
from daylight.core import chart
from daylight.core.definition import Definition

# A move several roles may make stands in the lane of whoever does the work; supervisors come after those they supervise.
WORKERS = ("officer", "section_head", "reviewer", "leader", "window", "publisher", "list_keeper")


def lane_roles() -> dict[str, tuple[str, ...]]:
    """Right → names of its roles, the one whose lane it is first."""
    order = [*WORKERS, *(role for role in ROLES if role not in WORKERS)]
    return {right: tuple(ROLES[role] for role in sorted(granted, key=order.index)) for right, granted in RIGHTS.items()}


def procedures_on(on: date) -> tuple[Definition, ...]:
    """Every procedure in force on ``on``."""
    versions = (each for found in lawpack.current().procedures.values() for each in found)
    return tuple(each for each in versions if each.in_force_from <= on and (each.until is None or on < each.until))


def drawn(definition: Definition, on: date) -> dict[str, Any]:
    """Both drawings, the words and the BPMN of ``definition``, with names and limits as the law stands on ``on``."""
    words = chart.words_of(lawpack.current(), on, lane_roles())
    wall = chart.plain_layout(definition, words, "wall")
    return {
        "name": definition.id,
        "title": f"{definition.name}流程图",
        "version": definition.version,
        "cite": definition.cite,
        "in_force_from": definition.in_force_from,
        "digest": chart.definition_digest(definition),
        "svg": chart.svg(wall),
        "svg_narrow": chart.svg(chart.plain_layout(definition, words, "narrow")),
        "text": chart.told(wall.graph, words),
        "bpmn": chart.bpmn(wall),
    }
