"""投诉: what people sent in about officers, by the nearest limit; read, checked outside, answered once."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from daylight.base.present import present
from daylight.core.moment import local_date
from daylight.portal import acts, envelope
from daylight.portal.models import Complaint
from daylight.web.office.acting import answer, done, office_required, perform, person_of
from daylight.web.office.desks.entering import desk_or_404, placed
from daylight.web.office.limits import limit_on

RIGHT, LIMIT = "complaint.answer", "投诉答复"


@require_safe
@office_required
def desk(request: HttpRequest) -> HttpResponse:
    """Waiting ones by their limit, then those answered, newest first."""
    person, today = desk_or_404(request, RIGHT), local_date(present())
    rows = Complaint.objects.filter(agency_id=person.agency_id).exclude(about=person.certificate_number or "-")
    context = {
        "waiting": [(each, limit_on(LIMIT, each.due_on, today)) for each in rows.filter(answered_at=None)],
        "answered": rows.exclude(answered_at=None).select_related("answered_by").order_by("-answered_at")[:50],
    }
    return answer(request, "office/desks/complaints.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@office_required
def one(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One complaint; whom it is about does not see it."""
    desk_or_404(request, RIGHT)
    person = person_of(request)
    found = Complaint.objects.select_related("agency", "answered_by").filter(agency_id=person.agency_id, uuid=uuid)
    complaint = found.first()
    if complaint is None or (complaint.about and complaint.about == person.certificate_number):
        raise Http404
    typed, refusals = request.POST.get("answer", ""), ()
    if request.method == "POST":
        outcome = perform(request, acts.answer_complaint, complaint, typed)
        if outcome:
            return done(request, "已答复，投诉人凭回执号可以看到。", "office:complaint", uuid)
        refusals = placed(outcome.refusals, {"answer": "answer"})
    context = {
        "complaint": complaint,
        "text": envelope.unseal(complaint.text_sealed),
        "contact": envelope.unseal(complaint.contact_sealed),
        "limit": limit_on(LIMIT, complaint.due_on, local_date(present())),
        "typed": typed,
    }
    return answer(request, "office/desks/complaint.html", context, refusals)
