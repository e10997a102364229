"""行政处罚: what the papers and steps of a penalty say to the gates: who presides over the hearing, how the decision stands.

Field codes of ``documents_penalty.toml`` are the interface (ADR 0010).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from daylight.base import lawpack
from daylight.cases.gathering import roles_facts
from daylight.cases.models import Case
from daylight.cases.moving import definition_of
from daylight.core.facts import RolesFacts
from daylight.core.forcefacts import CourtFacts
from daylight.decisions.composing import LAND_DEMOLITION
from daylight.decisions.entries import Entries
from daylight.decisions.models import Decision, Service
from daylight.decisions.money_owed import unpaid
from daylight.decisions.remedies import quashed, remedies_only, remedies_pending
from daylight.decisions.standing import decision_of, since

# 缴纳罚款: the one place that names the limit; its length is the lawpack's.
PAY = "D16"
PUNISHING = "行政处罚"


def hosts(case: Case, entries: Entries, today: date) -> RolesFacts | None:
    """The host named in the summons or in the record of the hearing, so that no handler presides (G04)."""
    named = [entries[code].get("host") for code in ("hearing_summons", "hearing_record") if code in entries]
    found = {str(each["uuid"]): str(each["name"]) for each in named if isinstance(each, dict) and each.get("uuid")}
    if not found:
        return None
    roles = roles_facts(case)
    return replace(roles, hearing_hosts=frozenset(found), names={**found, **roles.names})


def court(case: Case, entries: Entries, today: date) -> CourtFacts | None:
    """How a served decision stands on the way to the court (G18), and whether a review or a suit runs; None before."""
    if definition_of(case).category != PUNISHING:
        return None
    decision = decision_of(case)
    served = decision.services.order_by("served_on", "id").first() if decision else None
    if decision is None or served is None:
        return remedies_only(case, entries, today)
    kinds = {each["kind"] for each in decision.fields.get("penalties") or []}
    # An urging counts for the term it was served in; the last one decides.
    urgings = Service.objects.filter(case=case, paper__code="urging_letter", paper_id__gt=since(case))
    urged = urgings.order_by("-served_on").first()
    return CourtFacts(
        urged_on=urged.served_on if urged else None,
        performed=_performed(decision, kinds, entries),
        decision_served_on=served.served_on,
        demolition=LAND_DEMOLITION in kinds,
        deferred_until=deferred_until(entries),
        remedies_pending=remedies_pending(case),
        perform_by=perform_by(case, served.served_on, entries),
        overturned=quashed(entries),
    )


def _performed(decision: Decision, kinds: set[str], entries: Entries) -> bool:
    """Everything done: a record says so, or the fine was all there was and is paid."""
    record = entries.get("performance_record", {})
    if record.get("performed") == "全部履行":
        return True
    return kinds == {"fine"} and unpaid(decision) <= 0


def deferred_until(entries: Entries) -> date | None:
    """The last day of a deferral or of the instalments granted."""
    said = str(entries.get("deferral_decision", {}).get("deferred_until") or "")
    return date.fromisoformat(said) if said else None


def perform_by(case: Case, served_on: date, entries: Entries) -> date:
    """The last day to perform: the limit of the decision (D16), which 复议、诉讼 do not move, or the end of a deferral."""
    pack = lawpack.current()
    due = pack.deadline(PAY, served_on).due(served_on, pack.calendar()).due_on
    return max(due, deferred_until(entries) or due)
