"""音像时间轴: required against recorded at a glance, and the two pages on which a gap or an unknown time is settled."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from daylight.base import lawpack
from daylight.base.access import may
from daylight.base.present import present
from daylight.cases.scopes import scope_of
from daylight.core.coverage import Span, told
from daylight.core.lawrecords import RecordingReason
from daylight.core.moment import BEIJING, local_date
from daylight.core.refusal import Refusal
from daylight.decisions.gathering import demanded_rows
from daylight.lists import queries as lists
from daylight.recording.acts.coverage import explain_gap, link_clip, state_occasion
from daylight.recording.models import Document, Occasion, Recording
from daylight.recording.timeline import Timeline, timeline_of
from daylight.web.office.acting import answer, case_or_404, done, office_required, perform, person_of, right_or_404
from daylight.web.office.filmstrip import ahead, clock, moment_told, strips_of
from daylight.web.office.forms.reading import plain
from daylight.web.office.place import Place
from daylight.web.office.views.workspace import frame

MOMENT = "如 2026-11-22 09:30:15，按标准时间"


@require_safe
@office_required
def timeline(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Every occasion of the case: covered, missing, explained; clips nobody claimed."""
    place = _place(request, uuid)
    return render(request, "office/timeline.html", {**frame(place), **_context(place)})


