"""音像记录: what is demanded, what is there, and upload."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from daylight.base.access import may
from daylight.base.present import present
from daylight.cases.moving import definition_of
from daylight.cases.scopes import scope_of
from daylight.core.moment import local_date
from daylight.recording.queries import recordings_of, waiting_uploads
from daylight.web.office.acting import case_or_404, office_required, person_of
from daylight.web.office.filming import labelled
from daylight.web.office.place import Place
from daylight.web.office.views.workspace import frame


@require_safe
@office_required
def recordings(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The recordings of a case and the form that adds to them; it posts to the upload address of the API."""
    case = case_or_404(request, uuid)
    place = Place(case, person_of(request), local_date(present()))
    context = frame(place)
    listed = [*context["demands"], *context["foreseen"]]
    context |= {
        "recordings": labelled(place, recordings_of(case)),
        "uploads": waiting_uploads(case),
        "may_view": may(place.person, "recording.view", scope_of(case)),
        "may_record": may(place.person, "recording.seal", scope_of(case)),
        "items": [("", "不属于清单事项"), *((each.item_code, each.name) for each in listed)],
        "steps": [(each.code, each.name) for each in definition_of(case).steps],
        "wanted": request.GET.get("item", ""),
    }
    return render(request, "office/recordings.html", context)
