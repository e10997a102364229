"""公示版的增减遮盖与存疑: one small form for each place, each on the edition the page showed."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from daylight.core.refusal import Refusal
from daylight.disclosure import acts, fields
from daylight.disclosure.models import Copy
from daylight.web.office.acting import done, office_required, perform
from daylight.web.office.desks.entering import placed
from daylight.web.office.desks.publication_reading import find_text
from daylight.web.office.views.publication import opened, page


@require_POST
@office_required
def mark(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """增加遮盖: the text as selected or typed, and which of several equal ones."""
    task, copy = opened(request, uuid)
    ids = ("mask_path", "mask_text", "mask_nth", "mask_kind", "mask_reason")
    typed = {name: request.POST.get(name, "") for name in ids}
    place = _place(copy, typed)
    if isinstance(place, Refusal):
        return page(request, task, typed, (place,))
    edition = _edition(request)
    outcome = perform(
        request, acts.mark_span, copy, typed["mask_path"], *place, typed["mask_kind"], typed["mask_reason"], edition
    )
    if outcome:
        return done(request, "已增加一处遮盖。", _back(uuid))
    names = {"path": "mask_path", "start": "mask_text", "kind": "mask_kind", "reason": "mask_reason"}
    return page(request, task, typed, placed(outcome.refusals, names))


@require_POST
@office_required
def lift(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """取消遮盖, with a reason; never what the case knows to be a secret."""
    task, copy = opened(request, uuid)
    place = request.POST.get("place", "")
    path, start, end = _read_place(place)
    reason = request.POST.get("lift_reason", "")
    outcome = perform(request, acts.lift_mask, copy, path, start, end, reason, _edition(request))
    if outcome:
        return done(request, "已取消一处遮盖。", _back(uuid))
    name = f"lift-{place}"
    return page(
        request, task, {name: reason, "lifting": place}, placed(outcome.refusals, {"reason": name, "start": name})
    )


@require_POST
@office_required
def settle(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """处理一处存疑: 遮盖, or 保留 with a reason."""
    task, copy = opened(request, uuid)
    key, reason = request.POST.get("doubt", ""), request.POST.get("settle_reason", "")
    answer = request.POST.get("answer", "")
    outcome = perform(request, acts.settle_uncertain, copy, key, answer, reason, _edition(request))
    if outcome:
        return done(request, "已遮盖这一处。" if answer == "mask" else "已保留这一处，理由已记录。", _back(uuid))
    name = f"settle-{key}"
    names = {"reason": name, "answer": name, "key": name}
    return page(request, task, {name: reason, "settling": key}, placed(outcome.refusals, names))


def _edition(request: HttpRequest) -> int:
    text = request.POST.get("edition", "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _back(uuid: UUID) -> str:
    return f"{reverse('office:publication', args=[uuid])}#source"


def _place(copy: Copy, typed: dict[str, str]) -> tuple[int, int] | Refusal:
    wanted = typed["mask_text"].replace("\r\n", "\n")
    if not wanted.strip():
        return Refusal("field.required", "请选取或者填写要遮盖的文字。", "", "mask_text")
    if typed["mask_path"] not in fields.paths(copy.source):
        return Refusal("field.required", "请选择要遮盖的文字在哪一栏。", "", "mask_path")
    nth = int(typed["mask_nth"]) if typed["mask_nth"].isdecimal() and len(typed["mask_nth"]) < 6 else 1
    found = find_text(fields.read(copy.source, typed["mask_path"]), wanted, nth)
    if found is None:
        label = fields.label(typed["mask_path"], copy.source)
        return Refusal("disclosure.span", f"“{label}”里没有第 {nth} 处“{wanted[:20]}”，请核对文字。", "", "mask_text")
    return found


def _read_place(place: str) -> tuple[str, int, int]:
    """``path|start|end`` of the form; nonsense becomes a place that no act accepts."""
    parts = place.split("|")
    if len(parts) != 3 or not all(each.isdecimal() and len(each) < 9 for each in parts[1:]):
        return "", 0, 0
    return parts[0], int(parts[1]), int(parts[2])
