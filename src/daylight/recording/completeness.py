"""一案的记录完整性: the 记录办法 in force asked about one case, with everything it needs gathered here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from daylight.base import lawpack
from daylight.cases.models import Case
from daylight.cases.moving import definition_of
from daylight.core.coverage import MISSING
from daylight.core.deadlines import Period, add_months
from daylight.core.lawrecords import RecordingPoint
from daylight.core.moment import BEIJING, local_date
from daylight.core.recordpolicy import FAILS, UNKNOWN, Asked, Finding, Made, Phase, Terms, judge
from daylight.lists import queries as lists
from daylight.recording.devices import tolerance
from daylight.recording.models import Device, Document
from daylight.recording.queries import reached, recordings_of
from daylight.recording.timeline import Timeline, offset_of, timeline_of


@dataclass(frozen=True, slots=True)
class Completeness:
    """``findings`` of every row; ``policy``: whether a 记录办法 is in force at all."""

    policy: bool
    findings: tuple[Finding, ...]
    timeline: Timeline

    @property
    def failures(self) -> tuple[Finding, ...]:
        return tuple(each for each in self.findings if each.state == FAILS)

    @property
    def open_questions(self) -> tuple[Finding, ...]:
        return tuple(each for each in self.findings if each.state == UNKNOWN)


def completeness_of(case: Case, demanded: Iterable[Mapping[str, Any]], today: date) -> Completeness:
    """``demanded``: the rows of the 音像记录事项清单 whose occasion took place (``decisions.gathering``)."""
    wanted = list(demanded)
    rows = lists.rows_in_force(case.agency, "policy-recording", today)
    timeline = timeline_of(case, wanted, today)
    definition = definition_of(case)
    stage_of = {each.code: each.stage for each in definition.steps}
    bases = {row["code"]: "、".join(row.get("basis") or ()) for row in wanted}
    asked = [
        Asked(
            line.required.name,
            frozenset(stage_of[code] for code in line.required.step.split("、") if code in stage_of),
            line.seconds(MISSING),
            bool(line.pieces),
            line.required.officers,
            bases.get(line.required.item_code, ""),
        )
        for line in timeline.sheet.lines
    ]
    pack = lawpack.current()
    points = {each.id: each.name for each in pack.all(RecordingPoint, today)}
    terms = Terms(int(tolerance(today).value), points, _due)
    found = judge(rows, _phases(case), _made(case, stage_of), asked, terms, definition.category)
    return Completeness(bool(rows), tuple(found), timeline)


def _phases(case: Case) -> list[Phase]:
    definition = definition_of(case)
    stage_of = {each.code: each.stage for each in definition.steps}
    been = {stage_of[step] for step in reached(case) if step in stage_of}
    order = [each.code for each in definition.stages]
    here = order.index(stage_of[case.step])
    return [
        Phase(each.code, each.name, index < here) for index, each in enumerate(definition.stages) if each.code in been
    ]


def _made(case: Case, stage_of: Mapping[str, str]) -> list[Made]:
    moves = list(case.moves.order_by("id").values_list("at", "from_step", "to_step"))
    found = []
    for document in case.documents.exclude(state=Document.DRAFT).order_by("id"):
        found += [
            Made(f"document:{document.uuid}", document.title, stage, "text")
            for stage in sorted(_stages_at(document.finalised_at, moves, stage_of))
        ]
    registered = set(Device.objects.filter(agency=case.agency).values_list("number", flat=True))
    for each in recordings_of(case).prefetch_related("ticks"):
        kind = each.content_type.split("/")[0]
        if each.state != "sealed" or kind not in ("image", "audio", "video"):
            continue
        offset = offset_of(each)[0]
        ended = each.ended_at or each.started_at
        ticks = {tick.point: tick.verdict for tick in each.ticks.all()}
        found.append(
            Made(
                f"recording:{each.uuid}",
                each.title,
                stage_of.get(each.step, ""),
                kind,
                ended - timedelta(seconds=offset or 0) if ended else None,
                each.received_at,
                each.device,
                each.device in registered,
                offset,
                frozenset(code for code, verdict in ticks.items() if verdict != "lacks"),
                frozenset(code for code, verdict in ticks.items() if verdict == "lacks"),
            )
        )
    return found


def _stages_at(
    moment: datetime | None, moves: list[tuple[datetime, str, str]], stage_of: Mapping[str, str]
) -> frozenset[str]:
    """The stages a paper may belong to: a paper made by a move belongs to the step before it and the one after."""
    before = [each for each in moves if moment is None or each[0] <= moment]
    if not before:
        return frozenset({stage_of[moves[0][2]]}) if moves and moves[0][2] in stage_of else frozenset()
    last = before[-1]
    steps = {last[2]} | ({last[1]} if last[0] == moment else set())
    return frozenset(stage_of[step] for step in steps if step in stage_of)


def _due(start: datetime, period: Period) -> datetime:
    """The last moment of ``period`` after ``start``: hours run on, days and months end with their last day in China."""
    if period.unit == "h":
        return start + timedelta(hours=period.count)
    day = local_date(start)
    if period.unit == "wd":
        last = lawpack.current().calendar().add_workdays(day, period.count)
    elif period.unit == "d":
        last = day + timedelta(days=period.count)
    else:
        last = add_months(day, period.count * (12 if period.unit == "y" else 1))
    return datetime(last.year, last.month, last.day, 23, 59, 59, tzinfo=BEIJING)
