"""The timeline as a reader sees it: one strip per occasion in a drawing of fixed width, each gap with whose it is and where to close it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse

from daylight.cases.moving import definition_of
from daylight.core.coverage import MISSING, Line, Piece, Span, told
from daylight.core.moment import local_time
from daylight.recording.models import Recording
from daylight.recording.timeline import Timeline
from daylight.web.office.place import Place

WIDE = 1000
WORDS = {"covered": "已录", "missing": "缺录", "excused": "已说明"}
KINDS = {"covered": "ok", "missing": "late", "excused": "hold"}


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle of the drawing (units of 1/1000 of the strip) and what it says when pointed at."""

    state: str
    x: int
    width: int
    title: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """One piece in words. ``href``: where a gap is closed; ``clips`` those that show it or might."""

    state: str
    kind: str
    word: str
    seconds: str
    span: str
    clips: tuple[Recording, ...]
    why: str
    href: str


@dataclass(frozen=True, slots=True)
class Strip:
    """One occasion."""

    name: str
    steps: str
    officers: str
    source: str
    span: str
    missing: str
    gaps: int
    whole: bool
    known: bool
    bars: tuple[Bar, ...]
    clips: tuple[tuple[Bar, ...], ...]
    stretches: tuple[Stretch, ...]
    state_href: str


def strips_of(place: Place, found: Timeline) -> list[Strip]:
    """Every occasion of the case, drawn."""
    steps = {each.code: each.name for each in definition_of(place.case).steps}
    return [_strip(place, found, line, steps) for line in found.sheet.lines]


def _strip(place: Place, found: Timeline, line: Line, steps: dict[str, str]) -> Strip:
    wanted, span = line.required, line.required.span
    names = "、".join(steps.get(code, code) for code in wanted.step.split("、") if code)
    query = {"item": wanted.item_code, "key": wanted.key}
    return Strip(
        wanted.name,
        names,
        "、".join(wanted.officers),
        wanted.source,
        clock(span) if span else "",
        told(line.seconds(MISSING)) if line.gaps else "",
        len(line.gaps),
        line.complete,
        span is not None,
        tuple(_bar(each, span) for each in line.pieces) if span else (),
        tuple(_clip_rows(found, line, span)) if span else (),
        tuple(_stretch(place, found, line, each) for each in line.pieces),
        f"{reverse('office:case-occasion', args=[place.case.uuid])}?{urlencode(query)}",
    )


def _bar(piece: Piece, whole: Span) -> Bar:
    x, width = _along(piece.span, whole)
    return Bar(piece.state, x, width, f"{WORDS[piece.state]} {clock(piece.span)}，{told(piece.span.seconds)}")


def _clip_rows(found: Timeline, line: Line, whole: Span) -> list[tuple[Bar, ...]]:
    """Each clip that touches the occasion on a row of its own, cut at the edges of the drawing."""
    keys = {key for piece in line.pieces if piece.state != "excused" for key in piece.by}
    rows: list[tuple[Bar, ...]] = []
    for key, recording in found.recordings.items():
        if key not in keys or recording.started_at is None or recording.ended_at is None:
            continue
        linked = any(key in piece.by for piece in line.pieces if piece.state == "covered")
        span = Span(recording.started_at, recording.ended_at)
        x, width = _along(span, whole, found.clocks[key][0] or 0)
        rows.append((Bar("clip" if linked else "loose", x, width, recording.title),))
    return rows


def _along(span: Span, whole: Span, offset: int = 0) -> tuple[int, int]:
    begin = (span.start - whole.start).total_seconds() - offset
    end = (span.end - whole.start).total_seconds() - offset
    first = max(0, min(WIDE, round(begin * WIDE / whole.seconds)))
    last = max(0, min(WIDE, round(end * WIDE / whole.seconds)))
    # A gap of a second in an hour is still to be seen.
    width = max(6, last - first)
    return min(first, WIDE - width), width


def _stretch(place: Place, found: Timeline, line: Line, piece: Piece) -> Stretch:
    href = ""
    if piece.state == MISSING:
        query = {
            "item": line.required.item_code,
            "from": piece.span.start.isoformat(),
            "to": piece.span.end.isoformat(),
        }
        href = f"{reverse('office:case-gap', args=[place.case.uuid])}?{urlencode(query)}"
    return Stretch(
        piece.state,
        KINDS[piece.state],
        WORDS[piece.state],
        told(piece.span.seconds),
        clock(piece.span),
        tuple(found.recordings[key] for key in piece.by if key in found.recordings),
        "；".join(found.reasons[key] for key in piece.by if key in found.reasons),
        href,
    )


def clock(span: Span) -> str:
    """``2026-11-23 09:00:00 至 09:40:00``; the second day is named when it is another."""
    first, last = local_time(span.start), local_time(span.end)
    end = f"{last:%H:%M:%S}" if first.date() == last.date() else f"{last:%Y-%m-%d %H:%M:%S}"
    return f"{first:%Y-%m-%d %H:%M:%S} 至 {end}"


def moment_told(moment: datetime) -> str:
    """To the second, on a clock in China."""
    return f"{local_time(moment):%Y-%m-%d %H:%M:%S}"


def ahead(offset: int | None) -> str:
    """How a device's clock stood; empty when nobody measured it."""
    if offset is None:
        return ""
    if offset == 0:
        return "与标准时间一致"
    return f"比标准时间{'快' if offset > 0 else '慢'} {abs(offset)} 秒"
