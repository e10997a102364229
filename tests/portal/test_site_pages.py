"""The site as a reader walks it: columns only with content, tags on every page, one page for each organisation."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from daylight.base.permit import permit
from daylight.core.moment import local_date
from daylight.portal import chores, navigation, partypages, personnames
from daylight.portal.build import build
from daylight.portal.models import PublicDecision
from daylight.portal.statistics import figures
from daylight.portal.tally import recount
from tests.portal import records
from tests.portal.conftest import Tell

pytestmark = pytest.mark.urls("tests.portal.urls")
Render = Callable[[], int]
CODE = "91370687MA00000000"
TAGS = ("SiteName", "SiteDomain", "ColumnName", "ColumnType", "ArticleTitle")


def html_of(root: Path) -> dict[str, str]:
    return {f.relative_to(root).as_posix(): f.read_text("utf-8") for f in root.rglob("*.html")}


def test_every_page_carries_its_tags_once(
    site: Path, client: Client, tell: Tell, render: Render, now: datetime
) -> None:
    tell(records.withdrawn(records.SECOND), records.flow_published())
    render()
    chores.count(now)
    found = html_of(site)
    for path in (f"/parties/{CODE}/", "/parties/", "/subscribe/", "/decisions/?q=x", "/nothing/", "/y/?code=1"):
        found[path] = client.get(path).content.decode()
    wrong = [
        (name, tag)
        for name, html in found.items()
        for tag in TAGS
        if len(re.findall(f'<meta name="{tag}" content="[^"]+"', html)) != 1
    ]
    assert not wrong
    assert '<meta name="PubDate" content="2026-11-20">' in found[f"decisions/{records.FIRST}/index.html"]


def test_a_column_without_content_is_left_out_until_it_has_some(tell: Tell, render: Render, root: Path) -> None:
    tell(records.site_described())
    render()
    home, whole = (root / "index.html").read_text("utf-8"), (root / "sitemap" / "index.html").read_text("utf-8")
    assert "事前公开" not in home and "/statistics/" not in home + whole and "事后公开</h2>" not in whole
    tell(records.list_published(), records.published(records.record()))
    render()
    home, whole = (root / "index.html").read_text("utf-8"), (root / "sitemap" / "index.html").read_text("utf-8")
    assert 'href="/lists/"' in home and 'href="/statistics/"' in home
    assert 'href="/lists/items/"' in whole and 'href="/parties/"' in whole


def test_every_column_that_is_shown_answers(site: Path, client: Client, now: datetime) -> None:
    for column in navigation.standing():
        bare = column.path.partition("?")[0]
        written = (site / bare.strip("/") / "index.html").is_file() or (site / bare.strip("/")).is_file()
        assert written or client.get(column.path).status_code == 200, column.path


def test_the_page_of_an_organisation(site: Path, client: Client, tell: Tell, render: Render) -> None:
    page = client.get(f"/parties/{CODE}/").content.decode()
    assert "演示县某建材有限公司" in page and "罚款合计 96,000.00 元" in page and "苏某某" not in page
    body = client.get(f"/parties/{CODE}/index.json").json()
    assert (body["total"], body["decisions"][0]["uuid"]) == (1, records.FIRST)
    assert client.get(f"/parties/{CODE}.json").json() == body
    assert records.FIRST in client.get(f"/parties/{CODE}/feed.atom").content.decode()
    tell(records.withdrawn())
    # At once, before anything is written again.
    gone = client.get(f"/parties/{CODE}/")
    assert gone.status_code == 404 and gone.content == client.get("/parties/91370000MA3000000X/").content
    assert client.get(f"/parties/{CODE}/index.json").status_code == 404
    assert client.get(f"/parties/{CODE}/feed.atom").status_code == 404


@pytest.mark.parametrize(
    ("typed", "refused", "found"),
    [
        ("建材", False, 1),
        ("91370687MA", False, 1),
        ("苏某某", True, 0),
        ("苏小明", True, 0),
        ("欧阳演示", True, 0),
        ("水泥制品厂", False, 0),
        ("<b>", False, 0),
    ],
)
def test_organisations_are_found_and_natural_persons_refused(
    site: Path, client: Client, typed: str, refused: bool, found: int
) -> None:
    page = client.get("/parties/", {"q": typed}).content.decode()
    assert (personnames.SENTENCE in page, page.count(f'href="/parties/{CODE}/"')) == (refused, found)
    listed = client.get("/decisions/", {"q": typed}).content.decode()
    assert (personnames.SENTENCE in listed) == refused


def test_a_code_typed_whole_leads_to_its_page(site: Path, client: Client) -> None:
    assert client.get("/parties/", {"q": CODE.lower()}).headers["Location"] == f"/parties/{CODE}/"


def test_a_page_for_each_agency_only_when_there_are_several(site: Path, client: Client, tell: Tell) -> None:
    assert client.get("/agencies/haiyang/").status_code == 404
    other = {"name": "演示县自然资源局", "code": "elsewhere"}
    tell(records.published(records.record(uuid="3f0c6f0a-0000-4000-8000-000000000009", code="ABCDEFGH", agency=other)))
    page = client.get("/agencies/elsewhere/").content.decode()
    assert "演示县自然资源局" in page and "1 件" in page
    assert client.get("/agencies/nowhere/").status_code == 404


def test_a_bundle_holds_the_parties_the_statistics_and_no_form(site: Path, now: datetime, tmp_path: Path) -> None:
    build(tmp_path / "b", now)
    assert json.loads((tmp_path / "b" / "parties" / CODE / "index.json").read_text("utf-8"))["total"] == 1
    assert (tmp_path / "b" / "statistics" / "index.html").exists() and (tmp_path / "b" / "robots.txt").exists()
    assert 'href="/subscribe/"' not in (tmp_path / "b" / "sitemap" / "index.html").read_text("utf-8")


def test_robots_are_kept_from_work_places(site: Path) -> None:
    text = (site / "robots.txt").read_text("utf-8")
    assert "Disallow: /office/" in text and "/sitemap.xml" in text


def test_the_statistics_say_what_they_show_and_open_their_rows(
    site: Path, client: Client, tell: Tell, now: datetime
) -> None:
    tell(
        records.published(
            records.record(
                uuid="3f0c6f0a-0000-4000-8000-000000000007", code="ABCDEFG0", category="行政许可", fine_yuan=None
            )
        )
    )
    chores.render_pages(now)
    chores.count(now)
    told = json.loads((site / "statistics" / "index.json").read_text("utf-8"))
    assert told["standing"] == 4 and [(e["category"], e["count"]) for e in told["categories"]] == [
        ("行政处罚", 3),
        ("行政许可", 1),
    ]
    assert [(m["month"], m["count"]) for m in told["months"] if m["count"]] == [("2026-10", 1), ("2026-11", 2)]
    assert len(told["months"]) == 12
    page = (site / "statistics" / "index.html").read_text("utf-8")
    assert (
        "公示中的决定共 4 件，行政处罚 3 件，其余 1 类共 1 件。" in page
        and "最多的是 2026-11，2 件；10 个月没有。" in page
    )
    for each in [*told["categories"], *told["months"], *told["years"], *told["violations"], *told["speed"]]:
        path, _, question = each["rows"].partition("?")
        assert path == "/decisions/"
        assert client.get(f"/decisions.json?{question}").json()["total"] == each["count"], each


def test_the_statistics_read_no_decision_and_a_recount_says_the_same(
    site: Path, tell: Tell, now: datetime, django_assert_max_num_queries: Any
) -> None:
    tell(records.withdrawn())
    chores.render_pages(now)
    with django_assert_max_num_queries(3) as asked:
        told = figures(local_date(now))
    assert not any('"portal_publicdecision"' in each["sql"] for each in asked.captured_queries)
    assert told["speed"] and told["withdrawn"] == 1
    with permit("test"):
        recount()
    assert figures(local_date(now)) == told


def test_the_statistics_are_counted_again_only_after_a_change(site: Path, tell: Tell, now: datetime) -> None:
    assert (chores.count(now), chores.count(now)) == (1, 0)
    tell(records.withdrawn())
    assert chores.count(now) == 1
    assert json.loads((site / "statistics" / "index.json").read_text("utf-8"))["withdrawn"] == 1


def test_nothing_published_still_reads(tell: Tell, client: Client) -> None:
    tell(records.site_described())
    page = client.get("/statistics/").content.decode()
    assert "近 12 个月没有作出并公示的决定。" in page and "所列年份没有罚款。" in page
    assert not PublicDecision.objects.exists() and partypages.agencies() == []
