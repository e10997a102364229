"""收件: the window takes applications in, hands out the receipt, and sees no more of the file than that."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from daylight.base import lawpack
from daylight.base.access import may
from daylight.base.orgs.models import Person
from daylight.base.present import present
from daylight.base.vault.store import path_of
from daylight.cases.moving import definition_of
from daylight.cases.scopes import home_of
from daylight.core.moment import local_date
from daylight.decisions.acts import take_application
from daylight.decisions.acts.take_application import RECEIPT
from daylight.decisions.permit_guide import CATEGORY
from daylight.lists import queries as lists
from daylight.recording.models import Document
from daylight.web.office.acting import answer, attach, done, office_required, perform, person_of
from daylight.web.office.forms.application import IntakeForm
from daylight.web.office.forms.lead import registrable
from daylight.web.office.tasks import party_of

RIGHT = "application.receive"
# 一次告知 and what follows where nobody tells him.
NOTICE = "D27"
SHOWN = 50


def _clerk(request: HttpRequest) -> Person:
    person = person_of(request)
    if not may(person, RIGHT, home_of(person)):
        raise Http404
    return person


@require_safe
@office_required
def applications(request: HttpRequest) -> HttpResponse:
    """The matters that can be applied for, and what was taken in lately with its receipt."""
    person, today = _clerk(request), local_date(present())
    given = Document.objects.filter(code=RECEIPT, case__agency_id=person.agency_id)
    rows = [
        {
            "receipt": each,
            "party": party_of(each.case),
            "case": each.case,
            "handlers": "、".join(h.person.name for h in each.case.handlers.select_related("person")),
            "step": definition_of(each.case).step(each.case.step).name,
        }
        for each in given.select_related("case__agency").prefetch_related("case__parties").order_by("-id")[:SHOWN]
    ]
    context = {
        "rows": rows,
        "items": registrable(person, today, CATEGORY),
        "term": lawpack.current().deadline(NOTICE, today).period.label,
    }
    return answer(request, "office/applications.html", context)


@require_http_methods(["GET", "POST"])
@office_required
def take_in(request: HttpRequest, code: str) -> HttpResponse:
    """One application for the matter ``code``."""
    person, today = _clerk(request), local_date(present())
    item = _item(person, code, today)
    form = IntakeForm(person, item, today, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        outcome = perform(request, take_application, form.application())
        if outcome:
            return done(request, "已收件，收件凭证已生成，请打印交给申请人。", "office:applications")
        attach(form, outcome.refusals)
    return answer(request, "office/application_new.html", {"form": form, "item": item})


def _item(person: Person, code: str, today: date) -> dict[str, Any]:
    found = lists.item(person.agency, code, today)
    if found is None or found["category"] != CATEGORY:
        raise Http404
    return found


@require_safe
@office_required
def receipt(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """收件凭证 as it was sealed; the only paper of the file the window may open."""
    person = _clerk(request)
    paper = Document.objects.filter(uuid=uuid, code=RECEIPT, case__agency_id=person.agency_id).first()
    if paper is None or paper.pdf is None:
        raise Http404
    answered = HttpResponse(path_of(paper.pdf.sha256).read_bytes(), content_type="application/pdf")
    answered["Content-Disposition"] = f'inline; filename="{paper.uuid}.pdf"'
    answered["Cache-Control"] = "private, no-store"
    return answered
