"""音像 and 记录设备 over the interface: a purpose before the bytes, a gap closed, a device lent; outsiders find nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from daylight.recording.acts.devices import register_device
from tests.cast import Cast
from tests.story import COMPANY, Story, begin
from tests.web.api_client import Program, codes, token_for

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.api_addresses")]


@pytest.fixture
def story(cast: Cast, now: datetime, settings: Any) -> Story:
    story = begin(cast, now, replace(COMPANY, unfilmed_seconds=40)).to("investigate")
    settings.FIXED_NOW = story.now
    return story


def test_gap_purpose_and_custody(cast: Cast, story: Story) -> None:
    case, program = story.case, Program(token_for(cast.officer, story.now))
    found = program.get(f"/cases/{case.uuid}/timeline")
    assert found["missing_seconds"] == 40
    (gap,) = [each for line in found["occasions"] for each in line["pieces"] if each["state"] == "missing"]
    said = {"item_code": "YX-01", "code": "power", "text": "电量耗尽，换机后继续。",
            "started_at": gap["started_at"], "ended_at": gap["ended_at"]}  # fmt: skip
    assert codes(program.ask("POST", f"/cases/{case.uuid}/gap-reasons", {**said, "code": "none"})) == [
        "recording.reason"
    ]
    assert program.post(f"/cases/{case.uuid}/gap-reasons", said)["missing_seconds"] == 0
    findings = program.get(f"/cases/{case.uuid}/record-findings")
    assert {each["aspect"] for each in findings if each["state"] == "fails"} == {"设备"}
    recording = f"/recordings/{case.recordings.order_by('id')[0].uuid}"
    assert codes(program.ask("GET", f"{recording}/content")) == ["recording.purpose"]
    access = program.post(f"{recording}/accesses", {"kind": "view", "purpose": "handling"})
    assert program.ask("GET", f"{recording}/content").status_code == 200
    program.post(f"/accesses/{access['uuid']}/watched", {"spans": [[0, 1]]})
    program.post(f"{recording}/markers", {"second": 1, "word": "亮证"})
    assert codes(program.ask("POST", f"{recording}/links", {"item_code": "YX-01"})) == ["recording.linked"]
    chain = [each["what"] for each in program.get(f"{recording}/custody")]
    assert chain[-3:] == ["调阅音像", "登记看过的时段", "在音像上打点"]
    stranger = Program(token_for(cast.stranger, story.now))
    for address in (f"/cases/{case.uuid}/timeline", f"/cases/{case.uuid}/record-findings", f"{recording}/custody"):
        assert stranger.ask("GET", address).status_code == 404
    assert stranger.ask("POST", f"/accesses/{access['uuid']}/watched", {"spans": [[0, 1]]}).status_code == 404


def test_devices(cast: Cast, story: Story) -> None:
    device = register_device(cast.section, "演示-07", "recorder", "演示型", actor=cast.head, now=story.now)
    program, address = Program(token_for(cast.officer, story.now)), f"/devices/{device.uuid}"
    said = {"battery_percent": 80, "storage_ok": True, "standard_at": story.now,
            "device_at": story.now + timedelta(seconds=41)}  # fmt: skip
    assert program.post(f"{address}/checks", said)["offset_seconds"] == 41
    loan = {**said, "person": str(cast.partner.uuid), "purpose": "巡查"}
    assert program.post(f"{address}/loans", loan)["held_by"]["name"] == cast.partner.name
    assert codes(program.ask("POST", f"{address}/loans", loan)) == ["device.out"]
    assert program.post(f"{address}/return", {"recorded": "未使用"})["held_by"] is None
    assert [each["number"] for each in program.get("/devices")] == ["演示-07"]
    assert Program(token_for(cast.stranger, story.now)).ask("POST", f"{address}/checks", said).status_code == 404
