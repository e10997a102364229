"""更正申请的办理: found right and taken on, or refused with the reason; the receipt says so (政府信息公开条例第41条)."""

from __future__ import annotations

from datetime import datetime

from daylight.base.access import Scope, require
from daylight.base.act import act
from daylight.base.orgs.models import Person
from daylight.core.masking import Facts
from daylight.core.moment import local_date
from daylight.core.refusal import refuse
from daylight.disclosure import copies, events, record_building, requests
from daylight.disclosure.models import CorrectionRequest
from daylight.disclosure.request_models import REQUEST_STATES

CITE = "政府信息公开条例第四十一条"


@act(events.ACCEPTED)
def accept_request(request: CorrectionRequest, *, actor: Person, now: datetime) -> CorrectionRequest:
    """It is right: a correction or a withdrawal follows, which answers the request."""
    fresh = _waiting(request, actor)
    fresh.state = "accepted"
    fresh.save(update_fields=["state"])
    requests.note(events.ACCEPTED, fresh, actor, now)
    requests.tell(fresh, now)
    return fresh


@act(events.ANSWERED)
def refuse_request(request: CorrectionRequest, reason: str, *, actor: Person, now: datetime) -> CorrectionRequest:
    """It is not right, or nothing shows that it is: the asker reads why on his receipt."""
    fresh = _waiting(request, actor)
    if not reason.strip():
        raise refuse("disclosure.reason", "请写明不予更正的理由，理由告知申请人。", CITE, "reason")
    today = local_date(now)
    known = copies.known(fresh.task, today) if fresh.task else (Facts(), record_building.mask_rules(today))
    copies.require_clean(reason, *known, "reason")
    requests.close(fresh, "refused", reason.strip(), actor, now)
    return fresh


def _waiting(request: CorrectionRequest, actor: Person) -> CorrectionRequest:
    require(actor, "disclosure.correct", Scope(request.agency_id))
    fresh = CorrectionRequest.objects.select_for_update(of=("self",)).select_related("agency").get(pk=request.pk)
    if fresh.state not in requests.OPEN:
        done = REQUEST_STATES[fresh.state]
        raise refuse("disclosure.request", f"这件申请{done}，不用再办理，请刷新页面查看。", CITE)
    return fresh
