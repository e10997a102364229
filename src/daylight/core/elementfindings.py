"""机器核对的结论: what the platform gathered and found about one element of a review, and how single checks add up.

``Fact`` is neutral and may be read before a person judges; ``Check`` carries the platform's own opinion and stays closed
until he has committed himself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

State = Literal["passed", "refused", "doubt", "overridden", "not_applicable"]
# What the platform says of a whole element.
MACHINE_VERDICTS = {"conforms": "未见问题", "fails": "发现问题", "mend": "需要留意", "silent": "机器不判断"}
AGREEING = {"conforms": ("conforms", "not_applicable"), "fails": ("fails", "mend"), "mend": ("fails", "mend")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing found in the file. ``at``: ``kind:ref`` places inside the dossier where it can be read."""

    text: str
    at: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One answer. ``gate``: its code when a gate gave it; ``said``: one Chinese sentence."""

    state: State
    said: str
    title: str = ""
    cite: str = ""
    gate: str = ""


@dataclass(frozen=True, slots=True)
class Element:
    """Everything about one element."""

    facts: tuple[Fact, ...] = ()
    checks: tuple[Check, ...] = ()


def weigh(checks: Iterable[Check]) -> str:
    """A key of ``MACHINE_VERDICTS``: the worst check counts; without a check that applies the platform does not judge."""
    states = {each.state for each in checks}
    if "refused" in states:
        return "fails"
    if states & {"doubt", "overridden"}:
        return "mend"
    return "conforms" if "passed" in states else "silent"


def disagrees(machine: str, verdict: str) -> bool:
    """Whether a person's verdict and the platform's differ; where the platform is silent nobody differs."""
    return machine in AGREEING and bool(verdict) and verdict not in AGREEING[machine]


def opened(element: Element) -> list[dict[str, Any]]:
    """The facts as plain data, for the part of the dossier anybody may read."""
    return [{"text": each.text, "at": list(each.at)} for each in element.facts]


def sealed(element: Element) -> dict[str, Any]:
    """The platform's opinion as plain data, kept closed."""
    return {
        "verdict": weigh(element.checks),
        "checks": [
            {"gate": each.gate, "title": each.title, "state": each.state, "finding": each.said, "where": each.cite}
            for each in element.checks
        ],
    }
