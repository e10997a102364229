"""例外放行 as the gates want it: what a second person has let pass in a case."""

from __future__ import annotations

from daylight.cases.models import Case, GateOverride
from daylight.cases.rounds import began
from daylight.core.gates import Override


def overrides_of(case: Case) -> tuple[Override, ...]:
    """Everything granted in ``case`` for the present decision, the latest for each gate; who only asked has let nothing
    pass."""
    granted = GateOverride.objects.filter(case=case, state="granted").select_related("asked_by", "answered_by")
    again = began(case)
    if again is not None:
        granted = granted.filter(answered_at__gte=again.at)
    return tuple({each.gate: _override(each) for each in granted.order_by("id")}.values())


def _override(row: GateOverride) -> Override:
    return Override(
        gate=row.gate,
        asked_by=str(row.asked_by.uuid),
        granted_by=str(row.answered_by.uuid),
        reason=row.reason,
        granted_at=row.answered_at,
        asked_name=row.asked_by.name,
        granted_name=row.answered_by.name,
        seen=tuple(each["message"] for each in row.set_aside),
    )
