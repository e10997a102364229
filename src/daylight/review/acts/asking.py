"""补充材料: the reviewer asks, a handler answers. The limit stands still only where its rule names this as a reason."""

from __future__ import annotations

from datetime import datetime

from daylight.base.access import require
from daylight.base.act import act
from daylight.base.orgs.models import Person
from daylight.cases import clocks
from daylight.cases.scopes import scope_of
from daylight.core.moment import local_date
from daylight.core.refusal import refuse
from daylight.review import events
from daylight.review.holding import locked, open_for, record
from daylight.review.limits import CLOCK, pauses_for_material, running
from daylight.review.models import Dossier, MaterialRequest
from daylight.review.receiving import CITE

REASON = "补充材料"


@act(events.MATERIAL_ASKED)
def ask_material(dossier: Dossier, what: str, *, actor: Person, now: datetime) -> MaterialRequest:
    """Ask for material without returning the dossier."""
    fresh = open_for(dossier, actor)
    if not what.strip():
        raise refuse("field.required", "请写明要补充哪些材料、说明什么问题。", CITE, "what")
    clock = running(fresh.case)
    paused = clock is not None and clock.suspended_on is None and pauses_for_material(clock)
    if paused:
        clocks.suspend(fresh.case, CLOCK, local_date(now), REASON)
    made = MaterialRequest.objects.create(dossier=fresh, what=what.strip(), paused=paused, by=actor, at=now)
    record(events.MATERIAL_ASKED, fresh, actor, now, request=str(made.uuid), what=made.what, paused=paused)
    return made


@act(events.MATERIAL_GIVEN)
def give_material(request: MaterialRequest, answer: str, *, actor: Person, now: datetime) -> MaterialRequest:
    """A handler answers. What changes the frozen file needs a return and a new round."""
    fresh = locked(request.dossier)
    require(actor, "decision.draft", scope_of(fresh.case))
    kept = MaterialRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if kept.answered_at is not None or fresh.state != "reviewing":
        raise refuse("review.material", "这项要求已经答复，或者本案已不在审核中；请刷新页面核对。", CITE)
    if not answer.strip():
        raise refuse("field.required", "请写明补充的材料和所说明的问题。", CITE, "material_answer")
    kept.answer, kept.answered_by, kept.answered_at = answer.strip(), actor, now
    kept.save(update_fields=["answer", "answered_by", "answered_at"])
    waiting = fresh.material_requests.filter(answered_at=None, paused=True).exists()
    if kept.paused and not waiting:
        clock = clocks.resume(fresh.case, CLOCK, local_date(now))
        if clock is not None:
            fresh.due_on = clock.due_on
            fresh.save(update_fields=["due_on"])
    record(events.MATERIAL_GIVEN, fresh, actor, now, request=str(kept.uuid), answer=kept.answer)
    return kept
