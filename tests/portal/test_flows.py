"""Flow charts in public: sent by the act that draws them, written as files, and nothing but looked at."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from daylight.base import lawpack
from daylight.base.journal.models import Entry
from daylight.base.outbox.models import Message
from daylight.cases.acts import publish_flow
from daylight.core.refusal import Refused
from daylight.portal import chores
from daylight.portal.build import build
from daylight.portal.flowfeed import FlowFault, check_drawing
from daylight.portal.models import PublicFlow
from tests.cast import Cast
from tests.portal import records
from tests.portal.conftest import Tell

NAME = "penalty_ordinary"
flow = records.flow_published
DRAWING = records.DRAWING


def test_the_act_sends_the_chart_and_the_site_shows_it(
    cast: Cast, now: datetime, render: Callable[[], int], root: Path
) -> None:
    entry = publish_flow(cast.agency, NAME, actor=cast.keeper, now=now)
    assert entry.data["procedure"] == NAME and len(entry.data["definition_sha256"]) == 64
    chores.deliver_feed(now)
    render()
    page = (root / "flows" / NAME / "index.html").read_text("utf-8")
    for part in (
        "行政处罚普通程序流程图",
        "法制审核人员办理",
        "立案　7个工作日",
        "两名持证执法人员",
        f"../{NAME}-narrow.svg",
    ):
        assert part in page
    stages = json.loads((root / "flows" / NAME / "index.json").read_text())["stages"]
    assert page.count('<li value="') == sum(len(stage["steps"]) for stage in stages)
    assert (root / "flows" / f"{NAME}.svg").read_text("utf-8").startswith("<?xml")
    assert "<definitions" in (root / "flows" / f"{NAME}.bpmn").read_text("utf-8")
    assert f"/flows/{NAME}/" in (root / "sitemaps" / "pages.xml").read_text("utf-8")
    assert 'href="/flows/"' in (root / "index.html").read_text("utf-8")


def test_an_unchanged_chart_is_not_sent_twice(cast: Cast, now: datetime) -> None:
    publish_flow(cast.agency, NAME, actor=cast.keeper, now=now)
    with pytest.raises(Refused) as refused:
        publish_flow(cast.agency, NAME, actor=cast.keeper, now=now + timedelta(hours=1))
    assert [each.code for each in refused.value.refusals] == ["flow.unchanged"]
    assert Message.objects.filter(lane=f"flow:{NAME}").count() == 1


@pytest.mark.parametrize(
    ("who", "procedure", "code"), [("officer", NAME, "right.missing"), ("keeper", "x", "flow.unknown")]
)
def test_who_may_not_and_what_is_not_there(cast: Cast, now: datetime, who: str, procedure: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        publish_flow(cast.agency, procedure, actor=getattr(cast, who), now=now)
    assert [each.code for each in refused.value.refusals] == [code]
    assert not Entry.objects.filter(kind="cases.flow.published").exists()


def test_without_charts_no_page_and_no_door(site: Path) -> None:
    assert not (site / "flows").exists()
    assert "/flows/" not in (site / "index.html").read_text("utf-8")


def test_the_version_in_force_is_shown_and_earlier_ones_stay(tell: Tell, render: Callable[[], int], root: Path) -> None:
    other = DRAWING.replace("<rect", "<rect rx='1'")
    tell(flow(), flow("2026", "2026-01-01", svg=other), flow("2030", "2030-01-01"))
    render()
    assert (root / "flows" / f"{NAME}.svg").read_text("utf-8") == other
    page = (root / "flows" / NAME / "index.html").read_text("utf-8")
    assert "版本 2026，2026-01-01 起施行" in page and 'href="2021.svg"' in page
    assert (root / "flows" / NAME / "2021.svg").read_text("utf-8") == DRAWING
    heads = json.loads((root / "flows" / "index.json").read_text("utf-8"))["flows"]
    assert [(each["name"], each["version"]) for each in heads] == [(NAME, "2026")]


def test_a_list_names_the_procedure_and_leaves_empty_columns_to_the_data(
    tell: Tell, render: Callable[[], int], root: Path
) -> None:
    told = records.list_published()
    told["columns"] += [{"code": "procedures", "title": "适用程序"}, {"code": "note", "title": "备注"}]
    told["rows"][0]["procedures"] = [NAME]
    tell(flow(), told)
    render()
    page = (root / "lists" / "items" / "index.html").read_text("utf-8")
    title = lawpack.current().procedures[NAME][-1].name
    assert title in page and NAME not in page and "备注" not in page
    data = json.loads((root / "lists" / "items" / "index.json").read_text("utf-8"))["lists"][0]
    assert data["rows"][0]["procedures"] == [NAME] and data["columns"][-1]["title"] == "备注"


def test_the_same_version_again_replaces_it_and_twice_does_no_harm(tell: Tell) -> None:
    tell(flow(), flow(), flow(title="行政处罚流程图"))
    assert PublicFlow.objects.get().title == "行政处罚流程图"


def test_lists_lead_to_charts_and_a_build_holds_them(
    tell: Tell, render: Callable[[], int], root: Path, now: datetime, tmp_path: Path
) -> None:
    tell(records.list_published(), flow())
    render()
    assert f"/flows/{NAME}/" in (root / "lists" / "index.html").read_text("utf-8")
    build(tmp_path / "out", now)
    assert (tmp_path / "out" / "flows" / NAME / "index.html").exists()
    assert (tmp_path / "out" / "static" / "portal" / "flow.css").exists()


@pytest.mark.parametrize(
    "bad",
    [
        "<script/>",
        "<foreignObject/>",
        '<rect style="fill:red"/>',
        '<rect onclick="x()"/>',
        '<a href="https://example.org/"/>',
        '<rect fill="url(https://example.org/)"/>',
        '<g xmlns="urn:other"/>',
        "<rect>",
    ],
)
def test_a_drawing_that_does_more_than_being_looked_at_is_refused(bad: str) -> None:
    with pytest.raises(FlowFault):
        check_drawing(DRAWING.replace("<rect", bad + "<rect", 1))


@pytest.mark.parametrize(
    "changed",
    [
        {"name": "../x"},
        {"version": "a/b"},
        {"bpmn": "<svg/>"},
        {"svg": '<!DOCTYPE svg [<!ENTITY a "b">]>' + DRAWING},
    ],
)
def test_a_message_that_is_no_chart_changes_nothing(tell: Tell, changed: dict[str, str]) -> None:
    with pytest.raises(FlowFault):
        tell(flow(**changed))
    assert not PublicFlow.objects.exists()
