"""The pages around a case: how its limits are counted, its whole journal, its file."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from daylight.base import lawpack
from daylight.base.access import may
from daylight.base.journal.models import Entry
from daylight.base.present import present
from daylight.cases.moving import definition_of
from daylight.cases.scopes import scope_of
from daylight.core.moment import local_date
from daylight.recording.acts.documents import right_for
from daylight.recording.models import Document
from daylight.recording.queries import documents_of, recordings_of, waiting_uploads
from daylight.web.office.acting import case_or_404, office_required, person_of
from daylight.web.office.filming import labelled
from daylight.web.office.place import Place
from daylight.web.office.sentences import told
from daylight.web.office.views.workspace import frame

PAGE = 50


def _place(request: HttpRequest, uuid: UUID) -> Place:
    return Place(case_or_404(request, uuid), person_of(request), local_date(present()))


@require_safe
@office_required
def clocks(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """期限如何计算: every limit of the case with the lines of how its date came."""
    return render(request, "office/clocks.html", frame(_place(request, uuid)))


@require_safe
@office_required
def journal(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """全部留痕, newest first."""
    place = _place(request, uuid)
    entries = Entry.objects.filter(case_uuid=place.case.uuid).order_by("-case_seq")
    page = Paginator(entries, PAGE).get_page(request.GET.get("page"))
    return render(request, "office/journal.html", {**frame(place), "page": page, "lines": told(page)})


@require_safe
@office_required
def file(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """案卷目录: papers by stage, then recordings."""
    place = _place(request, uuid)
    case = place.case
    stage_of: dict[str, str] = {}
    for template in lawpack.current().documents(place.today):
        stage_of[template.code] = template.stage
    by_stage: dict[str, list[Document]] = defaultdict(list)
    for document in documents_of(case):
        by_stage[stage_of.get(document.code, "")].append(document)
    groups = [
        {"code": each.code, "name": each.name, "documents": by_stage.pop(each.code, [])}
        for each in definition_of(case).stages
    ]
    rest = [document for documents in by_stage.values() for document in documents]
    context = {
        **frame(place),
        "groups": [*groups, {"code": "other", "name": "其他", "documents": rest}],
        "free": [
            template
            for template in lawpack.current().documents(place.today)
            if case.procedure in template.procedures and may(place.person, right_for(template.code), scope_of(case))
        ],
        "recordings": labelled(place, recordings_of(case)),
        "uploads": waiting_uploads(case),
        "may_view": may(place.person, "recording.view", scope_of(case)),
    }
    return render(request, "office/file.html", context)
