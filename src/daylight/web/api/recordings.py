"""音像: the timeline and completeness of a case, closing gaps, and the custody of one recording."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import AwareDatetime, Field

from daylight.base.access import may
from daylight.base.orgs.models import Person
from daylight.cases.models import Case
from daylight.cases.scopes import scope_of
from daylight.decisions.gathering import demanded_rows
from daylight.recording.acts.coverage import explain_gap, link_clip, state_occasion
from daylight.recording.acts.custody import note_watched, open_access, set_marker
from daylight.recording.completeness import completeness_of
from daylight.recording.custody import chain_of
from daylight.recording.models import Access, Recording
from daylight.recording.timeline import timeline_of
from daylight.web.api import case_reading
from daylight.web.api.faults import unknown
from daylight.web.api.preconditions import person_of, submission
from daylight.web.api.shapes import Body, Line, Text

router = Router(tags=["音像"])
Second = Annotated[int, Field(ge=0, le=86_400)]


class PieceOut(Schema):
    """``state``: covered, missing or excused; times are standard time. ``recordings``: those that show it, or might."""

    state: str
    started_at: AwareDatetime
    ended_at: AwareDatetime
    seconds: int
    recordings: list[UUID]
    reason: str


class OccasionOut(Schema):
    """One occasion of the 音像记录事项清单; without pieces its times are not known."""

    item_code: str
    name: str
    step: str
    officers: list[str]
    source: str
    missing_seconds: int
    pieces: list[PieceOut]


class ClockOut(Schema):
    """``offset_seconds``: how far the device was ahead of standard time; null: never measured."""

    recording: UUID
    offset_seconds: int | None
    source: str


class TimelineOut(Schema):
    missing_seconds: int
    occasions: list[OccasionOut]
    unlinked: list[UUID]
    clocks: list[ClockOut]


class FindingOut(Schema):
    """One answer of the 记录办法. ``state``: ok, fails or unknown; ``about``: ``recording:uuid``, ``document:uuid`` or empty."""

    row: str
    aspect: str
    state: str
    message: str
    cite: str
    about: str


class GapIn(Body):
    """Standard time. ``code``: a reason of the closed list (docs/reference/law.md)."""

    item_code: Line
    started_at: AwareDatetime
    ended_at: AwareDatetime
    code: Line
    text: Text


class StatedIn(Body):
    """When an occasion took place (standard time) and from where one knows it."""

    item_code: Line
    started_at: AwareDatetime
    ended_at: AwareDatetime
    source: Line


class LinkIn(Body):
    item_code: Line


class AccessIn(Body):
    """``kind``: view, download or export; ``why`` is needed for everything but viewing and for the purpose other."""

    kind: Line
    purpose: Line
    why: Line = ""


class AccessOut(Schema):
    """Until ``until`` the bytes at ``/recordings/{uuid}/content`` are open to this person in this way."""

    uuid: UUID
    kind: str
    purpose: str
    until: AwareDatetime


class WatchedIn(Body):
    """Seconds that were shown: pairs of first and last."""

    spans: Annotated[list[tuple[Second, Second]], Field(max_length=500)]


class MarkerIn(Body):
    second: Second
    word: Annotated[str, Field(max_length=80)]


class ChainOut(Schema):
    """``number``: of the agency's journal."""

    at: AwareDatetime
    who: str
    what: str
    detail: str
    number: int


@router.get("/cases/{uuid}/timeline", response=TimelineOut, summary="本案的音像时间轴")
def read_timeline(request: HttpRequest, uuid: UUID) -> Any:
    return _timeline(case_reading.the_case(person_of(request), uuid), submission(request).today)


@router.get("/cases/{uuid}/record-findings", response=list[FindingOut], summary="按记录办法逐条核对本案")
def read_findings(request: HttpRequest, uuid: UUID) -> Any:
    by = submission(request)
    case = case_reading.the_case(by.actor, uuid)
    found = completeness_of(case, demanded_rows(case, by.today), by.today)
    names = ("row", "aspect", "state", "message", "cite")
    return [{name: getattr(each, name) for name in names} | {"about": each.key} for each in found.findings]


