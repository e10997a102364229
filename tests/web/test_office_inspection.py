"""An inspection through the pages: task, leave, scan, form, result, and the case that follows from it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from daylight.cases.models import Case, InspectionPlan
from daylight.config.demo.inspection import InspectionStory
from tests.web.office_case import Office, office
from tests.web.test_office_journey import Walk

__all__ = ["office"]

PARTY = "演示测绘有限公司"
TASK = {
    "category": "行政检查", "item_code": "JC-06", "source": "日常检查", "lead": "年度计划第一批。", "place": "海阳市演示镇",
    "party_name": PARTY, "party_kind": "organisation", "party_credit_code": "91370687MA3演示",
}  # fmt: skip


@pytest.fixture
def walk(office: Office) -> Walk:
    office.set_clock()
    return Walk(office)


def register(walk: Walk, **more: Any) -> Case:
    office = walk.office
    task = {**TASK, "party_credit_code": "", "partner": str(office.cast.partner.uuid), **more}
    walk.post("officer", "/office/cases/new/", **task)
    office.story.case = Case.objects.order_by("-id")[0]
    return office.case


def page(walk: Walk, who: str, address: str) -> str:
    answer = walk.clients[who].get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_inspection_walks_through_the_forms(walk: Walk) -> None:
    office = walk.office
    uuids = [str(office.cast.officer.uuid), str(office.cast.partner.uuid)]
    form = page(walk, "officer", "/office/cases/new/?category=行政检查")
    assert "检查对象名称" in form or "检查对象姓名或者名称" in form
    assert "违法" not in form and "永久基本农田" not in form and "JC-01" in form and "CF-T04" not in form
    register(walk)
    assert office.case.procedure == "inspection"
    asked = page(walk, "officer", office.deed("request_inspection"))
    assert "2026 年已检查 0 次，年度上限 2 次" in asked
    assert "人员、设备符合资质等级标准" in asked
    walk.post("head", "/office/plans/", year="2026", content="演示：对测绘资质单位每年检查不超过两次。")
    plan = InspectionPlan.objects.get()
    walk.post(
        "head", f"/office/plans/{plan.uuid}/file/", filed_on="2026-03-20", number="演示备案1号", office="演示司法局"
    )
    common = {"party": PARTY, "cause": "对测绘资质单位的监督检查", "kind": "日常检查", "officers": uuids, "helpers": "0",
              "basis": "测绘法", "points": "人员\n设备"}  # fmt: skip
    walk.do("officer", "request_inspection", **common, selection="按计划逐户检查", method="现场检查",
            planned_on="今天")  # fmt: skip
    walk.do("leader", "approve_inspection", move_reason="同意检查。")
    assert office.case.number == "海自然资规检〔2026〕1号"
    noticed = page(walk, "officer", office.deed("issue_notice"))
    assert "严禁逐利检查" in noticed and "申请回避" in noticed and "演示备案1号" in noticed
    walk.do("officer", "issue_notice", **common, task_source="年度计划", planned_at="今天 9:00", place="演示镇",
            bans="五个严禁", rights="申请回避", contact="演示甲")  # fmt: skip
    serve = {"served_on": "今天 8:40", "method": "直接送达", "servers_place": "演示镇", "servers": uuids,
             "receiver": "演示签收人", "relation": "经办人"}  # fmt: skip
    walk.do("officer", "deliver_notice", **serve)
    walk.do("officer", "enter_site", entered_at="8:50", place="演示镇", officers=uuids, identity_shown_at="8:50",
            identity_method="扫码核验", scanned_at="8:45", scan_code="演示登记码1", host="演示经理", helpers="0")  # fmt: skip
    _fill(walk, uuids)
    walk.do("officer", "excuse_recording", item_code="YX-JC", reason="设备故障，当日报修。")
    walk.do("head", "tell_result", party=PARTY, cause="检查", inspected="今天", officers=uuids, result="没有问题",
            handling="未发现问题", objection="书面提出")  # fmt: skip
    walk.do("officer", "serve_result", **serve)
    walk.do("head", "close_inspection", outcome="未发现问题", performance="检查完毕", officers=uuids, opinion="同意")
    walk.do("head", "archive_case")
    assert office.case.step == "J9"


def _fill(walk: Walk, uuids: list[str]) -> None:
    office = walk.office
    form = page(walk, "officer", office.deed("record_inspection"))
    assert form.count('<option value="不符合"') == 4
    assert "selected" not in form[form.index('id="f-checks"') : form.index("</ol>", form.index('id="f-checks"'))]
    typed = {"started_at": "8:50", "ended_at": "9:00", "identity_shown_at": "8:50", "place": "演示镇", "officers": uuids,
             "party_present": "演示经理", "form_version": "第 1 版", "found": "正常", "statement": "无", "signed": "on",
             "checks_1": "符合", "checks_2": "符合", "checks_3": "不适用", "checks_3_note": "没有项目"}  # fmt: skip
    answer = walk.clients["officer"].post(office.deed("record_inspection"), {**typed, "key": "half"})
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "检查表还有 1 项没有结果" in said
    # Nothing typed is lost.
    assert "没有项目" in said and '<option value="不适用" selected>' in said
    walk.do("officer", "record_inspection", **typed, checks_4="符合")
    checks = office.case.documents.get(code="inspection_record").versions.get().fields["checks"]
    assert [each["answer"] for each in checks] == ["符合", "符合", "不适用", "符合"]
    assert checks[2]["note"] == "没有项目"


def test_what_was_found_opens_the_register_form_and_both_cases_show_it(walk: Walk) -> None:
    office, now = walk.office, walk.office.story.now
    story = InspectionStory(office.cast, "JC-01", PARTY, now - timedelta(days=3), source="个案检查")
    story.request(selection="按线索指向检查").approve().notify().enter()
    assert "据此登记线索" not in page(walk, "officer", f"/office/cases/{story.case.uuid}/")
    story.record(story.points[2]).tell("立案查处").serve("serve_result")
    here = f"/office/cases/{story.case.uuid}/"
    assert f"?from={story.case.uuid}" in page(walk, "officer", here)
    assert f"?from={story.case.uuid}" not in page(walk, "leader", here)
    form = page(walk, "officer", f"/office/cases/new/?from={story.case.uuid}")
    assert PARTY in form and "未超出批准范围占地" in form and str(story.case.uuid) in form
    walk.post(
        "officer", "/office/cases/new/", item_code="CF-T04", source="巡查", lead="检查发现占地。", place="演示村",
        partner=str(office.cast.partner.uuid), party_name=PARTY, party_kind="organisation", origin=str(story.case.uuid),
    )  # fmt: skip
    penalty = Case.objects.get(origin=story.case)
    assert (penalty.procedure, penalty.item_code) == ("penalty_ordinary", "CF-T04")
    assert f"/office/cases/{penalty.uuid}/" in page(walk, "officer", here)
    assert here in page(walk, "officer", f"/office/cases/{penalty.uuid}/")


def test_an_origin_nobody_may_read_is_not_taken(walk: Walk) -> None:
    office = walk.office
    story = InspectionStory(office.cast, "JC-01", PARTY, office.story.now, source="个案检查")
    for origin in ("00000000-0000-4000-8000-000000000000", "x"):
        typed = {
            **TASK,
            "partner": str(office.cast.partner.uuid),
            "origin": origin,
            "party_credit_code": "",
            "key": "o",
        }
        answer = walk.clients["officer"].post("/office/cases/new/", typed)
        assert answer.status_code == 422
    assert page(walk, "officer", f"/office/cases/new/?from={story.case.uuid}x")
    assert (
        office.as_(office.cast.stranger).get(f"/office/cases/new/?from={story.case.uuid}").content.decode().count(PARTY)
        == 0
    )


def test_a_second_inspection_soon_is_pointed_out(walk: Walk) -> None:
    office = walk.office
    story = InspectionStory(office.cast, "JC-06", PARTY, office.story.now - timedelta(days=10), source="日常检查")
    story.request().approve().notify().enter().record()
    case = register(walk)
    shown = page(walk, "officer", office.home)
    assert "刚检查过" in shown
    assert "刚检查过" in page(walk, "officer", office.deed("request_inspection"))
    InspectionStory.request(_told(office, case))
    assert "刚检查过" in page(walk, "leader", office.deed("approve_inspection"))


def _told(office: Office, case: Case) -> InspectionStory:
    """The story of a case registered through the page."""
    story = object.__new__(InspectionStory)
    story.people, story.now, story.party, story.case = office.cast, office.story.now, PARTY, case
    return story
