"""What Django answers for the public site: filters, codes, reading settings, one and the same 404."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client

from daylight.portal import views
from tests.portal import records
from tests.portal.conftest import Tell

pytestmark = pytest.mark.urls("tests.portal.urls")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", 3),
        ("q=%E5%BB%BA%E6%9D%90", 1),
        ("category=%E8%A1%8C%E6%94%BF%E5%A4%84%E7%BD%9A", 3),
        ("category=%E8%A1%8C%E6%94%BF%E8%AE%B8%E5%8F%AF", 0),
        ("from=2026-11-01&to=2026-11-30", 1),
        ("from=2026-10-30", 2),
        ("status=corrected", 0),
        ("status=withdrawn", 0),
        ("q=%E8%8B%8F%E6%9F%90%E6%9F%90", 0),
    ],
)
def test_filters(site: Path, client: Client, asked: str, found: int) -> None:
    body = client.get(f"/decisions.json?{asked}").json()
    assert (body["total"], len(body["decisions"])) == (found, found)
    page = client.get(f"/decisions/?{asked}")
    assert page.status_code == 200
    assert page.content.decode().count('class="lead"') == found
    assert client.get(f"/decisions.csv?{asked}").content.count(b"\r\n") == found + 1


def test_pages_of_the_list(tell: Tell, client: Client, db: None) -> None:
    for n in range(25):
        tell(records.published(records.person_record(uuid=str(uuid4()), code=f"{n:08d}", number=f"演〔2026〕{n}号")))
    second = client.get("/decisions/?page=2&status=published").content.decode()
    assert second.count('class="lead"') == 5 and "共 25 条" in second
    assert 'href="/decisions/?status=published"' in second
    third = client.get("/decisions.json?page=2").json()
    assert (third["pages"], len(third["decisions"])) == (2, 5)


@pytest.mark.parametrize("asked", ["from=yesterday", "from=2026-12-01&to=2026-11-01", "page=0", "page=x", "page=999"])
def test_a_bad_question_is_answered_with_a_sentence_or_an_empty_page(site: Path, client: Client, asked: str) -> None:
    answer = client.get(f"/decisions/?{asked}")
    assert answer.status_code == 200
    if asked == "page=999":
        assert "只有 1 页，下面是第 1 页。" in answer.content.decode()
        assert answer.content.decode().count('class="lead"') == 3
    if "from" in asked:
        assert "aria-invalid" in answer.content.decode() and 'class="faults"' in answer.content.decode()


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("from=abc", "起始日期“abc”看不懂"),
        ("status=zzz", "状态“zzz”看不懂"),
        ("year=20x", "年度“20x”看不懂"),
    ],
)
def test_a_program_is_not_given_everything_for_a_bad_filter(
    site: Path, client: Client, asked: str, sentence: str
) -> None:
    told = client.get(f"/decisions.json?{asked}")
    assert told.status_code == 422 and sentence in told.json()["error"]
    sheet = client.get(f"/decisions.csv?{asked}")
    assert sheet.status_code == 422 and sentence in sheet.content.decode()
    assert "Content-Disposition" not in sheet.headers
    assert sentence in client.get(f"/decisions/?{asked}").content.decode()


def test_a_page_past_the_last_is_named(site: Path, client: Client) -> None:
    told = client.get("/decisions.json?page=999")
    assert (told.status_code, told.json()) == (422, {"error": "只有 1 页。"})
    assert client.get("/decisions.json?page=1").json()["total"] == 3


def test_answers_to_a_search_are_not_for_search_engines(site: Path, client: Client) -> None:
    mark = '<meta name="robots" content="noindex">'
    assert mark in client.get("/decisions/?q=x").content.decode()
    assert mark not in client.get("/decisions/").content.decode()


def test_a_withdrawn_decision_is_listed_only_when_asked_for(
    site: Path, client: Client, tell: Tell, render: Callable[[], int]
) -> None:
    tell(records.withdrawn())
    render()
    assert client.get("/decisions.json").json()["total"] == 2
    (gone,) = client.get("/decisions.json?status=withdrawn").json()["decisions"]
    assert (gone["party"], gone["number"], gone["fine_yuan"]) == ("", "", None)
    assert client.get(f"/decisions/{records.FIRST}/").status_code == 410
    assert "演示县某建材" not in client.get("/decisions/?status=withdrawn").content.decode()


def test_a_code_leads_to_its_page_however_it_is_typed(site: Path, client: Client) -> None:
    assert client.get("/y/?code=7k3q 9mxd").headers["Location"] == "/y/7K3Q9MXD/"
    assert client.get("/y/7k3q-9mxd/").headers["Location"] == "/y/7K3Q9MXD/"
    html = client.get("/y/7K3Q9MXD/").content.decode()
    assert "签发真伪" in html and "海自然资规罚〔2026〕28号" in html and "现行状态" in html


@pytest.mark.parametrize("code", ["AAAAAAAA", "7K3Q9MX", "苏某某", "<script>"])
def test_an_unknown_code_says_so_and_nothing_else(site: Path, client: Client, code: str) -> None:
    answer = client.get("/y/", {"code": code})
    assert answer.status_code == 404
    assert "核验码不存在" in answer.content.decode() and "<script>" not in answer.content.decode()


def test_what_is_not_published_looks_like_what_never_existed(site: Path, client: Client) -> None:
    never = [client.get(f"/decisions/{uuid4()}/"), client.get("/decisions/not-a-number/"), client.get("/anything/")]
    assert {a.status_code for a in never} == {404}
    assert len({a.content for a in never}) == 1


def test_reading_settings_work_without_javascript(site: Path, client: Client) -> None:
    answer = client.get("/reading/?face=e", headers={"referer": "http://testserver/decisions/?q=x"})
    assert answer.headers["Location"] == "/decisions/?q=x" and client.cookies["face"].value == "e"
    client.get("/reading/?face=h")
    client.get("/reading/?face=x")
    html = client.get("/decisions/").content.decode()
    assert 'data-mode="elder" data-contrast="high" data-size="largest"' in html
    client.get("/reading/?face=e")
    client.get("/reading/?face=s")
    html = client.get("/decisions/").content.decode()
    assert '<html lang="zh-Hans" data-contrast="high">' in html


@pytest.mark.parametrize("back", ["http://elsewhere.example/x", "http://testserver//elsewhere.example", ""])
def test_reading_settings_lead_nowhere_else(db: None, client: Client, back: str) -> None:
    assert client.get("/reading/?face=e", headers={"referer": back}).headers["Location"] == "/"


def test_names_from_outside_are_escaped(site: Path, client: Client, tell: Tell, render: Callable[[], int]) -> None:
    evil = records.record(version=2, gist='<img src=x onerror="1">', title="<b>标题</b>")
    tell(records.published(evil, "decision.performance"))
    render()
    html = (site / "decisions" / records.FIRST / "index.html").read_text("utf-8")
    assert "<img" not in html and "<b>标题" not in html
    assert "<b>标题" not in client.get("/decisions/").content.decode()
    assert client.get("/decisions.json").json()["total"] == 3


def test_a_long_list_is_sent_in_pieces_and_few_at_a_time(
    site: Path, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    short = client.get("/decisions.json").json()
    for name in ("SHORT", "LONG"):
        monkeypatch.setattr(views, name, 0)
    first, second, third = (client.get("/decisions.json") for _ in range(3))
    assert (third.status_code, third.headers["Retry-After"]) == (503, "60")
    assert "按月下载" in third.content.decode()
    assert json.loads(first.getvalue()) == short
    # Reading to the end lets go of it as well; a close of its own would end the connection of the test.
    assert second.getvalue()
    again = client.get("/decisions.csv")
    assert again.status_code == 200 and again.getvalue().count(b"\r\n") == 4


def test_facets_are_links_with_counts(site: Path, client: Client, tell: Tell, render: Callable[[], int]) -> None:
    tell(records.published(records.person_record(uuid=str(uuid4()), code="9999999Z", category="行政许可")))
    render()
    html = client.get("/decisions/?status=published").content.decode()
    assert "?status=published&amp;category=" in html and '>行政许可</a> <span class="count">1<' in html
    chosen = client.get("/decisions/", {"category": "行政许可", "q": "耕地"}).content.decode()
    assert "共 1 条" in chosen and 'aria-current="true"' in chosen
    assert client.get("/decisions/", {"year": "1999"}).status_code == 200


def test_pages_of_the_list_keep_their_addresses(tell: Tell, client: Client, render: Callable[[], int]) -> None:
    for n in range(25):
        tell(records.published(records.person_record(uuid=str(uuid4()), code=f"{n:08d}", number=f"演〔2026〕{n}号")))
    render()
    assert client.get("/decisions/page/2/").content.decode().count('class="lead"') == 5
