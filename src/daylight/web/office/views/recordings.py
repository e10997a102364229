"""音像记录: what is demanded, what is there, upload, and the player."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from daylight.base.access import may
from daylight.base.journal.models import Entry
from daylight.base.present import present
from daylight.cases.moving import definition_of
from daylight.cases.scopes import scope_of
from daylight.core.moment import local_date
from daylight.recording.models import Recording
from daylight.recording.queries import recordings_of, same_as, waiting_uploads
from daylight.web.office.acting import case_or_404, office_required, person_of
from daylight.web.office.filming import labelled
from daylight.web.office.place import Place
from daylight.web.office.views.workspace import frame

VIEWS_SHOWN = 20


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


@require_safe
@office_required
def recording(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The player. The bytes come from the record's own address, which journals each viewing."""
    found = Recording.objects.select_related("uploader", "blob", "upload").filter(uuid=uuid).first()
    if found is None:
        raise Http404
    found.case = case_or_404(request, found.case.uuid)
    place = Place(found.case, person_of(request), local_date(present()))
    if not may(place.person, "recording.view", scope_of(found.case)):
        raise Http404
    views = Entry.objects.filter(
        case_uuid=found.case.uuid, kind="recording.media.viewed", subject=f"recording:{found.uuid}"
    ).order_by("-id")[:VIEWS_SHOWN]
    context = {
        **frame(place),
        "recording": found,
        "kind": found.content_type.split("/")[0],
        "views": views,
        "made_for": labelled(place, [found])[0][1],
        "scan": found.upload.scan,
        "first": _first_of(found, place),
    }
    return render(request, "office/recording.html", context)


def _first_of(recording: Recording, place: Place) -> Recording | None:
    """The earlier recording with the same bytes, when this person may see it."""
    first = same_as(recording)
    return first if first is not None and may(place.person, "recording.view", scope_of(first.case)) else None
