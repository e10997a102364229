"""The publication desk: rows with their push, the page the public will get, and what may be done in each state."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from daylight.base.orgs.models import Person
from daylight.base.outbox.models import Message
from daylight.core.moment import local_time
from daylight.disclosure import queries, record_building
from daylight.disclosure.confirming import finished
from daylight.disclosure.kinds import rule_of
from daylight.disclosure.models import Copy, Task
from daylight.disclosure.targets import Target, targets_of
from daylight.portal import pages
from daylight.portal.models import PublicDecision
from daylight.portal.record import record_sha256
from daylight.web.office.limits import Limit, limit_of, limit_on

_DATA = re.compile(r'<link rel="alternate" type="application/json"[^>]*>|<a href="(?:index|proof)\.json">([^<]*)</a>')
_SCRIPT = re.compile(r"<script\b[^>]*></script>\n?")
KIND = {
    "to_prepare": "todo",
    "to_confirm": "doing",
    "published": "ok",
    "withholding": "due",
    "withheld": "done",
    "withdrawn": "hold",
}


@dataclass(frozen=True, slots=True)
class Push:
    """Where the newest version stands on its way to the public site. ``kind``, ``word`` as a status mark; ``why`` a fault."""

    kind: str
    word: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the desk."""

    row: queries.Row
    party: str
    limit: Limit | None
    push: Push | None
    name: str = ""
    # The limit to take it down, where its ground fell away (处罚法第48条).
    withdraw: Limit | None = None
    targets: tuple[Target, ...] = ()

    @property
    def kind(self) -> str:
        return "due" if self.row.correcting or (self.row.copy and self.row.copy.returned) else KIND[self.row.task.state]


def lines(person: Person, today: date) -> list[Line]:
    """Every visible task, as ``queries.desk`` sorts them."""
    rows = queries.desk(person, today)
    pushes = _pushes([row.task for row in rows])
    falling = {task.pk: limit_of(clock, today) for task, clock in queries.to_withdraw(person.agency, today)}
    told = targets_of([row.task for row in rows])
    return [
        _line(row, today, pushes.get(str(row.task.uuid)), falling.get(row.task.pk), tuple(told.get(row.task.pk, ())))
        for row in rows
    ]


def line_of(task: Task, person: Person, today: date) -> Line:
    """One task as its row would show it."""
    falling = {each.pk: limit_of(clock, today) for each, clock in queries.to_withdraw(task.agency, today)}
    return _line(queries.row_for(task, person, today), today, _pushes([task]).get(str(task.uuid)), falling.get(task.pk))


def _line(
    row: queries.Row, today: date, push: Push | None, withdraw: Limit | None, targets: tuple[Target, ...] = ()
) -> Line:
    task = row.task
    names = [each.name for each in task.case.parties.all() if each.role == "party"]
    running = row.workdays_left is not None
    return Line(
        row,
        "、".join(names),
        limit_on("公示", task.due_on, today, workdays=True, case=task.case) if running else None,
        push if task.state in ("published", "withdrawn") else None,
        rule_of(task).name,
        withdraw,
        targets,
    )


def _pushes(tasks: Iterable[Task]) -> dict[str, Push]:
    """By task uuid, for what has left this room at all."""
    wanted = [str(task.uuid) for task in tasks if task.state in ("published", "withdrawn")]
    lanes = [f"decision:{uuid}" for uuid in wanted]
    stuck = {
        each.lane: each
        for each in Message.objects.filter(channel="portal", lane__in=lanes, delivered_at=None).order_by("-id")
    }
    public = {str(each.uuid): each for each in PublicDecision.objects.filter(uuid__in=wanted).only(*_COLUMNS)}
    return {uuid: _push(stuck.get(f"decision:{uuid}"), public.get(uuid)) for uuid in wanted}


_COLUMNS = ("uuid", "revision", "rendered_revision", "status")


def _push(waiting: Message | None, public: PublicDecision | None) -> Push:
    if waiting is not None and waiting.last_error:
        again = f"，将于 {_clock(waiting.next_try_at)} 重试" if waiting.next_try_at else ""
        return Push("late", "推送失败", f"已试 {waiting.attempts} 次：{waiting.last_error}{again}")
    if waiting is not None or public is None or public.rendered_revision != public.revision:
        return Push("doing", "正在写入公示网站")
    return Push("ok", "已写入公示网站")


def _clock(moment: datetime) -> str:
    return f"{local_time(moment):%m-%d %H:%M}"


def preview_page(copy: Copy, today: date) -> str:
    """The public page of ``copy`` as it would be written today: the public site's own template, the masked record."""
    record: dict[str, Any] = dict(copy.record)
    if copy.confirmed_at is None:
        record = finished(copy, copy.task, today)
    page = PublicDecision(
        uuid=copy.task.uuid,
        category=record["category"],
        status="corrected" if copy.kind == "correction" else "published",
        version=copy.version,
        code=record["code"],
        record=record,
        record_sha256=record_sha256(record),
        journal_entry_id=copy.entry_id,
    )
    # Framed without leave to run anything: the page's own scripts would only be refused one by one.
    # Its data is not public yet either: no link may lead there.
    return _DATA.sub(r"\1", _SCRIPT.sub("", pages.decision_page(page)))


@dataclass(frozen=True, slots=True)
class Masked:
    """One masked place: where, what stands there, what is shown instead, and the rule."""

    path: str
    label: str
    piece: queries.Piece
    start: int
    end: int
    original: str


def masked_places(view: queries.Preview) -> list[Masked]:
    """Every mask of the copy, in reading order."""
    found = []
    labels = {each.path: each.label for each in view.fields}
    for path, spans in view.copy.spans.items():
        field = next((each for each in view.fields if each.path == path), None)
        for span in spans:
            piece = next((p for p in field.pieces if p.start == span["start"]), None) if field else None
            if piece is not None:
                place = (span["start"], span["end"], span["original"])
                found.append(Masked(path, labels[path], piece, *place))
    return found


def reasons_of_rules(today: date) -> dict[str, str]:
    """Rule id → the article it stands on, marked where nobody has verified it yet."""
    rules = record_building.mask_rules(today).rules.values()
    return {each.id: f"{each.cite}（{each.doubt}）" if each.doubt else each.cite for each in rules}


def find_text(source: str, wanted: str, occurrence: int) -> tuple[int, int] | None:
    """Start and end of the ``occurrence``-th (from 1) ``wanted`` in ``source``; None when there is none."""
    start = -1
    for _ in range(max(occurrence, 1)):
        start = source.find(wanted, start + 1)
        if start < 0:
            return None
    return start, start + len(wanted)


def corrections(source: Mapping[str, Any], typed: Mapping[str, str]) -> dict[str, str]:
    """Of the texts typed those that differ from ``source``; line ends as browsers send them are no difference."""
    from_browser = {path: text.replace("\r\n", "\n") for path, text in typed.items()}
    return {path: text for path, text in from_browser.items() if text != source.get(path)}
