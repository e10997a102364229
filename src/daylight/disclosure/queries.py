"""Reading the disclosure room: the desk with its countdown, one task, both sides of a copy, counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from daylight.base import lawpack
from daylight.base.access import Scope, may
from daylight.base.orgs.models import Agency, Person
from daylight.cases.models import Clock
from daylight.core.masking import Span
from daylight.core.moment import local_time
from daylight.core.workcalendar import WorkCalendar
from daylight.disclosure import copies, fields, redaction
from daylight.disclosure.kinds import deadline_of
from daylight.disclosure.models import STATES, Copy, Legacy, Task

# States in which the limit still runs.
RUNNING = ("to_prepare", "to_confirm", "withholding")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the desk. ``workdays_left``: None when the limit no longer runs, negative when overdue.

    ``unsettled``: doubts of the open copy nobody answered; ``correcting``: a correction waits; ``may_confirm``: the reader
    may be the second person of what is open.
    """

    task: Task
    copy: Copy | None
    workdays_left: int | None
    masks: int
    unsettled: int
    correcting: bool
    may_confirm: bool
    served: bool

    @property
    def label(self) -> str:
        """What the desk calls the state."""
        if self.correcting:
            return "更正待复核"
        if self.copy and self.copy.publish_at and self.task.state == "to_confirm":
            return f"定于 {local_time(self.copy.publish_at):%m-%d %H:%M} 公示"
        if self.copy and self.copy.schedule_fault and self.task.state == "to_confirm":
            return "定时公示没有办成"
        return "已退回修改" if self.copy and self.copy.returned else STATES[self.task.state]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of source text. ``kind``: "" plain, otherwise a mask kind; ``doubt``: why a person must look."""

    text: str
    start: int
    end: int
    kind: str = ""
    kind_name: str = ""
    rule: str = ""
    replacement: str = ""
    doubt: str = ""
    doubt_key: str = ""


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field of both sides: ``pieces`` make up the source; ``shown`` is what the public reads."""

    path: str
    label: str
    source: str
    shown: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """``record``: what the public will see; ``fields``: the source beside it, masks and doubts marked."""

    copy: Copy
    record: dict[str, Any]
    fields: tuple[FieldView, ...]
    unsettled: tuple[dict[str, Any], ...]
    masked_kinds: tuple[str, ...]
    hands: tuple[str, ...]


def visible(person: Person) -> QuerySet[Task]:
    """Tasks ``person`` may see: his agency's with the right to read, otherwise those of cases he handles."""
    own = Task.objects.filter(agency_id=person.agency_id).select_related("case", "decision", "document", "agency")
    scope = Scope(person.agency_id)
    if may(person, "disclosure.read", scope):
        return own
    if may(person, "disclosure.prepare", Scope(person.agency_id, None, frozenset({person.pk}))):
        return own.filter(case__handlers__person=person).distinct()
    return own.none()


def task_for(person: Person, uuid: UUID | str) -> Task | None:
    """One task, or None for whoever may not see it: outsiders cannot tell it from one that does not exist."""
    return visible(person).filter(uuid=uuid).first()


def desk(person: Person, today: date) -> list[Row]:
    """Every visible task, those whose limit runs first and the tightest of them on top."""
    calendar = lawpack.current().calendar()
    tasks = visible(person).prefetch_related(
        "copies__prepared_by", "decision__services", "document__services", "case__parties"
    )
    second = _is_second(person)
    rows = [_row(task, person, today, calendar, second) for task in tasks]
    return sorted(rows, key=lambda row: (row.workdays_left is None, row.task.due_on, row.task.pk))


def row_for(task: Task, person: Person, today: date) -> Row:
    """The line of one task."""
    return _row(task, person, today, lawpack.current().calendar(), _is_second(person))


def counts(person: Person, today: date) -> dict[str, int]:
    """Tasks by state, and of those whose limit runs how many are ``overdue`` or ``soon`` (the lawpack's warning time);
    ``on_time`` and ``late``: published within the limit or after it."""
    rows = desk(person, today)
    found = {state: sum(row.task.state == state for row in rows) for state in STATES}
    left = [(row.task, row.workdays_left) for row in rows if row.workdays_left is not None]
    dates = [(row.task.published_on, row.task.due_on) for row in rows if row.task.published_on]
    return found | {
        "all": len(rows),
        "overdue": sum(each < 0 for _, each in left),
        "soon": sum(0 <= each <= _warning(task, today) for task, each in left),
        "correcting": sum(row.correcting for row in rows),
        "on_time": sum(on <= due for on, due in dates),
        "late": sum(on > due for on, due in dates),
    }


