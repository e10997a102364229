"""Which texts of a public record people wrote, and how to reach one of them by its path (``penalties[0].text``)."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from typing import Any

from daylight.portal.wording import labels

_PART = re.compile(r"([a-z_]+)(?:\[(\d+)\])?")


def paths(record: Mapping[str, Any]) -> list[str]:
    """Every path whose text may name a person: these are masked, and only these may be corrected by hand."""
    return [
        "party.name",
        "violation",
        "facts",
        "gist",
        "discretion.reason",
        *(f"basis[{n}]" for n in range(len(record["basis"]))),
        *(f"penalties[{n}].text" for n in range(len(record["penalties"]))),
        *(["result"] if record.get("result") else []),
        *(f"details[{n}].text" for n in range(len(record.get("details", ())))),
    ]


def label(path: str, record: Mapping[str, Any]) -> str:
    """The Chinese name of a path in a record of this category; items of a list are numbered from one."""
    called = labels(str(record.get("category", "")))
    name, index = _steps(path)[0]
    if path == "discretion.reason":
        return "裁量理由"
    if index is None:
        return called[name]
    if name == "details":
        return str(record["details"][index]["label"])
    return f"{'处罚内容' if name == 'penalties' else called[name]}第 {index + 1} 项"


def read(record: Mapping[str, Any], path: str) -> str:
    """The text at ``path``. KeyError or IndexError where there is none."""
    value: Any = record
    for name, index in _steps(path):
        value = value[name] if index is None else value[name][index]
    if not isinstance(value, str):
        raise KeyError(path)
    return value


def written(record: Mapping[str, Any], texts: Mapping[str, str]) -> dict[str, Any]:
    """A copy of ``record`` with ``texts`` (path → text) in place."""
    result: dict[str, Any] = copy.deepcopy(dict(record))
    for path, text in texts.items():
        *way, (name, index) = _steps(path)
        holder: Any = result
        for step, position in way:
            holder = holder[step] if position is None else holder[step][position]
        if index is None:
            holder[name] = text
        else:
            holder[name][index] = text
    return result


def _steps(path: str) -> list[tuple[str, int | None]]:
    steps = []
    for part in path.split("."):
        found = _PART.fullmatch(part)
        if not found:
            raise KeyError(path)
        steps.append((found[1], int(found[2]) if found[2] else None))
    return steps
