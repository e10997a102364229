"""待认领音像: what docking stations delivered and nothing else said whose it is; and what was kept apart, with the reason."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from daylight.base.present import present
from daylight.cases.models import Case
from daylight.cases.queries import visible_cases, within
from daylight.core.moment import local_date
from daylight.lists import queries as lists
from daylight.recording.acts.dock import claim_docked, reject_docked
from daylight.recording.docklinking import matches_of
from daylight.recording.dockqueries import visible_files
from daylight.recording.models import DockFile, Recording
from daylight.web.office.acting import answer, done, office_required, perform, person_of
from daylight.web.office.desks.entering import desk_or_404, placed

RIGHT = "recording.claim"
SHOWN = 200


@require_safe
@office_required
def desk(request: HttpRequest) -> HttpResponse:
    """Waiting, kept apart, not claimed; each newest first."""
    person = desk_or_404(request, RIGHT)
    files = visible_files(person).order_by("-id")
    kept = Recording.objects.filter(within(person, "recording.view", "case__"), state="quarantined")
    context = {
        "waiting": files.filter(state=DockFile.WAITING)[:SHOWN],
        "rejected": files.filter(state=DockFile.REJECTED).select_related("settled_by")[:SHOWN],
        "docked": files.filter(state=DockFile.QUARANTINED)[:SHOWN],
        "kept": kept.select_related("case", "uploader", "upload").order_by("-id")[:SHOWN],
    }
    return answer(request, "office/intake.html", context)


@require_safe
@office_required
def one(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One docked file: look at it, say whose it is."""
    return answer(request, "office/intake_file.html", _context(request, _file_or_404(request, uuid)))


@require_POST
@office_required
def claim(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """认领 for one of the person's own cases."""
    file = _file_or_404(request, uuid)
    wanted = request.POST.get("case", "")
    case = next((each for each in _cases(request) if str(each.uuid) == wanted), None)
    outcome = perform(request, claim_docked, file, case, request.POST.get("item", "")[:64])
    if outcome:
        return done(request, "已认领，音像已关联本案。", "office:recordings", case.uuid if case else uuid)
    refusals = placed(outcome.refusals, {"case": "case"})
    return answer(request, "office/intake_file.html", _context(request, file), refusals)


@require_POST
@office_required
def reject(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """不予认领, with the reason; the original stays."""
    file = _file_or_404(request, uuid)
    outcome = perform(request, reject_docked, file, request.POST.get("reason", ""))
    if outcome:
        return done(request, "已记下不予认领的原因，原件仍保存在证据库。", "office:intake")
    refusals = placed(outcome.refusals, {"reason": "reason"})
    return answer(request, "office/intake_file.html", _context(request, file), refusals)


def _file_or_404(request: HttpRequest, uuid: UUID) -> DockFile:
    person = desk_or_404(request, RIGHT)
    found = visible_files(person).select_related("recording", "settled_by").filter(uuid=uuid).first()
    if found is None:
        raise Http404
    return found


def _cases(request: HttpRequest) -> list[Case]:
    open_cases = visible_cases(person_of(request), "recording.seal").filter(closed_on=None)
    return list(open_cases.order_by("-id")[:SHOWN])


def _context(request: HttpRequest, file: DockFile) -> dict[str, Any]:
    cases, today = _cases(request), local_date(present())
    likely = {each.case.pk: each.why for each in matches_of(file)}
    chosen = request.POST.get("case") or next((str(each.uuid) for each in cases if each.pk in likely), "")
    rows = {
        row["code"]: row.get("step") or row["code"]
        for procedure in sorted({each.procedure for each in cases})
        for row in lists.recording_items(file.agency, today, procedure)
    }
    return {
        "file": file,
        "kind": file.content_type.split("/")[0],
        "open": file.state in (DockFile.WAITING, DockFile.REJECTED) and bool(cases),
        "cases": [("", "请选择"), *((str(each.uuid), _label(each, likely)) for each in cases)],
        "items": [("", "不属于清单事项"), *sorted(rows.items())],
        "chosen": chosen,
        "item": request.POST.get("item", ""),
        "reason": request.POST.get("reason", ""),
        "reasons": sorted(set(likely.values())),
    }


def _label(case: Case, likely: dict[int, str]) -> str:
    mark = "（时间相符）" if case.pk in likely else ""
    return f"{case.number or '未立案'} {case.title}{mark}"
