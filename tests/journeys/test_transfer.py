"""案件移送: to the police in three days and twenty-four hours, to another authority, to the discipline inspectors."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from daylight.cases import acts as cases
from daylight.cases.acts import Lead, PartyInput
from daylight.config.demo.transfer import TransferStory
from daylight.core.policefacts import ATTACHMENTS
from daylight.decisions.gathering import gather
from tests.cast import Cast
from tests.refusing import codes, refused
from tests.story import Story, begin


@pytest.fixture
def penalty(cast: Cast, now: datetime) -> Story:
    return begin(cast, now - timedelta(hours=3)).to("register")


@pytest.fixture
def transfer(cast: Cast, penalty: Story, now: datetime) -> TransferStory:
    return TransferStory(cast, penalty.case, now)


def test_a_suspected_crime_goes_to_the_police_and_into_the_archive(transfer: TransferStory) -> None:
    case = transfer.fresh()
    assert (case.procedure, case.step, case.origin_id is not None) == ("transfer", "T0", True)
    assert case.title.endswith("案移送") and not case.number
    transfer.appoint().later(1).report()
    assert transfer.fresh().number.startswith("海自然资规移立")
    assert transfer.fresh().clocks.get(code="D26", variant="").due_on == date(2026, 11, 27)
    transfer.later(0, 4).approve()
    clock = transfer.fresh().clocks.get(code="D26", variant="deliver")
    assert clock.due_at == transfer.now + timedelta(hours=24)
    transfer.later(0, 20).letter().deliver()
    assert transfer.fresh().clocks.get(code="D26P").stopped_on is None
    transfer.later(2).filed()
    assert transfer.fresh().clocks.get(code="D26", variant="materials").stopped_on is None
    transfer.later(1).hand_over().close("公安机关已立案，物品和材料已移交").archive()
    case = transfer.fresh()
    assert (case.step, case.clocks.filter(stopped_on=None).count()) == ("T10", 0)


def test_the_penalty_knows_the_day_the_police_had_the_file(
    transfer: TransferStory, penalty: Story, now: datetime
) -> None:
    before = gather(penalty.case, now.date()).transfer
    assert before and before.delivered_on is None
    transfer.at_police()
    after = gather(penalty.case, now.date()).transfer
    assert after and after.delivered_on == date(2026, 11, 24)


def test_it_begins_from_a_case_only(cast: Cast, penalty: Story, now: datetime) -> None:
    def lead(procedure: str, origin: object) -> Lead:
        return Lead(
            item_code=penalty.case.item_code, source="移送", lead="演示。", place="演示", partner=cast.partner,
            parties=[PartyInput("演示公司", "organisation")], procedure=procedure, origin=origin,
        )  # fmt: skip

    def register(procedure: str, origin: object) -> object:
        return cases.register_lead(lead(procedure, origin), actor=cast.officer, now=now)

    assert codes(refused(register, "transfer", None)) == {"case.origin"}
    assert codes(refused(register, "fee", penalty.case)) == {"case.origin"}
    assert codes(refused(register, "no_such", penalty.case)) == {"procedure.none"}
    made = register("transfer", penalty.case)
    assert codes(refused(register, "transfer", made)) == {"case.origin"}


def test_two_officers_look_into_it(transfer: TransferStory) -> None:
    one = transfer.officers[:1]
    assert codes(refused(transfer.appoint, officers=one)) == {"YS01"}
    assert codes(refused(transfer.appoint, officers=one * 2)) == {"YS01"}
    assert transfer.appoint().fresh().step == "T1"


def test_the_leader_decides_and_says_why_not(transfer: TransferStory) -> None:
    transfer.appoint().report()
    assert codes(refused(transfer.step, "decline_transfer", why="不移送。")) == {"right.missing"}
    assert codes(refused(transfer.step, "decline_transfer", why=" ", by="leader")) == {"field.required"}
    transfer.step("decline_transfer", why="没有达到移送线。", by="leader")
    assert transfer.fresh().clocks.get(code="D26").stopped_by == "不批准移送"
    transfer.close("不予批准移送", "继续办理，依法应当给予行政处罚的给予处罚").archive()


@pytest.mark.parametrize(
    ("attachments", "note", "allowed"),
    [
        (ATTACHMENTS, "", True),
        (ATTACHMENTS[:2], "", False),
        (ATTACHMENTS[:2], "没有涉案物品，不需要鉴定，没有其他材料。", True),
        (ATTACHMENTS[1:], "没有。", False),
    ],
)
def test_five_attachments_go_along(
    transfer: TransferStory, attachments: tuple[str, ...], note: str, allowed: bool
) -> None:
    transfer.appoint().report().approve()
    more = {"attachments": list(attachments), **({"missing_note": note} if note else {})}
    if allowed:
        transfer.letter(**more).deliver()
    else:
        assert codes(refused(transfer.letter, **more)) == {"YS02"}
        assert codes(refused(transfer.deliver)) == {"procedure.after"}


@pytest.mark.parametrize(
    ("hours", "late", "allowed"), [(24, "", True), (25, "", False), (25, "大雪封路。", True), (-1, "", False)]
)
def test_within_twenty_four_hours_or_with_the_reason(
    transfer: TransferStory, hours: int, late: str, allowed: bool
) -> None:
    transfer.appoint().report().approve().letter()
    at = (transfer.now + timedelta(hours=hours)).isoformat()
    transfer.later(0, max(hours, 0))
    more = {"delivered_at": at, **({"late_reason": late} if late else {})}
    if allowed:
        assert transfer.deliver(**more).fresh().step == "T4"
    else:
        assert codes(refused(transfer.deliver, **more)) == {"YS03"}


def test_not_filed_may_be_reconsidered_within_three_days(transfer: TransferStory) -> None:
    transfer.at_police().later(1).not_filed().later(1).reconsider()
    transfer.later(2).filed().hand_over()
    assert transfer.fresh().step == "T8"


def test_after_three_days_only_the_procuratorate_is_left(transfer: TransferStory) -> None:
    transfer.at_police().later(1).not_filed().later(7)
    assert codes(refused(transfer.reconsider)) == {"procedure.when"}
    transfer.supervise().later(5).filed().hand_over().close("公安机关已立案，物品和材料已移交")


def test_upheld_and_not_supervised_the_penalty_goes_on(transfer: TransferStory) -> None:
    transfer.at_police().later(1).not_filed().reconsider().later(2).not_filed("record_upheld").supervise()
    transfer.later(5).not_filed("record_no_supervision")
    transfer.close("公安机关不立案", "继续办理，依法应当给予行政处罚的给予处罚").archive()
    assert transfer.fresh().step == "T10"


def test_silence_of_the_police_can_be_supervised_when_its_time_is_over(transfer: TransferStory) -> None:
    transfer.at_police()
    assert codes(refused(transfer.supervise, "urge_supervision")) == {"procedure.when"}
    transfer.later(7).supervise("urge_supervision")
    assert transfer.fresh().step == "T7"


def test_another_authority_takes_it(transfer: TransferStory) -> None:
    transfer.propose_out().later(3).answer("record_acceptance")
    assert transfer.close("受移送机关已接受").archive().fresh().step == "T10"


def test_sent_back_the_superior_decides_within_seven_working_days(transfer: TransferStory) -> None:
    transfer.propose_out().later(1).answer("record_return")
    transfer.step("request_designation", {
        "superior": "烟台市自然资源和规划局", "party": transfer.party, "facts": "演示", "reasons": "双方均认为没有管辖权。",
    }, by="leader")  # fmt: skip
    assert transfer.fresh().clocks.get(code="D02").due_on == date(2026, 12, 3)
    transfer.later(2).step("record_designation", {
        "superior": "烟台市自然资源和规划局", "decision_number": "演示〔2026〕1号", "decided_on": transfer.today, "content": "本机关",
    })  # fmt: skip
    assert (
        transfer.close("上级机关已指定管辖", "继续办理，依法应当给予行政处罚的给予处罚").fresh().closed_on is not None
    )


def test_a_lead_about_an_official_goes_to_the_discipline_inspectors(transfer: TransferStory) -> None:
    target = "海阳市纪委监委"
    transfer.step("propose_discipline", {
        "subject": "演示人员", "facts": "演示", "target": target, "basis": "自然资源行政处罚办法第十三条",
        "officers": transfer.officers,
    })  # fmt: skip
    transfer.step("return_discipline", why="补充材料。", by="leader")
    transfer.step("propose_discipline", {
        "subject": "演示人员", "facts": "演示", "target": target, "basis": "自然资源行政处罚办法第十三条",
        "officers": transfer.officers,
    })  # fmt: skip
    transfer.step("approve_discipline", why="同意。", by="leader")
    signed = {"target": target, "delivered_on": transfer.today, "receiver": "演示签收人"}
    assert codes(refused(transfer.step, "record_discipline", signed)) == {"procedure.after"}
    transfer.step("issue_discipline", {"target": target, "facts": "演示", "attachments": ["材料一份"]}, by="leader")
    transfer.step("record_discipline", signed)
    assert transfer.close("纪检监察机关已接收线索", "来源案件不受影响").archive().fresh().step == "T10"


def test_what_needs_no_transfer_ends_with_the_reason(transfer: TransferStory) -> None:
    assert codes(refused(transfer.step, "drop_transfer", why="不需要。")) == {"right.missing"}
    transfer.step("drop_transfer", why="经核实没有犯罪事实。", by="leader")
    assert transfer.close("经核实不需要移送", "来源案件不受影响").fresh().closed_on is not None
