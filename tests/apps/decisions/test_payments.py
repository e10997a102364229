"""登记缴款: the fine and what was added to it, each on its own account; levies and fees at the window."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.conf import settings

from daylight.config.demo.fee import ITEM, FeeStory
from daylight.config.demo.penalty import hand_over, step
from daylight.core.moment import BEIJING, local_date
from daylight.decisions import acts as decisions
from daylight.decisions.models import Decision, Payment
from daylight.decisions.money_owed import unpaid
from daylight.decisions.surcharges import surcharge_left
from daylight.recording.queries import final_fields
from tests.cast import Cast
from tests.refusing import codes, fields, refused
from tests.story import Story, begin
from tests.web.entering import signed_in

DAILY = Decimal("2880.00")


@pytest.fixture
def late(cast: Cast, now: datetime) -> Story:
    """A fine of 96 000 yuan, ten days overdue."""
    story = begin(cast, now).to("serve")
    last = story.case.clocks.get(code="D16").due_on
    story.now = datetime(last.year, last.month, last.day, 10, tzinfo=BEIJING) + timedelta(days=10)
    return story


def pay(story: Story, fine: str, added: str = "0", receipt: str = "票据1", on: date | None = None) -> Payment:
    return decisions.register_payment(
        Decision.objects.get(pk=story.decision.pk), on or local_date(story.now), Decimal(fine), receipt, "演示银行",
        Decimal(added), actor=story.people.window, now=story.now,
    )  # fmt: skip


def left(story: Story) -> tuple[Decimal, Decimal]:
    decision = Decision.objects.get(pk=story.decision.pk)
    return unpaid(decision), surcharge_left(decision, local_date(story.now))


def test_one_receipt_may_pay_both(late: Story) -> None:
    assert left(late) == (Decimal(96000), 10 * DAILY)
    row = pay(late, "96000", "28800")
    assert (row.amount_yuan, row.surcharge_yuan) == (Decimal(96000), Decimal(28800))
    assert left(late) == (0, 0)
    typed = final_fields(late.case, "payment_record") or {}
    assert (Decimal(typed["amount"]), Decimal(typed["surcharge"])) == (Decimal(124800), Decimal(28800))


@pytest.mark.parametrize(
    ("fine", "added", "field"),
    [
        ("96000.01", "0", "amount_yuan"),
        ("96000", "28800.01", "surcharge_yuan"),
        ("0", "0", "amount_yuan"),
        ("-1", "2", "amount_yuan"),
        ("5", "-1", "amount_yuan"),
    ],
)
def test_neither_account_is_overpaid(late: Story, fine: str, added: str, field: str) -> None:
    found = refused(pay, late, fine, added)
    assert (codes(found), fields(found)) == ({"field.number"}, {field})
    assert left(late) == (Decimal(96000), 10 * DAILY)


def test_nothing_is_added_before_the_last_day(late: Story) -> None:
    last = local_date(late.now) - timedelta(days=10)
    assert codes(refused(pay, late, "96000", "0.01", on=last)) == {"field.number"}
    assert pay(late, "96000", on=last).surcharge_yuan == 0
    # Paid in time, registered late: nothing was ever added.
    assert left(late) == (0, 0)


def test_the_fine_first_and_what_was_added_later(late: Story) -> None:
    pay(late, "96000")
    assert left(late) == (0, 10 * DAILY)
    late.now += timedelta(days=20)
    assert left(late) == (0, 10 * DAILY)
    pay(late, "0", "8800", "票据2")
    assert left(late) == (0, Decimal(20000))


def test_a_claimed_surcharge_is_paid_or_let_off_before_the_end(late: Story, cast: Cast) -> None:
    def close() -> None:
        closing = decisions.ClosingInput(
            "performed", ["缴款凭证或者履行记录"], "演示执行情况。", "没有应当移送的情形。", "同意结案。"
        )
        decisions.close_case(Decision.objects.get(pk=late.decision.pk).case, closing, actor=cast.leader, now=late.now)

    step(late, "give_surcharge_notice", cast.officer)
    pay(late, "96000")
    assert any("加处罚款还有 28800" in each.message.replace(",", "") for each in refused(close))
    assert codes(refused(step, late, "conclude_agreement", cast.officer)) == {"right.missing"}
    step(late, "conclude_agreement", cast.leader, remitted="8800")
    hand_over(late, "serve_other_paper")
    assert left(late) == (0, Decimal(20000))
    assert refused(close)
    pay(late, "0", "20000", "票据2")
    close()


def test_no_agreement_before_anything_is_overdue(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("serve")
    assert codes(refused(step, story, "conclude_agreement", cast.leader)) == {"procedure.when"}


def test_the_window_sees_and_books_both_accounts(late: Story, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "FIXED_NOW", late.now)
    window, home = signed_in(cast.window), f"/office/payments/{late.decision.uuid}/"
    assert "28,800.00" in window.get("/office/payments/").content.decode()
    page = window.get(home).content.decode()
    assert "缴纳加处罚款" in page and "至今天尚欠 28,800.00 元" in page
    said = {
        "paid_on": "今天",
        "amount_yuan": "96000",
        "surcharge_yuan": "30000",
        "receipt_number": "票据9",
        "bank": "行",
    }
    again = window.post(home, said)
    assert again.status_code == 422 and "尚欠 28,800.00 元" in again.content.decode()
    assert "票据9" in again.content.decode()
    assert window.post(home, said | {"surcharge_yuan": "28800"}).status_code == 302
    assert left(late) == (0, 0)


def test_money_comes_in_at_every_step_that_takes_it(late: Story, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "FIXED_NOW", late.now)
    step(late, "suspend_enforcement", cast.leader)
    assert late.decision.number in signed_in(cast.window).get("/office/payments/").content.decode()
    pay(late, "1")
    step(late, "end_enforcement", cast.leader)
    assert late.case.step == "P13c"
    pay(late, "1", receipt="票据2")


def test_a_fee_is_booked_at_the_window(cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    begin(cast, now - timedelta(days=3))
    story = FeeStory(cast, ITEM, "演示公司", now).told()
    monkeypatch.setattr(settings, "FIXED_NOW", story.now)
    window, case = signed_in(cast.window), story.fresh()
    listed = window.get("/office/payments/").content.decode()
    address = f"/office/payments/{case.uuid}/pay_part/"
    assert case.number in listed and address in listed
    assert "尚欠" in window.get(address).content.decode()
    assert window.get(f"/office/payments/{case.uuid}/close_fee/").status_code == 404
    assert window.get(f"/office/payments/{case.uuid}/record_refund/").status_code == 404
    assert signed_in(cast.leader).get(address).status_code == 404
    said = {
        "paid_on": "今天", "amount": "100", "payer": "演示公司", "bank": "演示银行", "receipt_kind": "财政统一票据",
        "receipt_number": "演示000101",
    }  # fmt: skip
    assert window.post(address, said | {"amount": "99999999"}).status_code == 422
    assert window.post(address, said).status_code == 302
    assert "100.00 元" in window.get(address).content.decode()
