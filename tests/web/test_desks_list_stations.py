"""The list desk along its stations: passing, sending back, editing a row, comparing versions, the page of the 司法局, the impact."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from daylight.cases.models import Case
from daylight.lists.acts import draft_list, return_list
from daylight.lists.models import ListVersion
from daylight.lists.queries import kept_rows
from daylight.recording.render.readback import read_back
from tests.cast import Cast
from tests.listing import publish_demo_lists
from tests.overseeing import supervisor_for
from tests.story import begin
from tests.web.desks import words
from tests.web.entering import signed_in as enter

pytestmark = pytest.mark.django_db


@pytest.fixture
def today(now: datetime, settings: Any) -> datetime:
    settings.FIXED_NOW = now
    return now


def standing(cast: Cast, now: datetime, kind: str) -> ListVersion:
    publish_demo_lists(cast, now, date(2026, 1, 1), (kind,))
    return ListVersion.objects.get(agency=cast.agency, kind=kind)


def place(name: str, version: ListVersion, *more: Any) -> str:
    return reverse(f"office:list-{name}", args=[version.uuid, *more])


def copied(cast: Cast, version: ListVersion) -> ListVersion:
    assert enter(cast.keeper).post(place("copy", version)).status_code == 302
    return ListVersion.objects.exclude(pk=version.pk).get(agency=cast.agency, kind=version.kind)


def form_of(client: Any, version: ListVersion, code: str) -> dict[str, str]:
    """What the row page shows, to be posted again."""
    page = client.get(place("row", version, code))
    assert page.status_code == 200
    return {each["name"]: each["text"] for each in page.context["entries"]}


def test_a_policy_is_copied_one_term_changed_and_the_prose_follows(cast: Cast, today: datetime) -> None:
    draft, keeper = copied(cast, standing(cast, today, "policy-disclosure")), enter(cast.keeper)
    assert place("row", draft, "GS-02") in keeper.get(place("version", draft)).content.decode()
    assert place("row", draft, "GS-02") not in enter(cast.head).get(place("version", draft)).content.decode()
    typed = form_of(keeper, draft, "GS-02")
    assert keeper.post(place("row", draft, "GS-02"), typed).status_code == 302
    assert [dict(r.values) for r in kept_rows(draft)] == [dict(r.values) for r in kept_rows(_earlier(draft))]
    assert keeper.post(place("row", draft, "GS-02"), typed | {"deadline": "5个工作日"}).status_code == 302
    page = words(keeper.get(place("version", draft)))
    assert "公示期限：自作出决定之日起5个工作日" in page
    paper = keeper.get(place("version-paper", draft))
    said = said_by(paper)
    assert paper["Content-Type"] == "application/pdf" and "自作出决定之日起5个工作日" in said and "第2版草案" in said
    assert enter(cast.stranger).get(place("version-paper", draft)).status_code == 404
    signed = said_by(keeper.get(place("version-paper", _earlier(draft))))
    assert "自2026年1月1日起施行" in signed and "自作出决定之日起7个工作日" in signed
    assert keeper.post(place("row", draft, "GS-02"), typed | {"deadline": "30个工作日"}).status_code == 302
    draft.refresh_from_db()
    refused = enter(cast.head).post(place("pass", draft), {"station": "draft", "seen_digest": draft.digest})
    assert refused.status_code == 422 and "长于法定的 7个工作日" in words(refused)


def said_by(paper: Any) -> str:
    """The text of a PDF without its spaces and line ends."""
    return "".join(read_back(paper.content).text.split())


def _earlier(draft: ListVersion) -> ListVersion:
    return ListVersion.objects.get(agency=draft.agency, kind=draft.kind, number=draft.number - 1)


def test_rows_are_added_refused_and_removed_and_nothing_typed_is_lost(cast: Cast, today: datetime) -> None:
    draft, keeper = copied(cast, standing(cast, today, "items")), enter(cast.keeper)
    count = draft.rows.count()
    assert keeper.get(place("version-paper", draft)).status_code == 404
    bad = keeper.post(
        place("row", draft, "new"), {"code": "X-1", "category": "行政处罚", "item": "", "note": "我的备注"}
    )
    assert bad.status_code == 422
    assert "我的备注" in bad.content.decode() and 'href="#f-item"' in bad.content.decode()
    doubled = kept_rows(draft)[0].code
    typed = {"code": doubled, "category": "行政处罚", "item": "新事项"}
    assert "已有编码为" in words(keeper.post(place("row", draft, "new"), typed))
    assert keeper.post(place("row", draft, "new"), typed | {"code": "X-1"}).status_code == 302
    assert draft.rows.count() == count + 1
    assert keeper.post(place("row", draft, "X-1"), {"remove": "1"}).status_code == 302
    assert draft.rows.count() == count
    for person in (cast.officer, cast.head, cast.stranger):
        assert enter(person).get(place("row", draft, "new")).status_code == 404
    assert keeper.get(place("row", draft, "no-such")).status_code == 404
    assert keeper.get(place("row", _earlier(draft), "new")).status_code == 404


def test_back_with_a_reason_and_on_again(cast: Cast, today: datetime) -> None:
    draft = copied(cast, standing(cast, today, "items"))
    head = enter(cast.head)
    assert head.post(place("return", draft), {"return_reason": ""}).status_code == 422
    assert head.post(place("return", draft), {"return_reason": "时限写错"}).status_code == 302
    assert "时限写错" in words(enter(cast.keeper).get(place("version", draft)))
    assert "修改退回的清单" in words(enter(cast.keeper).get(reverse("office:home")))
    assert "科室核对" not in words(head.get(reverse("office:home")))
    assert enter(cast.keeper).post(place("submit", draft)).status_code == 302
    assert "科室核对" in words(head.get(reverse("office:home")))


def test_the_office_of_the_government_has_its_own_page(cast: Cast, today: datetime) -> None:
    judge = supervisor_for(cast)
    first = standing(cast, today, "subjects")
    oversight = reverse("office:lists-oversight")
    assert "没有等待审核的清单" in words(enter(judge).get(oversight))
    draft = copied(cast, first)
    assert enter(judge).get(place("version", draft)).status_code == 404
    for person, station in ((cast.head, "draft"), (cast.reviewer, "checked")):
        draft.refresh_from_db()
        seen = {"station": station, "seen_digest": draft.digest}
        assert enter(person).post(place("pass", draft), seen).status_code == 302
    assert "第 2 版" in words(enter(judge).get(oversight))
    assert "清单审核" in words(enter(judge).get(place("version", draft)))
    assert "司法局审核" in words(enter(judge).get(reverse("office:home")))
    for name, person in cast.everybody().items():
        assert enter(person).get(oversight).status_code == 404, name
    back = enter(judge).post(place("return", draft), {"return_reason": "法定代表人已变更"})
    assert back.status_code == 302 and back["Location"] == oversight
    assert enter(judge).get(place("version", draft)).status_code == 404


def test_any_two_versions(cast: Cast, today: datetime) -> None:
    first = standing(cast, today, "items")
    second = copied(cast, first)
    url = place("compare", second)
    assert "内容没有变化" in words(enter(cast.officer).get(url, {"with": 1}))
    for asked in ("2", "9", "x", ""):
        assert enter(cast.officer).get(url, {"with": asked}).status_code == 404
    assert enter(cast.stranger).get(url, {"with": 1}).status_code == 404


def test_the_impact_of_a_change_names_the_open_cases(cast: Cast, today: datetime) -> None:
    story = begin(cast, today).to("register")
    case = Case.objects.get(pk=story.case.pk)
    first = ListVersion.objects.get(agency=cast.agency, kind="items", state="published")
    rows = [row for row in kept_rows(first) if row.code != case.item_code]
    draft = draft_list(cast.agency, "items", rows, actor=cast.keeper, now=story.now)
    page = words(enter(cast.head).get(place("version", draft)))
    assert "本行有 1 件在办案件使用" in page and "1 件在办案件使用；已立案件" in page


def test_lists_due_for_review_are_on_the_keepers_desk(cast: Cast, now: datetime, settings: Any) -> None:
    standing(cast, now, "items")
    home, desk = reverse("office:home"), reverse("office:lists-desk")
    settings.FIXED_NOW = now
    assert "复核清单" not in words(enter(cast.keeper).get(home))
    settings.FIXED_NOW = now + timedelta(days=366)
    assert "自发布起已满1年" in words(enter(cast.keeper).get(home))
    assert "需要复核的清单" in words(enter(cast.keeper).get(desk))
    assert "需要复核的清单" not in words(enter(cast.officer).get(desk))


def test_a_returned_version_is_named_on_the_desk(cast: Cast, today: datetime) -> None:
    draft = copied(cast, standing(cast, today, "items"))
    return_list(draft, "请补", actor=cast.head, now=today)
    assert "已退回修改" in words(enter(cast.leader).get(reverse("office:lists-desk")))
