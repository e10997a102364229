"""更正申请: what the public asks to have put right, by limit; taken on or refused, each answer on the asker's receipt."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from daylight.base.access import Scope, may
from daylight.base.present import present
from daylight.core.moment import local_date
from daylight.disclosure import acts, requests
from daylight.disclosure.models import CorrectionRequest, Legacy
from daylight.web.office.acting import answer, done, office_required, perform, person_of
from daylight.web.office.desks.entering import placed
from daylight.web.office.limits import limit_on

KINDS = {"waiting": "todo", "accepted": "doing", "corrected": "ok", "withdrawn": "hold", "refused": "done"}


@require_safe
@office_required
def desk(request: HttpRequest) -> HttpResponse:
    """Open ones first, the tightest limit on top."""
    person = person_of(request)
    if not may(person, "disclosure.read", Scope(person.agency_id)):
        raise Http404
    rows = sorted(requests.visible(person), key=lambda each: (each.state not in requests.OPEN, each.due_on, each.pk))
    return answer(request, "office/desks/corrections.html", {"rows": [_row(each) for each in rows]})


@require_safe
@office_required
def correction(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One request beside what is public."""
    return _page(request, _found(request, uuid))


@require_POST
@office_required
def accept(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """核实有误."""
    found = _found(request, uuid)
    outcome = perform(request, acts.accept_request, found)
    if outcome:
        return done(request, "已告知申请人正在更正，请在公示页面办理更正或者撤回。", "office:correction", uuid)
    return _page(request, found, {}, outcome.refusals)


@require_POST
@office_required
def refuse(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """驳回, with the reason the asker reads."""
    found, reason = _found(request, uuid), request.POST.get("refuse_reason", "")
    outcome = perform(request, acts.refuse_request, found, reason)
    if outcome:
        return done(request, "已答复申请人。", "office:correction", uuid)
    return _page(request, found, {"refuse_reason": reason}, placed(outcome.refusals, {"reason": "refuse_reason"}))


def _found(request: HttpRequest, uuid: UUID) -> CorrectionRequest:
    found: CorrectionRequest | None = requests.visible(person_of(request)).filter(uuid=uuid).first()
    if found is None:
        raise Http404
    return found


def _row(found: CorrectionRequest) -> dict[str, Any]:
    limit = limit_on(
        "答复", found.due_on, local_date(present()), workdays=True, case=found.task.case if found.task else None
    )
    return {
        "asked": found,
        "kind": KINDS[found.state],
        "limit": limit if found.state in requests.OPEN else None,
        "about": found.task.number if found.task else _number(found.legacy),
        "public": found.task.uuid if found.task else found.legacy.uuid if found.legacy else "",
    }


def _number(legacy: Legacy | None) -> str:
    """The number the public reads; the key of the record where none was published."""
    return str((legacy.record or {}).get("number") or legacy.key) if legacy else ""


def _page(
    request: HttpRequest, found: CorrectionRequest, typed: dict[str, str] | None = None, refusals: Any = ()
) -> HttpResponse:
    person = person_of(request)
    found.refresh_from_db()
    corrects = may(person, "disclosure.correct", Scope(person.agency_id))
    name, contact = requests.asker(found) if corrects else ("", "")
    context = {
        **_row(found),
        "asker": name,
        "contact": contact,
        "corrects": corrects,
        "may_accept": corrects and found.state == "waiting",
        "may_refuse": corrects and found.state in requests.OPEN,
        "typed": typed or {},
    }
    return answer(request, "office/desks/correction.html", context, refusals)
