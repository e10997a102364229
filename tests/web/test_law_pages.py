"""法规库, 法规变更 and the two laws on the draft; and that the law is data: what a lawpack edit changes and what it does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from daylight.base import lawpack
from daylight.base.permit import permit
from daylight.cases.moving import definition_of
from daylight.config.demo.coercion import CoercionStory
from daylight.decisions.acts import send_for_review
from daylight.lists.models import ListVersion
from tests.cast import Cast
from tests.lawcopy import LawCopy, law
from tests.refusing import codes, refused
from tests.story import COMPANY, begin
from tests.web.office_case import Office, office

__all__ = ["law", "office"]

EVERYBODY = {"officer", "partner", "head", "reviewer", "leader", "publisher", "keeper", "window", "stranger"}
CHANGES = {"head", "reviewer", "leader", "keeper", "stranger"}
PAGES = {
    "/office/law/": EVERYBODY,
    "/office/law/of/土地管理法/": EVERYBODY,
    "/office/law/of/没有这部法/": set(),
    "/office/law/changes/": CHANGES,
}
ENDED = date(2021, 8, 31)


def test_each_page_opens_for_its_readers_alone(office: Office) -> None:
    office.to("open")
    wrong = []
    for who, person in office.cast.everybody().items():
        client = office.as_(person)
        for address, readers in PAGES.items():
            found = client.get(address).status_code
            if found != (200 if who in readers else 404):
                wrong.append((who, address, found))
    assert wrong == []


def test_the_book_shows_versions_and_who_rests_on_an_article(office: Office) -> None:
    office.to("register")
    client = office.as_(office.cast.officer)
    page = client.get("/office/law/").content.decode()
    assert "土地管理法实施条例" in page and "国务院令第743号" in page and "施行日期没有录入" in page
    laws, own = page.split('<th scope="col">内部依据</th>')
    for paper in ("缓缴批准书", "缴费通知书", "复查日数为内部默认值"):
        assert paper in own and paper not in laws
    for rule in ("行政强制法", "国办发〔2024〕54号", "闲置土地处置办法"):
        assert rule in laws and rule not in own
    page = client.get("/office/law/of/土地管理法/").content.decode()
    for part in ("2020-01-01 起施行", "现行有效", "已失效", "第七十七条", "非法占用土地", "管辖提示"):
        assert part in page
    page = client.get("/office/law/of/行政处罚法/").content.decode()
    assert "告知并等足期限" in page and "听证申请" in page


def test_without_a_repeal_the_page_is_empty_and_the_list_is_not_red(office: Office) -> None:
    office.to("open")
    page = office.as_(office.cast.keeper).get("/office/law/changes/").content.decode()
    for part in ("没有登记废止的条文", "没有依据失效的事项", "没有受影响的未结案件"):
        assert part in page
    assert "依据失效" not in office.as_(office.cast.keeper).get("/office/lists/").content.decode()


def test_a_repealed_article_turns_its_items_red_and_lists_the_open_cases(office: Office, law: LawCopy) -> None:
    office.to("open")
    version = ListVersion.objects.get(agency=office.cast.agency, kind="items")
    law.repeal("land_law", "第七十七条", "2026-11-20")
    keeper, head, officer = (office.as_(each) for each in (office.cast.keeper, office.cast.head, office.cast.officer))
    page = keeper.get(f"/office/lists/versions/{version.uuid}/").content.decode()
    assert "CF-T04：" in page and "土地管理法第七十七条已经失效" in page and "依据失效" in page
    assert "项依据失效" in keeper.get("/office/lists/").content.decode()
    for client, linked in ((keeper, False), (head, True)):
        page = client.get("/office/law/changes/").content.decode()
        assert office.case.number in page and "某" not in office.case.number
        assert (office.home in page) is linked
        assert "演示建材有限公司" not in page
        assert "已失效" in page and "演示废止决定" in page
    assert "涉及 1 件未结案件" in head.get("/office/law/").content.decode()
    assert "依据已失效，不能登记" in officer.get("/office/cases/new/").content.decode()
    stranger = office.as_(office.cast.stranger).get("/office/law/changes/").content.decode()
    assert "没有受影响的未结案件" in stranger
    # A repeal to come is shown beforehand and touches nothing yet.
    law.edit("haiyang/repeals.toml", "2026-11-20", "2027-06-01")
    page = head.get("/office/law/changes/").content.decode()
    assert "尚未到期" in page and "没有受影响的未结案件" in page


@pytest.mark.parametrize(
    ("ended", "words"),
    [
        (ENDED, ("不超过30元/平方米", "100至1000元/平方米", "较轻", "较重", "应当适用行为时的规定", "第三十七条")),
        (date(2021, 9, 1), ("100至1000元/平方米", "同一规定", "适用")),
    ],
)
def test_the_draft_shows_both_laws_of_the_land_break_point(office: Office, ended: date, words: tuple[str, ...]) -> None:
    # Opened as an act of this year, then found to have ended long before: the draft has to follow.
    case = office.to("draft").case
    with permit("fixture"):
        type(case).objects.filter(pk=case.pk).update(act_ended_on=ended)
    page = office.as_(office.cast.officer).get(f"{office.home}draft/").content.decode()
    assert "从旧兼从轻" in page
    for word in words:
        assert word in page, word
    assert ("不超过30元" in page) is (ended == ENDED)


def test_the_draft_leaves_the_mining_break_point_to_a_person(office: Office, law: LawCopy) -> None:
    case = office.to("draft").case
    with permit("fixture"):
        type(case).objects.filter(pk=case.pk).update(law_item="K02", act_ended_on=date(2025, 6, 30))
    page = office.as_(office.cast.officer).get(f"{office.home}draft/").content.decode()
    for word in (
        "不超过违法所得的50%",
        "违法采出矿产品市场价值的3至5倍",
        "不能直接比较",
        "请法制机构按本案数额判断",
        "依据待核",
    ):
        assert word in page, word


# -- the law is data -------------------------------------------------------------------------------------------------


def test_a_number_changed_in_the_lawpack_changes_what_is_allowed(office: Office, law: LawCopy) -> None:
    office.to("fill")
    story, case = office.story, office.case
    story.later(0, 1)
    law.edit("cn/items.toml", "min = 100, max = 1000", "min = 200, max = 2000")
    found = refused(send_for_review, case, actor=office.cast.officer, now=story.now)
    assert codes(found) == {"G12"} and "128000 元至 1280000 元" in "".join(each.message for each in found)
    law.edit("cn/items.toml", "min = 200, max = 2000", "min = 50, max = 2000")
    assert send_for_review(case, actor=office.cast.officer, now=story.now).state == "waiting"


def test_a_period_changed_in_the_lawpack_changes_the_next_clock_and_no_running_one(
    office: Office, law: LawCopy
) -> None:
    office.to("register")
    before = office.case.clocks.get(code="D03").due_on
    days = lawpack.current().deadline("D03", date(2026, 11, 23)).period
    assert (days.count, days.unit) == (7, "wd")
    old = 'period = "7wd"\nwarn = "2wd"\non_expiry = "提请负责人督办；应立案'
    law.edit("cn/deadlines.toml", old, old.replace("7wd", "3wd"))
    assert office.case.clocks.get(code="D03").due_on == before
    second = begin(office.cast, office.story.now, replace(COMPANY, party="演示五金有限公司"), lists=False).to(
        "register"
    )
    assert second.case.clocks.get(code="D03").due_on < before


def test_a_running_case_keeps_its_procedure_and_a_new_one_takes_the_new(office: Office, law: LawCopy) -> None:
    office.to("register")
    story, case = office.story, office.case
    text = (law.root / "cn" / "procedures" / "penalty_ordinary.toml").read_text("utf-8")
    newer = text.replace('version = "2021"', 'version = "2026"').replace(
        "in_force_from = 2021-07-15", "in_force_from = 2026-11-01"
    ).replace('name = "报请立案"', 'name = "呈请立案"')  # fmt: skip
    law.edit(
        "cn/procedures/penalty_ordinary.toml",
        "in_force_from = 2021-07-15",
        "in_force_from = 2021-07-15\nuntil = 2026-11-01",
    )
    law.add("cn/procedures/penalty_ordinary_2026.toml", newer)
    assert definition_of(case).version == "2021"
    assert definition_of(case).move("request_opening").name == "报请立案"
    second = begin(office.cast, story.now, replace(COMPANY, party="演示五金有限公司"), lists=False).to("register")
    assert second.case.procedure_version == "2026"
    assert definition_of(second.case).move("request_opening").name == "呈请立案"
    # Both go on, each by its own version.
    assert office.to("open").case.moves.get(code="request_opening").name == "报请立案"
    second.to("open")
    assert second.case.moves.get(code="request_opening").name == "呈请立案"
    assert second.case.area_m2 == Decimal("640.00")


def test_a_matter_of_another_kind_falls_with_the_articles_its_row_names(
    office: Office, law: LawCopy, cast: Cast, now: datetime
) -> None:
    office.to("register")
    told = CoercionStory(cast, "QZ-02", "演示采石有限公司", office.story.now)
    law.repeal("land_rules", "第四十八条", "2026-11-20")
    page = office.as_(office.cast.head).get("/office/law/changes/").content.decode()
    assert f"/office/cases/{told.case.uuid}/" in page and "土地管理法实施条例第四十八条已经失效" in page
    found = refused(CoercionStory, cast, "QZ-02", "演示石料有限公司", office.story.now)
    assert codes(found) == {"law.fallen"}
    CoercionStory(cast, "QZ-01", "演示石料有限公司", office.story.now)
