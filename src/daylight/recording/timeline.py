"""一案的音像时间轴: what the list demanded against the clips there are, on the standard clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from daylight.base import lawpack
from daylight.cases.models import Case
from daylight.core.coverage import Clip, Reason, Sheet, Span, coverage
from daylight.core.lawrecords import RecordingReason
from daylight.core.moment import local_time
from daylight.recording.models import DeviceCheck, Recording
from daylight.recording.occasions import required_of
from daylight.recording.queries import recordings_of

SAID, MEASURED, UNKNOWN = "上传时写明", "设备检查测得", "没有测过，按无偏差计算"


@dataclass(frozen=True, slots=True)
class Timeline:
    """``clocks``: clip key → (offset in seconds or None, where it comes from); ``recordings`` by the clip's key."""

    sheet: Sheet
    recordings: Mapping[str, Recording]
    clocks: Mapping[str, tuple[int | None, str]]
    reasons: Mapping[str, str]


def timeline_of(case: Case, rows: Iterable[Mapping[str, Any]], today: date) -> Timeline:
    """``rows``: the rows of the list whose occasion took place (``decisions.gathering.demanded_rows``)."""
    wanted = list(rows)
    filmed = {
        str(each.uuid): each
        for each in recordings_of(case).prefetch_related("links")
        if each.state == "sealed" and each.content_type.split("/")[0] in ("video", "audio")
    }
    clocks = {key: offset_of(each) for key, each in filmed.items()}
    clips = [
        Clip(
            key,
            each.title,
            each.started_at,
            each.ended_at,
            clocks[key][0],
            frozenset({each.item_code, *(link.item_code for link in each.links.all())} - {""}),
        )
        for key, each in filmed.items()
    ]
    reasons = _reasons(case, today)
    also = {row["code"]: frozenset({row["recording"]}) for row in wanted if row.get("recording")}
    return Timeline(
        coverage(required_of(case, wanted, today), clips, reasons, also),
        filmed,
        clocks,
        {each.key: each.label for each in reasons},
    )


def offset_of(recording: Recording) -> tuple[int | None, str]:
    """Seconds the device was ahead, and where that was measured. What the uploader wrote comes first; else the last check
    of the device before the recording, else the first one after it."""
    if recording.clock_offset_seconds is not None:
        return recording.clock_offset_seconds, SAID
    if not recording.device or recording.started_at is None:
        return None, UNKNOWN
    checks = DeviceCheck.objects.filter(device__agency_id=recording.case.agency_id, device__number=recording.device)
    found = (
        checks.filter(at__lte=recording.started_at).order_by("-at").first()
        or checks.filter(at__gt=recording.started_at).order_by("at").first()
    )
    return (found.offset_seconds, f"{local_time(found.at):%Y-%m-%d} {MEASURED}") if found else (None, UNKNOWN)


def _reasons(case: Case, today: date) -> list[Reason]:
    names = {each.id: each.name for each in lawpack.current().all(RecordingReason, today)}
    found = [
        Reason(
            str(each.uuid),
            each.item_code,
            Span(each.started_at, each.ended_at),
            f"{names.get(each.code, each.code)}：{each.text}",
        )
        for each in case.gap_reasons.order_by("id")
    ]
    # An explanation for the whole row, made where nothing at all was recorded (G25).
    return found + [Reason(str(each.uuid), each.item_code, None, each.reason) for each in case.recording_excuses.all()]
