"""行政强制 as the papers and moves of the case tell it: measures (G16), their execution (G17)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from daylight.base import lawpack
from daylight.cases.models import Case
from daylight.core.forcefacts import ExecutionFacts, ForceFacts
from daylight.core.moment import BEIJING, local_date
from daylight.decisions.entries import Entries
from daylight.decisions.standing import decision_of

# Papers that name the power used, the one that binds first.
POWER_PAPERS = ("coercion_urgent_report", "coercion_request", "substitute_decision")
SCENE_PAPERS = ("coercion_record", "substitute_record")
APPROVALS = ("approve_measure", "approve_afterwards")


def moment_of(typed: object) -> datetime | None:
    """A typed moment; without a zone it is the clock on the wall in China."""
    if not typed:
        return None
    found = datetime.fromisoformat(str(typed))
    return found if found.tzinfo else found.replace(tzinfo=BEIJING)


def force_facts(case: Case, entries: Entries, today: date) -> ForceFacts | None:
    """The measure or the substitute performance of this case; None while no paper or draft names a power."""
    paper: Mapping[str, Any] = _draft(case)
    for code in POWER_PAPERS:
        paper = entries.get(code) or paper
    named = str(paper.get("power") or "")
    ending = str(entries.get("coercion_closing", {}).get("outcome") or "")
    if not named and not ending:
        return None
    urgent = "coercion_urgent_report" in entries
    scene: Mapping[str, Any] = next((entries[code] for code in SCENE_PAPERS if code in entries), {})
    carried_out = moment_of(paper.get("carried_out_at")) or moment_of(scene.get("started_at"))
    on = local_date(carried_out) if carried_out else today
    return ForceFacts(
        power=_power(named, on),
        on=on,
        government_order=str(paper.get("government_order") or ""),
        approved_at=_approved_at(case),
        urgent=urgent,
        carried_out_at=carried_out,
        list_delivered="coercion_list" in entries,
        registered=case.item_name,
        ending=ending,
    )


def execution_facts(case: Case, entries: Entries, today: date) -> ExecutionFacts | None:
    """The execution carried out, with the emergency that excuses night and holidays."""
    record = entries.get("substitute_record")
    started = moment_of(record.get("started_at")) if record else None
    if record is None or started is None:
        return None
    return ExecutionFacts(
        started_at=started,
        ended_at=moment_of(record.get("ended_at")),
        emergency=str(record.get("emergency") or ""),
    )


def _draft(case: Case) -> Mapping[str, Any]:
    draft = getattr(case, "draft", None)
    return draft.fields if draft else {}


def _power(named: str, on: date) -> str:
    """The id of the power on the white list in force on that day; the words themselves when it is not on it."""
    return next((each.id for each in lawpack.current().coercive_powers(on) if each.name == named), named)


def _approved_at(case: Case) -> datetime | None:
    decision = decision_of(case)
    if decision is not None:
        approved: datetime = decision.approved_at
        return approved
    move = case.moves.filter(code__in=APPROVALS).order_by("-id").first()
    return move.at if move else None
