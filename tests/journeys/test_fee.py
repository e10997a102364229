"""行政收费: assessed at the published standard, notified, relieved, paid by fiscal receipt, refunded, archived."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from daylight.base import lawpack
from daylight.config.demo.fee import ITEM, PARTY, FeeStory
from daylight.core.moment import local_date
from tests.cast import Cast
from tests.refusing import codes, refused
from tests.story import begin

TODAY = date(2026, 11, 23)


@pytest.fixture
def fee(cast: Cast, now: datetime) -> FeeStory:
    begin(cast, now - timedelta(days=3))
    return FeeStory(cast, ITEM, PARTY, now)


def on(story: FeeStory, day: date) -> FeeStory:
    story.now = datetime(day.year, day.month, day.day, 10, tzinfo=story.now.tzinfo)
    return story


def test_a_fee_runs_from_assessment_to_archive(fee: FeeStory) -> None:
    fee.told()
    case = fee.fresh()
    assert (case.procedure, case.step, case.number.startswith("海自然资规费立")) == ("fee", "F3", True)
    assert case.clocks.get(code="DSF1").due_on == date(2026, 12, 23)
    fee.later(1).pay("pay_part", "100.00").pay("pay_in_full", "1000.00", "演示000102")
    assert fee.fresh().clocks.get(code="DSF1").stopped_by == "全额缴清"
    case = fee.close("已缴清").archive().fresh()
    assert (case.step, case.closed_on) == ("F9", local_date(fee.now))


def test_the_forms_name_the_published_standards(cast: Cast) -> None:
    pack = lawpack.current()
    names = {each.name for each in pack.fee_items(TODAY)}
    for code in ("fee_assessment", "fee_notice"):
        field = next(each for each in pack.document(code, TODAY).fields if each.code == "standard")
        assert set(field.choices) == names


@pytest.mark.parametrize(
    ("item", "standard", "allowed"),
    [
        ("SF-01", "不动产登记费（非住宅类）", True),
        ("SF-01", "耕地开垦费", False),
        ("SF-02", "耕地开垦费", False),
        ("SF-04", "海域使用金", False),
        ("SF-02", "不动产登记费（非住宅类）", False),
    ],
)
def test_nothing_is_charged_without_a_published_standard(
    fee: FeeStory, cast: Cast, item: str, standard: str, allowed: bool
) -> None:
    story = FeeStory(cast, item, PARTY, fee.now)
    if allowed:
        story.assess(standard=standard)
    else:
        assert codes(refused(story.assess, standard=standard)) == {"SF01"}


def test_a_fee_nobody_published_is_no_choice(fee: FeeStory) -> None:
    assert codes(refused(fee.assess, standard="演示管理费")) == {"document.choice"}


@pytest.mark.parametrize(
    ("quantity", "charged", "allowed"),
    [("2", "1100.00", True), ("2", "1099.99", False), ("2", "1200.00", False), ("0", "0.00", False)],
)
def test_the_sum_is_quantity_times_standard(fee: FeeStory, quantity: str, charged: str, allowed: bool) -> None:
    if allowed:
        assert fee.assess(quantity, charged).fresh().step == "F1"
    else:
        assert codes(refused(fee.assess, quantity, charged)) == {"SF02"}


def test_the_notice_says_what_was_assessed(fee: FeeStory) -> None:
    fee.assess()
    assert codes(refused(fee.notify, "3", "1650.00")) == {"SF02"}
    fee.step("return_assessment", why="数量有误。", by="head")
    fee.assess("3", "1650.00").notify("3", "1650.00")
    assert fee.fresh().step == "F2"


@pytest.mark.parametrize(
    ("code", "amount", "more", "why"),
    [
        ("pay_in_full", "1100.00", {"receipt_kind": "其他票据或者收据"}, "PJ01"),
        ("pay_in_full", "1100.01", {}, "PJ01"),
        ("pay_in_full", "1.00", {}, "PJ02"),
        ("pay_part", "1100.00", {}, "procedure.when"),
    ],
)
def test_money_comes_with_a_fiscal_receipt(
    fee: FeeStory, code: str, amount: str, more: dict[str, str], why: str
) -> None:
    fee.told()
    assert codes(refused(fee.pay, code, amount, **more)) == {why}
    assert fee.pay("pay_in_full", "1100.00").fresh().step == "F6"


def test_only_the_window_or_the_officer_registers_money(fee: FeeStory) -> None:
    fee.told()
    paid = {"paid_on": "2026-11-23", "amount": "1100.00", "payer": "演示", "bank": "演示", "receipt_kind": "财政统一票据",
            "receipt_number": "演示1"}  # fmt: skip
    assert codes(refused(fee.step, "pay_in_full", paid, by="leader")) == {"right.missing"}


@pytest.mark.parametrize(
    ("charged", "basis", "allowed"),
    [
        ("500.00", "《演示减免办法》第一条", True),
        ("500.00", "演示财综〔2026〕1号", True),
        ("500.00", "领导同意", False),
        ("1100.00", "《演示减免办法》第一条", False),
    ],
)
def test_relief_rests_on_a_document_and_lowers_the_sum(fee: FeeStory, charged: str, basis: str, allowed: bool) -> None:
    fee.told()
    fee.later(2).ask_relief()
    if not allowed:
        assert codes(refused(fee.reduce, charged, basis)) == {"SF03"}
        return
    fee.reduce(charged, basis).later(3).serve("serve_relief")
    # Three days of waiting for the answer do not count.
    assert fee.fresh().clocks.get(code="DSF1").due_on > date(2026, 12, 23)
    assert codes(refused(fee.pay, "pay_in_full", "1100.00")) == {"PJ01"}
    assert fee.pay("pay_in_full", charged).fresh().step == "F6"


def test_relief_is_the_leaders_decision(fee: FeeStory) -> None:
    fee.told().ask_relief()
    said = {"party": PARTY, "notice_number": "x", "basis": "《演示》", "facts": "演示", "fee": "1.00"}
    assert codes(refused(fee.step, "grant_reduction", said)) == {"right.missing"}


def test_a_fee_wholly_remitted_needs_no_payment(fee: FeeStory) -> None:
    fee.told().ask_relief("免缴")
    fee.reduce("0").serve("serve_relief").step("record_exemption", why="全部免缴。")
    assert fee.close("已免缴").archive().fresh().step == "F9"


def test_relief_refused_leaves_the_sum(fee: FeeStory) -> None:
    fee.told().ask_relief()
    fee.step(
        "refuse_relief", {"party": PARTY, "notice_number": fee.notice_number, "reasons": "不符合条件。"}, by="leader"
    )
    fee.serve("serve_relief")
    assert codes(refused(fee.step, "record_exemption", why="免缴。")) == {"procedure.when"}
    fee.pay("pay_in_full", "1100.00")


def test_nobody_is_pressed_before_the_deferral_is_over(fee: FeeStory) -> None:
    fee.told().ask_relief("缓缴")
    fee.defer(date(2026, 12, 31)).serve("serve_deferral")
    assert fee.fresh().clocks.get(code="DSF2").due_on == date(2026, 12, 28)
    on(fee, date(2026, 12, 31))
    assert codes(refused(fee.demand)) == {"SF04"}
    on(fee, date(2027, 1, 1)).demand()


def test_who_does_not_pay_is_asked_again_and_then_it_ends(fee: FeeStory) -> None:
    fee.told()
    assert codes(refused(fee.demand)) == {"procedure.when"}
    on(fee, date(2026, 12, 24))
    assert codes(refused(fee.step, "give_up", why="没有缴纳。", by="leader")) == {"procedure.after"}
    fee.demand().serve("serve_demand").step("give_up", why="催缴后仍没有缴纳。", by="leader")
    assert fee.close("没有缴纳，不予办理").archive().fresh().step == "F9"


def test_no_more_is_given_back_than_came_in(fee: FeeStory) -> None:
    fee.told().pay("pay_in_full", "1100.00").ask_refund("2000.00")
    assert codes(refused(fee.refund, "1100.01")) == {"SF03"}
    fee.refund("1100.00")
    assert codes(refused(fee.pay_back, "1000.00")) == {"SF03"}
    assert fee.pay_back("1100.00").fresh().step == "F6"


def test_a_notice_in_error_is_taken_back(fee: FeeStory) -> None:
    fee.told()
    assert codes(refused(fee.step, "revoke_notice", why="有误。")) == {"right.missing"}
    fee.step("revoke_notice", why="通知有误。", by="leader")
    case = fee.close("收费通知已撤销").fresh()
    assert not case.clocks.filter(stopped_on=None).exclude(code="D18").exists()
