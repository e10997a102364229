"""“那天他持证吗”: exact number or full name, the list as of a day, less what the register holds against it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from tests.portal import records
from tests.portal.conftest import Tell

pytestmark = pytest.mark.urls("tests.portal.urls")
NUMBER = "演示370687001"
ROW = {
    "code": NUMBER, "certificate_number": NUMBER, "person_name": "演示甲", "unit": "执法大队", "title": "队员",
    "categories": ["自然资源"], "areas": ["海阳市"], "valid_from": "2024-01-01", "valid_until": "2026-12-31", "status": "有效",
}  # fmt: skip


def officers(version: int = 1, start: str = "2026-01-01", *rows: dict[str, Any]) -> dict[str, Any]:
    columns = [{"code": name, "title": name} for name in ROW]
    body = records.list_published(version, start, list(rows) or [ROW])
    return body | {"list": "officers", "title": "行政执法人员资格清单", "columns": columns}


def event(what: str, on: str, entry: int, **more: Any) -> dict[str, Any]:
    body = {"kind": "certificate.changed", "number": NUMBER, "event": what, "on": on, "entry_id": entry}
    return {**body, "agency": dict(records.AGENCY), **more}


@pytest.fixture
def listed(tell: Tell) -> None:
    tell(records.site_described(), officers())


def state(client: Client, on: str = "") -> str:
    answer = client.get(f"/officers/{quote(NUMBER)}/index.json{f'?on={on}' if on else ''}")
    assert answer.status_code == 200
    body = answer.json()
    assert body["certified"] is (body["state"] == "有效")
    return str(body["state"])


@pytest.mark.parametrize("typed", [NUMBER, "演示甲", " 演示 370687001", "演示３７０６８７００１"])
def test_found_by_the_whole_number_or_name(listed: None, client: Client, typed: str) -> None:
    page = client.get("/officers/", {"q": typed})
    assert page.status_code == 200 and f"/officers/{quote(NUMBER)}/" in page.content.decode()


@pytest.mark.parametrize("typed", ["演示", "370687001", "甲", "演示甲乙", "%"])
def test_parts_find_nobody_and_nothing_typed_is_lost(listed: None, client: Client, typed: str) -> None:
    page = client.get("/officers/", {"q": typed})
    assert page.status_code == 404
    assert "没有查到" in page.content.decode() and f'value="{typed}"' in page.content.decode()


def test_every_day_has_its_answer(tell: Tell, client: Client) -> None:
    tell(officers(), officers(2, "2026-06-01", {**ROW, "status": "暂扣"}), officers(3, "2026-07-01"))
    tell(officers(4, "2026-10-01", {**ROW, "code": "别人", "certificate_number": "别人"}))
    days = {
        "2025-12-31": "不在清单", "2026-01-01": "有效", "2026-06-15": "暂扣", "2026-07-01": "有效", "2026-10-01": "不在清单",
    }  # fmt: skip
    assert {day: state(client, day) for day in days} == days


def test_the_register_takes_away_what_the_list_gives(listed: None, tell: Tell, client: Client) -> None:
    tell(
        event("added", "2024-01-01", 1, audit_due="2025-01-01"),
        event("audited", "2026-02-01", 2, audit_due="2027-02-01"),
    )
    tell(event("suspended", "2026-05-01", 3), event("restored", "2026-05-20", 4), event("failed", "2026-08-01", 5))
    tell(event("cancelled", "2026-09-01", 6), event("cancelled", "2026-09-01", 6))
    days = {
        "2026-01-15": "未年审", "2026-02-01": "有效", "2026-05-01": "暂扣", "2026-05-20": "有效", "2026-08-01": "年审不合格",
        "2026-09-01": "注销", "2027-01-05": "注销",
    }  # fmt: skip
    assert {day: state(client, day) for day in days} == days


def test_the_last_day_is_still_valid(listed: None, client: Client) -> None:
    assert (state(client, "2026-12-31"), state(client, "2027-01-01")) == ("有效", "已过期")


def test_unknown_numbers_and_days(listed: None, client: Client) -> None:
    for path in ("/officers/none/", "/officers/none/index.json"):
        assert client.get(path).status_code == 404
    wrong = client.get(f"/officers/{quote(NUMBER)}/?on=x")
    assert wrong.status_code == 422 and "日期请写成" in wrong.content.decode()
    assert client.get(f"/officers/{quote(NUMBER)}/index.json?on=x").status_code == 422


def test_the_pages_are_files_too(listed: None, render: Callable[[], int], root: Path) -> None:
    render()
    page = (root / "officers" / NUMBER / "index.html").read_text("utf-8")
    assert "演示甲" in page and "持有有效执法证" in page and "/complaints/new/?about=" in page
    assert "noindex" in page
    assert (root / "officers" / "index.html").exists() and (root / "officers" / NUMBER / "index.json").exists()
    assert "/officers/</loc>" in (root / "sitemaps" / "pages.xml").read_text("utf-8")


def test_a_decision_leads_to_its_officers_who_have_a_page(
    listed: None, tell: Tell, render: Callable[[], int], root: Path
) -> None:
    discretion = records.list_published() | {"list": "discretion", "title": "行政处罚裁量基准"}
    tell(records.published(records.record()), discretion)
    render()
    page = (root / "decisions" / records.FIRST / "index.html").read_text("utf-8")
    assert f'<a href="/officers/{quote(NUMBER)}/">演示甲（{NUMBER}）</a>、演示乙（演示370687002）' in page
    assert 'href="/lists/discretion/"' in page


def test_a_number_that_is_no_file_name_writes_nowhere(tell: Tell, render: Callable[[], int], root: Path) -> None:
    tell(
        officers(1, "2026-01-01", *({**ROW, "certificate_number": each} for each in ("../../x", "/etc/x", "..", ".h")))
    )
    render()
    assert {each.name for each in (root / "officers").iterdir()} == {"index.html"}


@pytest.mark.parametrize(
    ("areas", "said"), [(["370687", "海阳市"], "海阳市"), (["370687"], "山东省烟台市海阳市"), (["莱阳市"], "莱阳市")]
)
def test_the_region_is_named_and_coded_in_json_alone(tell: Tell, client: Client, areas: list[str], said: str) -> None:
    tell(records.site_described(), officers(1, "2026-01-01", {**ROW, "areas": areas}))
    address = f"/officers/{quote(NUMBER)}/"
    assert f"<dt>执法区域</dt><dd>{said}</dd>" in client.get(address).content.decode()
    assert client.get(f"{address}index.json").json()["row"]["areas"] == areas