def _warning(task: Task, today: date) -> int:
    """Working days before the limit at which the desk warns."""
    warn = lawpack.current().deadline(deadline_of(task), today).warn
    return warn.count if warn else 0


def preview(copy: Copy) -> Preview:
    """Both sides of a copy, field by field."""
    spans = redaction.read_spans(copy.spans)
    views = []
    for path in fields.paths(copy.source):
        source, shown = fields.read(copy.source, path), fields.read(copy.record, path)
        if source:
            doubts = [each for each in copy.uncertain if each["path"] == path and each["key"] not in copy.settled]
            views.append(
                FieldView(
                    path,
                    fields.label(path, copy.source),
                    source,
                    shown,
                    tuple(_pieces(source, spans.get(path, ()), doubts)),
                )
            )
    return Preview(
        copy,
        copy.record,
        tuple(views),
        tuple(dict(each) for each in redaction.unsettled(copy.uncertain, copy.settled, copy.marks)),
        tuple(copy.record["masked_kinds"]),
        tuple(copies.hands(copy).values()),
    )


def versions(task: Task) -> QuerySet[Copy]:
    """What the public has seen so far, oldest first."""
    return task.copies.exclude(confirmed_at=None).select_related("prepared_by", "confirmed_by").order_by("version")


def credit_channel_allowed(task: Task) -> bool:
    """G20: what concerns a natural person is reported to, but never shown by, a credit channel (山东省社会信用条例第20条)."""
    return not task.case.parties.filter(role="party", kind="person").exists()


def legacy_for(person: Person) -> QuerySet[Legacy]:
    """Imported decisions of the reader's agency, those with questions first; none without the right."""
    found = Legacy.objects.filter(agency_id=person.agency_id).order_by("publishable", "key")
    return found if may(person, "disclosure.read", Scope(person.agency_id)) else found.none()


def _is_second(person: Person) -> bool:
    """Whether ``person`` may confirm at all; every task he sees is of his own agency."""
    return may(person, "disclosure.confirm", Scope(person.agency_id))


def _row(task: Task, person: Person, today: date, calendar: WorkCalendar, second: bool) -> Row:
    made = list(task.copies.all())
    waiting = next((each for each in made if each.confirmed_at is None), None)
    copy = waiting or next((each for each in reversed(made) if each.confirmed_at is not None), None)
    open_doubts = redaction.unsettled(waiting.uncertain, waiting.settled, waiting.marks) if waiting else []
    if task.state == "withholding":
        second = second and task.withheld_by_id != person.pk
    elif waiting:
        second = second and not waiting.returned and str(person.uuid) not in copies.hands(waiting)
    else:
        second = False
    return Row(
        task,
        copy,
        calendar.workdays_between(today, task.due_on) if task.state in RUNNING else None,
        sum(len(spans) for spans in copy.spans.values()) if copy else 0,
        len(open_doubts),
        task.state == "published" and waiting is not None,
        second,
        bool((task.decision and task.decision.services.all()) or (task.document and task.document.services.all())),
    )


def _pieces(source: str, spans: Sequence[Span], doubts: Iterable[dict[str, Any]]) -> list[Piece]:
    """The source cut at every edge of a mask or an open doubt."""
    waiting = list(doubts)
    edges = {0, len(source)}
    for place in (*((s.start, s.end) for s in spans), *((d["start"], d["end"]) for d in waiting)):
        edges.update(place)
    cuts = sorted(edges)
    pieces = []
    for start, end in pairwise(cuts):
        span = next((s for s in spans if s.start <= start and end <= s.end), None)
        doubt = next((d for d in waiting if d["start"] <= start and end <= d["end"]), None)
        pieces.append(
            Piece(
                source[start:end],
                start,
                end,
                span.kind if span else "",
                redaction.KIND_NAMES.get(span.kind, span.kind) if span else "",
                span.rule if span else "",
                # A mask cut in two by a doubt shows its replacement once.
                span.replacement if span and span.start == start else "",
                doubt["reason"] if doubt else "",
                doubt["key"] if doubt else "",
            )
        )
    return pieces


def to_withdraw(agency: Agency, today: date) -> list[tuple[Task, Clock]]:
    """Published decisions whose ground fell away, with the limit that runs for taking them down (处罚法第48条)."""
    code = lawpack.current().disclosure_term("withdraw", today).deadline
    clocks = {
        each.case_id: each
        for each in Clock.objects.filter(case__agency=agency, code=code, stopped_on=None).order_by("due_on")
    }
    tasks = Task.objects.filter(case__in=clocks, state="published", decision__isnull=False).select_related("case")
    return sorted(((each, clocks[each.case_id]) for each in tasks), key=lambda pair: pair[1].due_on)