@require_http_methods(["GET", "POST"])
@office_required
def gap(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One missing stretch: link a clip that shows it, or state the technical reason."""
    place = _place(request, uuid)
    right_or_404(request, "recording.seal", place.case)
    item, span = request.GET.get("item", ""), _span(request)
    if span is None or item not in _items(place):
        raise Http404
    found = _timeline(place)
    typed = {name: request.POST.get(name, "") for name in ("recording", "code", "text")}
    outcome: Any = None
    if request.method == "POST" and request.POST.get("do") == "link":
        recording = found.recordings.get(typed["recording"])
        if recording is None:
            return _gap_page(request, place, found, item, span, typed, [_choose("recording")])
        recording.case = place.case
        outcome = perform(request, link_clip, recording, item)
    elif request.method == "POST":
        first, last = (
            _edge(request.POST.get(name, ""), edge) for name, edge in zip(("from", "to"), _edges(span), strict=True)
        )
        if first is None or last is None:
            faults = [
                Refusal("recording.times", f"请填写起止时间，{MOMENT}。", "", n)
                for n, v in (("from", first), ("to", last))
                if v is None
            ]
            return _gap_page(request, place, found, item, span, typed, faults)
        outcome = perform(request, explain_gap, place.case, item, first, last, typed["code"], typed["text"])
    if outcome is None:
        return _gap_page(request, place, found, item, span, typed, ())
    if outcome:
        return done(request, "已登记，时间轴已更新。", "office:case-timeline", place.case.uuid)
    return _gap_page(request, place, found, item, span, typed, outcome.refusals)


@require_POST
@office_required
def link(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Claim an unlinked clip for a row of the list."""
    place = _place(request, uuid)
    right_or_404(request, "recording.seal", place.case)
    recording = Recording.objects.filter(case=place.case, uuid=_uuid(request.POST.get("recording", ""))).first()
    if recording is None:
        raise Http404
    outcome = perform(request, link_clip, recording, request.POST.get("item_code", ""))
    if outcome:
        return done(request, f"《{recording.title}》已关联。", "office:case-timeline", place.case.uuid)
    return answer(request, "office/timeline.html", {**frame(place), **_context(place)}, outcome.refusals)


@require_http_methods(["GET", "POST"])
@office_required
def occasion(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """When an occasion began and ended, where no paper says so or somebody mistyped it."""
    place = _place(request, uuid)
    right_or_404(request, "recording.seal", place.case)
    item = request.GET.get("item", "")
    wanted = next(
        (e.required for e in _timeline(place).sheet.lines if e.required.key == request.GET.get("key", "")), None
    )
    if wanted is None or wanted.item_code != item:
        raise Http404
    kind, _, name = wanted.key.partition(":")
    typed = {
        "started_at": moment_told(wanted.start) if wanted.start else "",
        "ended_at": moment_told(wanted.end) if wanted.end else "",
        "source": "",
    }
    faults: tuple[Refusal, ...] = ()
    if request.method == "POST":
        typed = {each: request.POST.get(each, "") for each in typed}
        first, last = read_exact(typed["started_at"]), read_exact(typed["ended_at"])
        if first is None or last is None:
            blank = (("started_at", first), ("ended_at", last))
            faults = tuple(Refusal("recording.times", f"请填写时间，{MOMENT}。", "", n) for n, v in blank if v is None)
        else:
            paper = (
                Document.objects.filter(case=place.case, uuid=name.split(":")[0]).first() if kind == "paper" else None
            )
            old = Occasion.objects.filter(case=place.case, uuid=name).first() if kind == "stated" else None
            outcome = perform(
                request, state_occasion, place.case, item, first, last, typed["source"], paper=paper, replaces=old
            )
            if outcome:
                return done(request, "起止时间已登记，时间轴已更新。", "office:case-timeline", place.case.uuid)
            faults = outcome.refusals
    context = {**frame(place), "wanted": wanted, "typed": typed, "hint": MOMENT}
    return answer(request, "office/occasion.html", context, faults)


def _place(request: HttpRequest, uuid: UUID) -> Place:
    return Place(case_or_404(request, uuid), person_of(request), local_date(present()))


def _timeline(place: Place) -> Timeline:
    return timeline_of(place.case, demanded_rows(place.case, place.today), place.today)


def _context(place: Place) -> dict[str, Any]:
    found = _timeline(place)
    strips = strips_of(place, found)
    return {
        "strips": strips,
        "missing": told(found.sheet.missing_seconds) if found.sheet.missing_seconds else "",
        "gaps": sum(each.gaps for each in strips),
        "unknown": len(found.sheet.unknown),
        "loose": [found.recordings[each.key] for each in found.sheet.unlinked],
        "untimed": [found.recordings[each.key] for each in found.sheet.untimed],
        "devices": [
            (each, ahead(found.clocks[key][0]), found.clocks[key][1]) for key, each in found.recordings.items()
        ],
        "items": list(_items(place).items()),
        "may_record": may(place.person, "recording.seal", scope_of(place.case)),
        "may_view": may(place.person, "recording.view", scope_of(place.case)),
    }


def _gap_page(
    request: HttpRequest, place: Place, found: Timeline, item: str, span: Span, typed: dict[str, str], faults: Any
) -> HttpResponse:
    overlapping = {
        key
        for line in found.sheet.lines
        for piece in line.gaps
        if line.required.item_code == item and piece.span.meets(span)
        for key in piece.by
    }
    linked = {
        key
        for line in found.sheet.lines
        if line.required.item_code == item
        for p in line.pieces
        for key in p.by
        if p.state == "covered"
    }
    offered = [
        (k, f"{r.title}{'（时间相合）' if k in overlapping else ''}")
        for k, r in found.recordings.items()
        if k not in linked
    ]
    first, last = (moment_told(edge) for edge in _edges(span))
    context = {
        **frame(place),
        "item": item,
        "name": _items(place)[item],
        "span": clock(span),
        "seconds": told(span.seconds),
        "clips": sorted(offered, key=lambda each: each[0] not in overlapping),
        "reasons": [(e.id, e.name) for e in lawpack.current().all(RecordingReason, place.today)],
        "typed": typed,
        "first": request.POST.get("from", first),
        "last": request.POST.get("to", last),
        "hint": MOMENT,
    }
    return answer(request, "office/gap.html", context, tuple(faults))


def _items(place: Place) -> dict[str, str]:
    rows = lists.recording_items(place.case.agency, place.today, place.case.procedure)
    return {row["code"]: row.get("step") or row["code"] for row in rows}


def _choose(field: str) -> Refusal:
    return Refusal("field.required", "请选择一份音像。", "", field)


def _edges(span: Span) -> tuple[datetime, datetime]:
    return span.start, span.end


def _edge(text: str, edge: datetime) -> datetime | None:
    """What was typed; the gap's own edge when it was left as shown, so that no fraction of a second is lost."""
    return edge if plain(text) == moment_told(edge) else read_exact(text)


def read_exact(text: str) -> datetime | None:
    """A moment to the second as typed; without a zone it is the clock on the wall in China."""
    try:
        moment = datetime.fromisoformat(plain(text).replace("T", " "))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=BEIJING)


def _span(request: HttpRequest) -> Span | None:
    try:
        first, last = (datetime.fromisoformat(request.GET.get(name, "")) for name in ("from", "to"))
    except ValueError:
        return None
    return Span(first, last) if first.tzinfo and last.tzinfo and first < last else None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
