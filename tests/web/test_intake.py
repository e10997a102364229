"""待认领音像 as pages: who sees what, what a claim and a rejection leave behind, what typed words survive."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from daylight.base.permit import permit
from daylight.cases.models import Case
from daylight.recording.chores import hash_complete
from daylight.recording.models import DockFile
from tests.apps.recording.bench import MP4, case_of, uploaded
from tests.apps.recording.test_docking import put, run
from tests.cast import Cast

pytestmark = pytest.mark.django_db
DESK = "/office/intake/"


@pytest.fixture
def case(cast: Cast, now: datetime, settings: Any) -> Case:
    settings.FIXED_NOW = now
    return case_of(cast, now)


@pytest.fixture
def file(cast: Cast, case: Case, now: datetime, tmp_path: Path) -> DockFile:
    put(tmp_path / "dock", "VID_20261123_083000.mp4", now)
    (row,) = run(cast, tmp_path / "dock", now)
    return row


def signed_in(person: Any) -> Client:
    client = Client()
    with permit("fixture"):
        client.force_login(person)
    return client


def test_who_may_claim_sees_the_desk_and_nobody_else(cast: Cast, file: DockFile) -> None:
    for name in vars(cast):
        person = getattr(cast, name)
        if not hasattr(person, "username"):
            continue
        answers = [signed_in(person).get(url) for url in (DESK, f"{DESK}{file.uuid}/")]
        mine = name in {"officer", "partner", "head"}
        outside = name == "stranger"
        assert [each.status_code for each in answers] == ([200, 200] if mine else [200, 404] if outside else [404, 404])
        if outside:
            assert file.title not in answers[0].content.decode()


def test_an_empty_desk_says_so(cast: Cast, case: Case) -> None:
    words = signed_in(cast.officer).get(DESK).content.decode()
    assert "没有待认领的音像" in words and "没有隔离的文件" in words


def test_a_claim_leads_to_the_case(cast: Cast, case: Case, file: DockFile) -> None:
    client = signed_in(cast.officer)
    refused = client.post(f"{DESK}{file.uuid}/claim/", {"case": "", "key": "a"})
    assert refused.status_code == 422 and "请选择这份音像属于哪个案件" in refused.content.decode()
    told = client.post(f"{DESK}{file.uuid}/claim/", {"case": str(case.uuid), "key": "b"})
    assert (told.status_code, told["Location"]) == (302, f"/office/cases/{case.uuid}/recordings/")
    assert file.title in client.get(told["Location"]).content.decode()


def test_a_rejection_needs_its_reason(cast: Cast, file: DockFile) -> None:
    client = signed_in(cast.officer)
    assert client.post(f"{DESK}{file.uuid}/reject/", {"reason": " ", "key": "a"}).status_code == 422
    assert client.post(f"{DESK}{file.uuid}/reject/", {"reason": "设备测试", "key": "b"}).status_code == 302
    assert "设备测试" in client.get(DESK).content.decode()


def test_the_bytes_are_for_those_whose_they_may_be(cast: Cast, file: DockFile) -> None:
    url = f"/api/v1/docked/{file.uuid}/content"
    assert b"".join(signed_in(cast.officer).get(url).streaming_content) == MP4
    assert signed_in(cast.stranger).get(url).status_code == 404


def test_what_is_kept_apart_is_listed_with_its_reason(cast: Cast, case: Case, now: datetime) -> None:
    uploaded(cast, case, now, MP4[:20])
    hash_complete(now)
    words = signed_in(cast.officer).get(DESK).content.decode()
    assert "截断" in words and "未扫描" in words
    assert "截断" not in signed_in(cast.stranger).get(DESK).content.decode()
