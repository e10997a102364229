"""责任链: what each person answered for in the review of a case, from the rows and the journal."""

from __future__ import annotations

from typing import Any

from daylight.base.journal.models import Entry
from daylight.cases.models import Case
from daylight.core.elementfindings import MACHINE_VERDICTS, disagrees
from daylight.review import events
from daylight.review.models import VERDICTS, Dossier

# The draft's own steps belong to the chain too.
DRAFTED = (
    "decisions.draft.started",
    "decisions.draft.saved",
    "decisions.suggestion.accepted",
    "decisions.dossier.sent",
)


def trail_of(case: Case) -> dict[str, Any]:
    """``elements``: per element what every round concluded, by whom and against what finding of the platform;
    ``steps``: every entry of the review in time, ``{"at", "who", "what", "round"}``."""
    rounds = list(
        case.dossiers.select_related("reviewer", "sent_by").prefetch_related("findings__by").order_by("round")
    )
    return {"elements": _elements(rounds), "steps": _steps(case, rounds), "rounds": rounds}


def _elements(rounds: list[Dossier]) -> list[dict[str, Any]]:
    names: dict[str, str] = {}
    for dossier in rounds:
        names |= {each["code"]: each["name"] for each in dossier.elements}
    return [
        {
            "code": code,
            "name": name,
            "judged": [_judged(d, f) for d in rounds for f in d.findings.all() if f.element == code],
        }
        for code, name in names.items()
    ]


def _judged(dossier: Dossier, finding: Any) -> dict[str, Any]:
    machine = str(finding.machine.get("verdict", ""))
    return {
        "round": dossier.round,
        "by": finding.by.name,
        "at": finding.at,
        "verdict": VERDICTS[finding.verdict],
        "note": finding.note,
        "carried": finding.carried_from,
        "machine": MACHINE_VERDICTS.get(machine, ""),
        "differs": disagrees(machine, finding.verdict),
        "pointers": "、".join(each["label"] for each in finding.pointers),
    }


def _steps(case: Case, rounds: list[Dossier]) -> list[dict[str, Any]]:
    numbers = {f"dossier:{each.uuid}": each.round for each in rounds}
    kinds = [*events.SENTENCES, *DRAFTED]
    found = Entry.objects.filter(case_uuid=case.uuid, kind__in=kinds).exclude(kind=events.FOUND).order_by("id")
    return [
        {
            "at": each.at,
            "who": each.actor_name,
            "kind": each.kind,
            "round": numbers.get(each.subject),
            "said": _said(each.data or {}),
        }
        for each in found
    ]


def _said(data: dict[str, Any]) -> str:
    """What was said with the step, if anything."""
    keys = (
        "reviewer_name",
        "opinion",
        "text",
        "reason",
        "response",
        "what",
        "stand",
        "answer",
        "decision",
        "advice",
        "name",
    )
    return "；".join(str(data[key]) for key in keys if data.get(key))
