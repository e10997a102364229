"""音像记录覆盖: which seconds a list row demands, which of them clips show, which are missing (90号方案一（二）3).

Pure sums over aware moments, whole seconds. A clip keeps the times its device showed; here they are read on the standard
clock, ``device − offset``, and nothing stored is changed. Only a clip linked to the row covers it; a clip that merely
overlaps is named as a candidate, because somebody has to say that it shows this and not something else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

COVERED, MISSING, EXCUSED = "covered", "missing", "excused"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From ``start`` (in) to ``end`` (out), aware."""

    start: datetime
    end: datetime

    @property
    def seconds(self) -> int:
        return int((self.end - self.start).total_seconds())

    def meets(self, other: Span) -> bool:
        """Whether they share at least an instant of some length."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Required:
    """One occasion the list wants recorded. A bound nobody wrote down is None: then the seconds cannot be counted.

    ``source``: where the times come from; ``officers``: names of those who had to record.
    """

    key: str
    item_code: str
    name: str
    step: str
    start: datetime | None
    end: datetime | None
    officers: tuple[str, ...] = ()
    source: str = ""

    @property
    def span(self) -> Span | None:
        known = self.start is not None and self.end is not None and self.start < self.end
        return Span(self.start, self.end) if known else None  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Clip:
    """A recording with the times its device showed. ``offset``: seconds the device is ahead; None: never measured.

    ``items``: the rows of the list (code or kind) it was made for or linked to.
    """

    key: str
    title: str
    start: datetime | None
    end: datetime | None
    offset: int | None = None
    items: frozenset[str] = frozenset()

    @property
    def span(self) -> Span | None:
        """On the standard clock; an unmeasured device counts as right, and the screen says so."""
        if self.start is None or self.end is None or self.end <= self.start:
            return None
        ahead = timedelta(seconds=self.offset or 0)
        return Span(self.start - ahead, self.end - ahead)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why seconds were not recorded; ``span`` None: the whole row."""

    key: str
    item_code: str
    span: Span | None
    label: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one occasion. ``by``: the clips or reasons that account for it, for a missing one the unlinked clips
    that overlap it."""

    state: str
    span: Span
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One occasion in pieces, in order, without a hole. No pieces: its times are not known."""

    required: Required
    pieces: tuple[Piece, ...]

    def seconds(self, state: str) -> int:
        return sum(each.span.seconds for each in self.pieces if each.state == state)

    @property
    def gaps(self) -> tuple[Piece, ...]:
        return tuple(each for each in self.pieces if each.state == MISSING)

    @property
    def complete(self) -> bool:
        return bool(self.pieces) and not self.gaps


@dataclass(frozen=True, slots=True)
class Sheet:
    """A case. ``unlinked``: clips no row claims; ``untimed``: linked clips without times, which therefore cover nothing."""

    lines: tuple[Line, ...]
    unlinked: tuple[Clip, ...]
    untimed: tuple[Clip, ...]

    @property
    def missing_seconds(self) -> int:
        return sum(each.seconds(MISSING) for each in self.lines)

    @property
    def unknown(self) -> tuple[Required, ...]:
        """Occasions whose beginning or end nobody wrote down."""
        return tuple(each.required for each in self.lines if not each.pieces)


def coverage(
    required: Iterable[Required], clips: Sequence[Clip], reasons: Sequence[Reason], also: dict[str, frozenset[str]]
) -> Sheet:
    """``also``: row code → the other names a clip or reason may call it by (its 记录种类编码)."""
    wanted = list(required)
    claimed: set[str] = set()
    lines = []
    for each in wanted:
        names = {each.item_code} | also.get(each.item_code, frozenset())
        mine = [clip for clip in clips if clip.items & names]
        claimed |= {clip.key for clip in mine}
        lines.append(Line(each, _pieces(each, mine, clips, [r for r in reasons if r.item_code in names])))
    return Sheet(
        tuple(lines),
        tuple(clip for clip in clips if clip.key not in claimed),
        tuple(clip for clip in clips if clip.key in claimed and clip.span is None),
    )


def _pieces(
    wanted: Required, mine: Sequence[Clip], every: Sequence[Clip], reasons: Sequence[Reason]
) -> tuple[Piece, ...]:
    whole = wanted.span
    if whole is None:
        return ()
    shown = [(clip.key, span) for clip in mine if (span := clip.span) is not None and span.meets(whole)]
    excused = [(r.key, r.span or whole) for r in reasons if (r.span or whole).meets(whole)]
    linked = {clip.key for clip in mine}
    loose = [(clip.key, span) for clip in every if clip.key not in linked and (span := clip.span) is not None]
    cuts = {whole.start, whole.end}
    for _, span in (*shown, *excused):
        cuts |= {moment for moment in (span.start, span.end) if whole.start < moment < whole.end}
    ordered = sorted(cuts)
    found: list[Piece] = []
    for start, end in pairwise(ordered):
        span = Span(start, end)
        by = tuple(key for key, other in shown if other.meets(span))
        state = COVERED
        if not by:
            by = tuple(key for key, other in excused if other.meets(span))
            state = EXCUSED if by else MISSING
        _join(found, Piece(state, span, by))
    return tuple(
        Piece(each.state, each.span, tuple(key for key, span in loose if span.meets(each.span)))
        if each.state == MISSING
        else each
        for each in found
    )


def _join(found: list[Piece], piece: Piece) -> None:
    """Append, or lengthen the last piece when nothing but an overlap ends between the two."""
    last = found[-1] if found else None
    if last is None or last.state != piece.state:
        found.append(piece)
        return
    keys = (*last.by, *(key for key in piece.by if key not in last.by))
    found[-1] = Piece(last.state, Span(last.span.start, piece.span.end), keys)


def told(seconds: int) -> str:
    """``40 秒``, ``3 分 5 秒``, ``1 小时 2 分``."""
    hours, rest = divmod(abs(seconds), 3600)
    minutes, left = divmod(rest, 60)
    parts = [f"{value} {unit}" for value, unit in ((hours, "小时"), (minutes, "分"), (left, "秒")) if value]
    return " ".join(parts) or "0 秒"
