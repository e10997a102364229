"""听证 of a round of notice: a second notice brings a right of its own, so a case may have several hearings."""

from __future__ import annotations

from datetime import date

from daylight.cases.models import Case
from daylight.core.facts import HearingFacts
from daylight.decisions.models import Hearing, Service
from daylight.recording.queries import final_fields

SUMMONS = "hearing_summons"
WITHDRAWN = "当事人撤回听证申请"


def hearing_of(case: Case) -> Hearing | None:
    """The hearing asked for upon the last notice, or one asked for before and still owed: a new notice does not take it
    away. None when the party has nothing to ask for any more."""
    last = case.notices.order_by("-round").values_list("round", flat=True).first()
    found: Hearing | None = case.hearings.order_by("-round").first()
    if found is None or found.round == last:
        return found
    return found if found.record_id is None and ended_by(case) is None else None


def summoned_on(hearing: Hearing) -> date | None:
    """The day the last summons (听证通知书) was served, when one was served after the request."""
    asked = hearing.case.moves.filter(code="record_hearing_request").order_by("-id").first()
    if asked is None or not hearing.case.moves.filter(code="serve_hearing_summons", pk__gt=asked.pk).exists():
        return None
    served = Service.objects.filter(case=hearing.case, paper__code=SUMMONS).order_by("-id")
    found: date | None = served.values_list("served_on", flat=True).first()
    return found


def ended_by(case: Case) -> tuple[str, date] | None:
    """How the hearing last asked for ended without being held (听证终止记录): the ground and the day."""
    asked = case.moves.filter(code="record_hearing_request").order_by("-id").first()
    if asked is None or not case.moves.filter(code="end_hearing", pk__gt=asked.pk).exists():
        return None
    said = final_fields(case, "hearing_end") or {}
    return str(said.get("ground", "")), date.fromisoformat(str(said["ended_on"]))


def hearing_facts(case: Case) -> HearingFacts | None:
    """What the gates look at: the hearing of the last notice, and the days of those before."""
    earlier = tuple(
        day for each in case.hearings.all() if (day := each.held_on) is not None and each.round < case.notices.count()
    )
    hearing = hearing_of(case)
    if hearing is None:
        return HearingFacts(earlier_held_on=earlier) if earlier else None
    ended = ended_by(case)
    return HearingFacts(
        requested_on=hearing.requested_on,
        withdrawn_on=ended[1] if ended and ended[0] == WITHDRAWN else None,
        notified_on=hearing.notified_on,
        held_on=hearing.held_on,
        record_final=hearing.record_id is not None,
        forfeited_on=ended[1] if ended and ended[0] != WITHDRAWN else None,
        earlier_held_on=earlier,
    )
