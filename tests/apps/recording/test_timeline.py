"""The timeline of a case: occasions from papers, clips on the standard clock, gaps closed by a clip or a reason."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from daylight.base.permit import permit
from daylight.cases.models import Case
from daylight.config.demo.lists import publish_lists
from daylight.core.coverage import MISSING
from daylight.core.moment import local_date
from daylight.recording.acts.coverage import explain_gap, link_clip, state_occasion
from daylight.recording.chores import hash_complete
from daylight.recording.models import Device, DeviceCheck, Document, DocumentVersion, Recording
from daylight.recording.timeline import MEASURED, SAID, UNKNOWN, timeline_of
from tests.apps.recording.bench import MP4, case_of, uploaded
from tests.cast import Cast
from tests.refusing import codes, refused

pytestmark = pytest.mark.django_db
SITE = {"code": "YX-01", "step": "现场检查、勘测", "steps": ["P3"], "recording": "site_inspection"}
HEARING = {"code": "YX-06", "step": "听证", "steps": ["P7"], "recording": "hearing"}


@pytest.fixture
def case(cast: Cast, now: datetime) -> Case:
    publish_lists(
        cast.agency, cast.keeper, cast.reviewer, now - timedelta(days=1), local_date(now) - timedelta(days=90),
        ("recording-items",),
    )  # fmt: skip
    return case_of(cast, now)


def paper(cast: Cast, case: Case, code: str, fields: dict[str, Any], now: datetime) -> Document:
    """A final paper with these fields; the state draft keeps it simple, final needs a PDF nobody reads here."""
    with permit("fixture"):
        document = Document.objects.create(
            case=case, code=code, title="现场勘测笔录", author=cast.officer, created_at=now, version=1
        )
        DocumentVersion.objects.create(document=document, version=1, fields=fields, saved_at=now, saved_by=cast.officer)
        Document.objects.filter(pk=document.pk).update(state="final", finalised_at=now, pdf=blob())
    document.refresh_from_db()
    return document


def blob() -> Any:
    return Recording.objects.all()[0].blob if Recording.objects.exists() else None


def filmed(cast: Cast, case: Case, now: datetime, first: int, last: int, tail: bytes = b"", **said: Any) -> Recording:
    """A clip from ``first`` to ``last`` seconds after nine."""
    span = {"started_at": now + timedelta(seconds=first), "ended_at": now + timedelta(seconds=last)}
    uploaded(cast, case, now + timedelta(hours=3), MP4 + tail, **span, **said)
    hash_complete(now + timedelta(hours=3))
    return Recording.objects.order_by("-id")[0]


def site(cast: Cast, case: Case, now: datetime) -> Document:
    officers = [{"name": "演示甲", "uuid": "", "certificate": ""}]
    times = {"started_at": now.isoformat(), "ended_at": (now + timedelta(seconds=600)).isoformat()}
    return paper(cast, case, "site_record", {**times, "officers": officers}, now)


def sheet(case: Case, now: datetime, *rows: dict[str, Any]) -> Any:
    return timeline_of(case, rows or (SITE,), local_date(now)).sheet


def test_forty_seconds_cut_out_of_a_clip_are_a_gap_with_step_and_officer(cast: Cast, case: Case, now: datetime) -> None:
    filmed(cast, case, now, 0, 300, item_code="YX-01", clock_offset_seconds=0)
    second = filmed(cast, case, now, 340, 600, b"2", clock_offset_seconds=0)
    site(cast, case, now)
    found = sheet(case, now)
    assert (found.missing_seconds, [each.key for each in found.unlinked]) == (300, [str(second.uuid)])
    link_clip(second, "YX-01", actor=cast.officer, now=now + timedelta(hours=4))
    found = sheet(case, now)
    line = found.lines[0]
    assert (found.missing_seconds, line.required.step, line.required.officers) == (40, "P3", ("演示甲",))
    (gap,) = line.gaps
    assert gap.span.start == now + timedelta(seconds=300)
    later = now + timedelta(hours=4)
    fault = refused(
        explain_gap, case, "YX-01", gap.span.start, gap.span.end, "tired", "累了", actor=cast.officer, now=later
    )
    assert codes(fault) == {"recording.reason"}
    explain_gap(case, "YX-01", gap.span.start, gap.span.end, "change", "更换电池。", actor=cast.officer, now=later)
    assert sheet(case, now).missing_seconds == 0
    second.refresh_from_db()
    assert second.item_code == ""


def test_the_clock_of_the_device_is_shown_and_reckoned_with_but_never_stored(
    cast: Cast, case: Case, now: datetime
) -> None:
    clip = filmed(cast, case, now, 40, 640, item_code="YX-01", device="演示-01")
    site(cast, case, now)
    found = timeline_of(case, (SITE,), local_date(now))
    assert found.clocks[str(clip.uuid)] == (None, UNKNOWN)
    assert found.sheet.missing_seconds == 40
    with permit("fixture"):
        device = Device.objects.create(
            agency=cast.agency, section=cast.section, number="演示-01", kind="recorder", model="演示型",
            registered_by=cast.head, registered_at=now,
        )  # fmt: skip
        DeviceCheck.objects.create(
            device=device, battery_percent=90, storage_ok=True, at=now - timedelta(hours=1), offset_seconds=40,
            device_at=now - timedelta(hours=1) + timedelta(seconds=40), by=cast.officer,
        )  # fmt: skip
    found = timeline_of(case, (SITE,), local_date(now))
    assert found.clocks[str(clip.uuid)][0] == 40 and MEASURED in found.clocks[str(clip.uuid)][1]
    assert found.sheet.missing_seconds == 0
    clip.refresh_from_db()
    assert (clip.started_at, clip.clock_offset_seconds) == (now + timedelta(seconds=40), None)
    said = filmed(cast, case, now, 0, 10, b"3", item_code="YX-01", device="演示-01", clock_offset_seconds=5)
    assert timeline_of(case, (SITE,), local_date(now)).clocks[str(said.uuid)] == (5, SAID)


def test_what_no_paper_says_is_stated_by_a_person_and_corrected_by_another_statement(
    cast: Cast, case: Case, now: datetime
) -> None:
    filmed(cast, case, now, 0, 300, item_code="YX-01", clock_offset_seconds=0)
    document = paper(cast, case, "hearing_record", {"held_at": now.isoformat()}, now)
    assert [each.source for each in sheet(case, now, HEARING).unknown] == ["《现场勘测笔录》（2026-11-23）"]
    end, later = now + timedelta(hours=1), now + timedelta(hours=4)
    said = {"actor": cast.officer, "now": later}
    assert codes(refused(state_occasion, case, "YX-06", end, now, "手记", **said)) == {"recording.times"}
    assert codes(refused(state_occasion, case, "YX-06", now, end, " ", **said)) == {"recording.source"}
    assert codes(refused(state_occasion, case, "NO", now, end, "手记", **said)) == {"recording.item"}
    assert codes(refused(state_occasion, case, "YX-06", now, now + timedelta(days=1), "手记", **said)) == {
        "recording.times"
    }
    state_occasion(case, "YX-06", now, end, "主持人手记", paper=document, **said)
    line = sheet(case, now, HEARING).lines[0]
    assert (line.seconds(MISSING), len(sheet(case, now, HEARING).lines)) == (3600, 1)
    state_occasion(case, "YX-06", now, now + timedelta(minutes=30), "核对笔录", paper=document, **said)
    assert sheet(case, now, HEARING).missing_seconds == 1800
    first = state_occasion(case, "YX-01", now, end, "现场手记", **said)
    assert sheet(case, now).missing_seconds == 3300
    state_occasion(case, "YX-01", now, now + timedelta(seconds=300), "现场手记", replaces=first, **said)
    assert sheet(case, now).missing_seconds == 0


def test_a_short_reason_explains_no_long_gap_and_outsiders_explain_nothing(
    cast: Cast, case: Case, now: datetime
) -> None:
    later = now + timedelta(hours=4)
    long = (case, "YX-01", now, now + timedelta(seconds=61), "minute", "取整")
    assert codes(refused(explain_gap, *long, actor=cast.officer, now=later)) == {"recording.reason"}
    explain_gap(case, "YX-01", now, now + timedelta(seconds=60), "minute", "取整", actor=cast.officer, now=later)
    for who in (cast.stranger, cast.head, cast.reviewer):
        assert codes(refused(explain_gap, *long, actor=who, now=later)) == {"right.missing"}
