"""A paper goes out only without blanks, with its remedy, seal and day; each refusal beside the paper that passes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from daylight.base import lawpack
from daylight.cases.models import Case
from daylight.core.moment import local_date
from daylight.core.refusal import Refused
from daylight.recording import papers
from daylight.recording.acts import finalise_document, issue_document, start_document
from daylight.recording.models import Document
from daylight.recording.readiness import unready
from tests.apps.recording.bench import case_of
from tests.cast import Cast

pytestmark = pytest.mark.django_db
OPEN = "可以自收到本决定书之日起60日内向海阳市人民政府申请行政复议，也可以自收到之日起6个月内直接向海阳市人民法院提起行政诉讼。"
DECISION: dict[str, Any] = {
    "party": "演示公司",
    "address": "演示镇演示路2号",
    "facts": "未经批准占用土地640平方米，长32米×20米。",
    "evidence": "现场勘测笔录",
    "notice": "已告知，未陈述申辩",
    "basis": "《中华人民共和国土地管理法》第七十七条",
    "discretion": "一般",
    "content": "责令退还土地",
    "performance": "收到之日起十五日内",
    "remedy": OPEN,
    "agency": "海阳市自然资源和规划局",
    "decided_on": "2026-11-23",
}


@pytest.fixture
def case(cast: Cast, now: datetime) -> Case:
    return case_of(cast, now)


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({}, "", ""),
        ({"facts": "占用土地____平方米"}, "document.placeholder", "facts"),
        ({"party": "×××公司"}, "document.placeholder", "party"),
        ({"party": "王某"}, "document.placeholder", "party"),
        ({"content": "{{ penalties }}"}, "document.placeholder", "content"),
        ({"basis": ""}, "document.required", "basis"),
        ({"remedy": ""}, "document.required", "remedy"),
        ({"remedy": "可以依法申请复议或者起诉。"}, "document.remedy", "remedy"),
        ({"remedy": OPEN.replace("海阳市人民政府", "烟台市自然资源和规划局")}, "document.remedy", "remedy"),
        ({"decided_on": ""}, "document.required", "decided_on"),
        ({"decided_on": "2026-11-24"}, "document.date", "decided_on"),
    ],
)
def test_a_decision_is_ready_or_says_why_not(
    case: Case, now: datetime, change: dict[str, Any], code: str, field: str
) -> None:
    template = lawpack.current().document("penalty_decision", local_date(now))
    case.agency.demonstration = False
    found = unready(case, template, DECISION | change, local_date(now))
    assert {(each.code, each.field) for each in found} == ({(code, field)} if code else set()), found


def test_a_spot_decision_sends_the_party_to_review_first(case: Case, now: datetime) -> None:
    template = lawpack.current().document("spot_decision", local_date(now))
    first = "应当先自收到本决定书之日起60日内向海阳市人民政府申请行政复议；不服的可以再依法提起行政诉讼。"
    for text, wrong in ((OPEN, True), (first, False)):
        found = [each for each in unready(case, template, {"remedy": text}, local_date(now)) if each.field == "remedy"]
        assert bool(found) is wrong, text


def test_every_outward_paper_with_a_remedy_is_judged_and_every_decision_has_one(now: datetime) -> None:
    pack = lawpack.current()
    outward = [each for each in pack.documents(local_date(now)) if each.external]
    deciding = [each for each in outward if each.name.endswith("决定书") and each.id not in NO_DUTY]
    lacking = [each.name for each in deciding if not any(field.code == "remedy" for field in each.fields)]
    assert not lacking


# Decisions that lay nothing on the party: returned evidence, time to pay, money back, a mistake of words, an answer to a
# request within the procedure (复议法第11条 speaks of acts that touch rights; the final decision carries the remedy).
NO_DUTY = {
    "evidence_hold_disposal", "evidence_hold_release", "recusal_decision", "deferral_decision", "paper_correction", "fee_refund",
}  # fmt: skip


def test_a_blank_stops_finishing_and_issuing(cast: Cast, case: Case, now: datetime) -> None:
    stop = {
        "party": "演示公司",
        "facts": "未经批准占用土地。",
        "basis": "《中华人民共和国土地管理法》第七十七条",
        "requirement": "____日内停止施工",
        "officers": [{"name": "演示甲", "certificate": "演示370687001"}],
        "phone": "0535-0000000",
    }
    document = start_document(case, "stop_order", stop, actor=cast.officer, now=now)
    with pytest.raises(Refused) as caught:
        papers.prepare_final(document, now)
    assert [each.field for each in caught.value.refusals] == ["requirement"]
    whole = start_document(case, "stop_order", stop | {"requirement": "立即停止施工"}, actor=cast.officer, now=now)
    finalise_document(whole, papers.prepare_final(whole, now), actor=cast.officer, now=now)
    with pytest.raises(Refused) as unsealed:
        issue_document(whole, sealed=False, actor=cast.officer, now=now)
    assert unsealed.value.refusals[0].code == "G14"
    assert issue_document(whole, actor=cast.officer, now=now).state == Document.ISSUED


def test_a_demonstration_agency_may_retell_people_as_published_but_leaves_no_blank(case: Case, now: datetime) -> None:
    template = lawpack.current().document("penalty_decision", local_date(now))
    case.agency.demonstration = True
    assert not unready(case, template, DECISION | {"party": "张某某"}, local_date(now))
    assert unready(case, template, DECISION | {"party": "×××"}, local_date(now))
