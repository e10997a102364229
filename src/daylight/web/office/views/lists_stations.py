"""清单的环节: check, approve, confirm, send back, send on again; the list of what waits for the supervising office."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from daylight.base.access import overseen
from daylight.base.present import present
from daylight.core.moment import local_date
from daylight.lists import acts, queries
from daylight.lists.stations import turn_of
from daylight.web.office.acting import answer, done, office_required, perform, person_of
from daylight.web.office.desks import lists_reading as reading
from daylight.web.office.desks.entering import placed
from daylight.web.office.views.lists import found, version_page

PASS = {
    "draft": (acts.check_list, "已核对，送法制审核。"),
    "checked": (acts.approve_list, "已审定。"),
    "reviewed": (acts.confirm_list, "已审核，可以发布。"),
}


@require_POST
@office_required
def carry_on(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """核对、审定、司法局审核: whichever the version waits for, on the content that was seen."""
    version = found(request, uuid)
    act, said = PASS.get(request.POST.get("station", ""), PASS["checked"])
    outcome = perform(request, act, version, seen_digest=request.POST.get("seen_digest", ""))
    if outcome:
        return done(request, said, "office:list-version", uuid)
    return version_page(request, version, {}, placed(outcome.refusals, {}))


@require_POST
@office_required
def send_back(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """退回, with a reason."""
    version = found(request, uuid)
    reason = request.POST.get("return_reason", "")
    outcome = perform(request, acts.return_list, version, reason)
    if outcome:
        seen = queries.visible(person_of(request)).filter(uuid=uuid).exists()
        where = ("office:list-version", uuid) if seen else ("office:lists-oversight",)
        return done(request, "已退回清单管理员修改。", *where)
    names = {"return_reason": "return_reason"}
    return version_page(request, version, {"return_reason": reason}, placed(outcome.refusals, names))


@require_POST
@office_required
def send_on(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """重新送核 after a return."""
    version = found(request, uuid)
    outcome = perform(request, acts.submit_list, version)
    if outcome:
        return done(request, "已重新送科室核对。", "office:list-version", uuid)
    return version_page(request, version, {}, placed(outcome.refusals, {}))


@require_safe
@office_required
def oversight(request: HttpRequest) -> HttpResponse:
    """What waits for the supervising office, and what it has judged or seen published."""
    person, today = person_of(request), local_date(present())
    agencies = overseen(person, "list.confirm")
    if not agencies.exists():
        raise Http404
    rows = queries.visible(person).filter(agency__in=agencies).select_related("agency", "created_by")
    waiting = [each for each in rows if each.state == "reviewed"]
    context: dict[str, Any] = {
        "waiting": [(each, turn_of(each)) for each in waiting],
        "rest": [(each, *reading.mark(each, today)) for each in rows.order_by("-id")[:50] if each.state != "reviewed"],
    }
    return answer(request, "office/desks/lists_oversight.html", context)