@router.post("/cases/{uuid}/gap-reasons", response={201: TimelineOut}, summary="说明缺录时段的技术原因")
def add_gap_reason(request: HttpRequest, uuid: UUID, body: GapIn) -> Any:
    by = submission(request)
    case = case_reading.the_case(by.actor, uuid)
    by.do(explain_gap, case, body.item_code, body.started_at, body.ended_at, body.code, body.text)
    return Status(201, _timeline(case, by.today))


@router.post("/cases/{uuid}/occasions", response={201: TimelineOut}, summary="登记音像事项的起止时间")
def add_occasion(request: HttpRequest, uuid: UUID, body: StatedIn) -> Any:
    by = submission(request)
    case = case_reading.the_case(by.actor, uuid)
    by.do(state_occasion, case, body.item_code, body.started_at, body.ended_at, body.source)
    return Status(201, _timeline(case, by.today))


@router.post("/recordings/{uuid}/links", response={201: TimelineOut}, summary="音像关联清单事项")
def add_link(request: HttpRequest, uuid: UUID, body: LinkIn) -> Any:
    by = submission(request)
    found = _recording(by.actor, uuid)
    by.do(link_clip, found, body.item_code)
    return Status(201, _timeline(found.case, by.today))


@router.post("/recordings/{uuid}/accesses", response={201: AccessOut}, summary="登记调阅用途")
def add_access(request: HttpRequest, uuid: UUID, body: AccessIn) -> Any:
    by = submission(request)
    access = by.do(open_access, _recording(by.actor, uuid), body.kind, body.purpose, body.why)
    return Status(201, {name: getattr(access, name) for name in AccessOut.model_fields})


@router.post("/accesses/{uuid}/watched", response=AccessOut, summary="登记看过的时段")
def add_watched(request: HttpRequest, uuid: UUID, body: WatchedIn) -> Any:
    by = submission(request)
    access = Access.objects.select_related("recording__case__agency").filter(uuid=uuid, person=by.actor).first()
    if access is None:
        raise unknown()
    by.do(note_watched, access, body.spans)
    return {name: getattr(access, name) for name in AccessOut.model_fields}


@router.post("/recordings/{uuid}/markers", response={201: MarkerIn}, summary="在音像上打点")
def add_marker(request: HttpRequest, uuid: UUID, body: MarkerIn) -> Any:
    by = submission(request)
    marker = by.do(set_marker, _recording(by.actor, uuid), body.second, body.word)
    return Status(201, {"second": marker.second, "word": marker.word})


@router.get("/recordings/{uuid}/custody", response=list[ChainOut], summary="一份音像的保管过程")
def read_custody(request: HttpRequest, uuid: UUID) -> Any:
    names = ChainOut.model_fields
    return [{n: getattr(each, n) for n in names} for each in chain_of(_recording(person_of(request), uuid))]


def _recording(person: Person, uuid: UUID) -> Recording:
    found = Recording.objects.select_related("case__agency", "upload").filter(uuid=uuid).first()
    if found is None or not may(person, "recording.view", scope_of(found.case)):
        raise unknown()
    return found


def _timeline(case: Case, today: Any) -> dict[str, Any]:
    found = timeline_of(case, demanded_rows(case, today), today)
    return {
        "missing_seconds": found.sheet.missing_seconds,
        "occasions": [
            {
                "item_code": line.required.item_code,
                "name": line.required.name,
                "step": line.required.step,
                "officers": list(line.required.officers),
                "source": line.required.source,
                "missing_seconds": line.seconds("missing"),
                "pieces": [
                    {
                        "state": each.state,
                        "started_at": each.span.start,
                        "ended_at": each.span.end,
                        "seconds": each.span.seconds,
                        "recordings": [key for key in each.by if key in found.recordings],
                        "reason": "；".join(found.reasons[key] for key in each.by if key in found.reasons),
                    }
                    for each in line.pieces
                ],
            }
            for line in found.sheet.lines
        ],
        "unlinked": [each.key for each in found.sheet.unlinked],
        "clocks": [
            {"recording": key, "offset_seconds": offset, "source": source}
            for key, (offset, source) in found.clocks.items()
        ],
    }
