"""当场处罚 from the roadside to the archive, through the real acts (处罚法第51、52、68至71条)."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from daylight.base.journal.models import Entry
from daylight.cases.models import Case
from daylight.cases.moving import definition_of
from daylight.core.moment import local_date
from daylight.decisions import acts
from daylight.decisions.models import Decision, Payment, Service, SpotCollection
from daylight.decisions.money_owed import unpaid
from daylight.recording.models import Document
from tests import spot
from tests.cast import Cast
from tests.refusing import codes, refused

pytestmark = pytest.mark.django_db
CLOSING = acts.ClosingInput("performed", ["缴款凭证或者履行记录"], "罚款已缴清。", "没有应当移送的情形。", "同意结案。")


@pytest.fixture(autouse=True)
def _lists(cast: Cast, now: datetime) -> None:
    spot.listed(cast, now)


def _case(decision: Decision) -> Case:
    return Case.objects.get(pk=decision.case_id)


def _fresh(decision: Decision) -> Decision:
    return Decision.objects.select_related("case").get(pk=decision.pk)


def test_one_submission_decides_and_hands_over(cast: Cast, now: datetime) -> None:
    decision = acts.decide_on_spot(spot.typed(cast, now), actor=cast.officer, now=now)
    case = _case(decision)
    assert decision.number == "海自然资规当罚〔2026〕1号"
    assert (case.procedure, case.step, case.number) == ("penalty_summary", "J3", decision.number)
    assert [each.code for each in case.moves.order_by("id")] == [
        "register_on_spot", "hear_on_spot", "decide_on_spot", "serve_on_spot",
    ]  # fmt: skip
    assert [h.person.name for h in case.handlers.all()] == [cast.officer.name, cast.partner.name]
    assert case.showings.get().officers.count() == 2
    service = Service.objects.get(decision=decision)
    assert (service.method, service.receiver, service.served_on) == ("当场交付", "演示王某", local_date(now))
    # 复议期间、缴款期限 run from today; nothing was collected, so nothing has to be handed in.
    assert sorted(case.clocks.values_list("code", flat=True)) == ["D16", "D18"]
    assert unpaid(decision) == Decimal(100)
    paper = decision.document
    assert paper is not None and paper.pdf is not None and paper.state == Document.ISSUED and paper.sealed
    entry = Entry.objects.get(kind="decisions.spot.decided")
    assert entry.data["number"] == decision.number and entry.data["pdf_sha256"] == paper.pdf.sha256


def test_the_remedy_sends_the_party_to_review_first(cast: Cast, now: datetime) -> None:
    decision = acts.decide_on_spot(spot.typed(cast, now), actor=cast.officer, now=now)
    remedy = decision.fields["remedy"]
    assert "应当先" in remedy and "60日内向海阳市人民政府申请行政复议" in remedy
    assert "直接" not in remedy and "起诉" not in remedy


def test_cash_goes_to_the_agency_and_to_the_bank_before_the_case_ends(cast: Cast, now: datetime) -> None:
    decision = acts.decide_on_spot(spot.typed(cast, now, payee="", collected=spot.cash()), actor=cast.officer, now=now)
    case = _case(decision)
    assert unpaid(decision) == 0 and Payment.objects.get().receipt_number == "演示票据 0001"
    handing = case.clocks.get(code="D17")
    assert handing.due_on.isoformat() == "2026-11-25" and not case.clocks.filter(code="D16").exists()
    acts.report_on_spot(_fresh(decision), "同意备案。", actor=cast.head, now=now)
    assert "procedure.when" in codes(refused(acts.close_case, _case(decision), CLOSING, actor=cast.head, now=now))
    later = now + timedelta(days=1)
    acts.hand_in_fine(_fresh(decision), local_date(later), "演示辛", "", actor=cast.officer, now=later)
    assert "procedure.when" in codes(refused(acts.close_case, _case(decision), CLOSING, actor=cast.head, now=later))
    running = case.clocks.get(code="D17", stopped_on=None)
    assert running.due_on.isoformat() == "2026-11-26"
    acts.deposit_fine(_fresh(decision), local_date(later), "演示银行", "演示凭证 1", actor=cast.window, now=later)
    taken = SpotCollection.objects.get()
    assert (taken.handed_in_on, taken.deposited_on) == (local_date(later), local_date(later))
    acts.close_case(_case(decision), CLOSING, actor=cast.head, now=later)
    acts.archive_case(_case(decision), actor=cast.head, now=later)
    case = _case(decision)
    assert definition_of(case).step(case.step).terminal
    assert not case.clocks.filter(stopped_on=None).exclude(code="D18").exists()


def test_a_fine_for_the_bank_is_paid_and_closed_by_the_usual_acts(cast: Cast, now: datetime) -> None:
    decision = acts.decide_on_spot(spot.typed(cast, now), actor=cast.officer, now=now)
    acts.report_on_spot(_fresh(decision), "同意备案。", actor=cast.head, now=now)
    assert "G30" in codes(refused(acts.close_case, _case(decision), CLOSING, actor=cast.head, now=now))
    acts.register_payment(
        _fresh(decision), local_date(now), Decimal(100), "演示票据 2", "演示银行", actor=cast.window, now=now
    )
    acts.close_case(_case(decision), CLOSING, actor=cast.head, now=now)
    assert _case(decision).closed_on == local_date(now)


def test_a_case_is_closed_only_after_the_agency_has_it_on_file(cast: Cast, now: datetime) -> None:
    decision = acts.decide_on_spot(_warning(cast, now), actor=cast.officer, now=now)
    assert "procedure.step" in codes(refused(acts.close_case, _case(decision), CLOSING, actor=cast.head, now=now))
    acts.report_on_spot(_fresh(decision), "同意备案。", actor=cast.head, now=now)
    acts.close_case(_case(decision), CLOSING, actor=cast.head, now=now)


def test_a_late_hand_in_needs_its_reason(cast: Cast, now: datetime) -> None:
    decision = acts.decide_on_spot(spot.typed(cast, now, collected=spot.cash()), actor=cast.officer, now=now)
    late = now + timedelta(days=3)
    hand_in = (_fresh(decision), local_date(late), "演示辛")
    assert codes(refused(acts.hand_in_fine, *hand_in, "", actor=cast.officer, now=late)) == {"D17"}
    acts.hand_in_fine(*hand_in, "连续两日在外调查。", actor=cast.officer, now=late)


def test_only_the_head_files_it_and_only_the_window_or_the_team_pays_in(cast: Cast, now: datetime) -> None:
    decision = acts.decide_on_spot(spot.typed(cast, now, collected=spot.cash()), actor=cast.officer, now=now)
    for person in (cast.officer, cast.leader, cast.stranger):
        assert "right.missing" in codes(refused(acts.report_on_spot, _fresh(decision), "同意。", actor=person, now=now))
    day = local_date(now)
    assert codes(refused(acts.deposit_fine, _fresh(decision), day, "演示银行", "1", actor=cast.window, now=now)) == {
        "procedure.after"
    }
    for person in (cast.head, cast.window, cast.stranger):
        missing = refused(acts.hand_in_fine, _fresh(decision), day, "演示辛", "", actor=person, now=now)
        assert codes(missing) == {"right.missing"}


def test_a_clicked_twice_decision_is_one(cast: Cast, now: datetime) -> None:
    said = spot.typed(cast, now)
    first = acts.decide_on_spot(said, actor=cast.officer, now=now, idempotency_key="k1")
    again = acts.decide_on_spot(said, actor=cast.officer, now=now, idempotency_key="k1")
    assert first.pk == again.pk and Case.objects.count() == 1


def _warning(cast: Cast, now: datetime) -> object:
    return spot.typed(
        cast, now, item_code="CF-C02", warning=True, fine_yuan=Decimal(0), grade="", payee="", party=spot.COMPANY,
        detail="用堆土遮挡三角点标石",
    )  # fmt: skip
