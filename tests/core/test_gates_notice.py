"""G07 G08 G11: nobody is punished unheard, nor more heavily for having spoken."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from daylight.core.facts import CaseFacts, DecisionFacts, HearingFacts, NoticeFacts, StatementFacts
from daylight.core.gates import evaluate, holding

TODAY = date(2026, 12, 1)
NOTICE = NoticeFacts(
    sent_on=date(2026, 11, 23), received_on=date(2026, 11, 23), penalties=frozenset({"fine", "demolish"}), fine=Decimal(30000),
    hearing_offered=True,
)  # fmt: skip
MILD = replace(NOTICE, penalties=frozenset({"warning"}), fine=None, hearing_offered=False)
DECISION = DecisionFacts(penalties=frozenset({"fine", "demolish"}), fine=Decimal(30000))
HEARD = HearingFacts(
    requested_on=date(2026, 11, 25), notified_on=date(2026, 11, 26), held_on=date(2026, 12, 8), record_final=True
)


def verdict(pack, gate, today=TODAY, **facts):
    return evaluate([gate], CaseFacts(**facts), pack, today)[0]


def messages(found):
    return "".join(each.message for each in found.refusals)


@pytest.mark.parametrize(
    ("today", "state"),
    [(date(2026, 11, 23), "refused"), (date(2026, 11, 30), "refused"), (date(2026, 12, 1), "passed")],
)
def test_g07_waits_five_working_days(pack, today, state):
    assert verdict(pack, "G07", today, notices=(NOTICE,)).state == state


def test_g07_says_when_the_decision_may_be_made(pack):
    assert "最早 2026-12-01" in messages(verdict(pack, "G07", date(2026, 11, 26), notices=(NOTICE,)))


def test_g07_counts_working_days_over_the_holiday(pack):
    before = replace(NOTICE, sent_on=date(2026, 9, 30), received_on=date(2026, 9, 30))
    assert verdict(pack, "G07", date(2026, 10, 12), notices=(before,)).state == "refused"
    assert verdict(pack, "G07", date(2026, 10, 14), notices=(before,)).state == "passed"


def test_g07_both_rights_must_be_waived_in_writing(pack):
    day = date(2026, 11, 24)
    half = replace(NOTICE, statement_waived_on=day)
    assert "听证申请" in messages(verdict(pack, "G07", day, notices=(half,)))
    assert verdict(pack, "G07", day, notices=(replace(half, hearing_waived_on=day),)).state == "passed"


def test_g07_a_waiver_before_the_notice_is_none(pack):
    early = replace(NOTICE, statement_waived_on=date(2026, 11, 20))
    assert "不在收到告知书之后" in messages(verdict(pack, "G07", notices=(early,)))


@pytest.mark.parametrize(
    ("notices", "said"),
    [
        ((), "还没有送达行政处罚告知书"),
        ((replace(NOTICE, received_on=None),), "还没有送达"),
        ((NOTICE, replace(NOTICE, sent_on=date(2026, 11, 30), received_on=date(2026, 11, 30))), "期限"),
    ],
)
def test_g07_refuses_without_a_received_notice(pack, notices, said):
    assert said in messages(verdict(pack, "G07", notices=notices))


def test_g07_wants_every_statement_reviewed(pack):
    said = StatementFacts(made_on=date(2026, 11, 25))
    assert "复核" in messages(verdict(pack, "G07", notices=(NOTICE,), statements=(said,)))
    reviewed = replace(said, reviewed_on=date(2026, 11, 27))
    assert verdict(pack, "G07", notices=(NOTICE,), statements=(reviewed,)).state == "passed"


def test_g07_refuses_a_penalty_nobody_was_told_of(pack):
    more = replace(DECISION, penalties=DECISION.penalties | {"confiscate_income"})
    assert "没收违法所得" in messages(verdict(pack, "G07", notices=(NOTICE,), decision=more))


def test_g07_old_notices_had_three_days(pack):
    old = replace(NOTICE, sent_on=date(2018, 6, 4), received_on=date(2018, 6, 4))
    assert verdict(pack, "G07", date(2018, 6, 8), notices=(old,)).state == "passed"


def test_g08_offers_and_lets_through(pack):
    assert verdict(pack, "G08", notices=(NOTICE,)).state == "passed"
    assert verdict(pack, "G08", notices=(MILD,)).state == "not_applicable"
    assert verdict(pack, "G08").state == "not_applicable"


@pytest.mark.parametrize("penalty", ["fine", "demolish", "confiscate_buildings", "confiscate_income", "revoke_licence"])
def test_g08_refuses_without_the_hearing_notice(pack, penalty):
    bare = replace(MILD, penalties=frozenset({penalty}))
    assert "没有告知听证权利" in messages(verdict(pack, "G08", notices=(bare,)))


def test_g08_a_second_milder_notice_does_not_take_the_hearing_away(pack):
    assert "重新告知时也请" in messages(verdict(pack, "G08", notices=(replace(NOTICE, hearing_offered=False), MILD)))
    after_request = {"notices": (NOTICE, MILD), "hearing": HearingFacts(requested_on=date(2026, 11, 25))}
    assert "申请了听证" in messages(verdict(pack, "G08", **after_request))
    asked = {"notices": (NOTICE, NOTICE), "hearing": HearingFacts(requested_on=date(2026, 11, 25))}
    assert verdict(pack, "G08", **asked).state == "refused"


def test_g08_a_heavier_decision_brings_the_hearing_in(pack):
    assert "没有告知听证权利" in messages(verdict(pack, "G08", notices=(MILD,), decision=DECISION))


@pytest.mark.parametrize(
    ("hearing", "said"),
    [
        (replace(HEARD, held_on=None), "还没有举行"),
        (replace(HEARD, held_on=date(2027, 1, 5)), "还没有举行"),
        (replace(HEARD, record_final=False), "听证笔录"),
        (replace(HEARD, notified_on=date(2026, 11, 30)), "最迟 2026-11-27"),
        (replace(HEARD, notified_on=None), "通知"),
    ],
)
def test_g08_a_hearing_asked_for_must_be_held_properly(pack, hearing, said):
    assert said in messages(verdict(pack, "G08", date(2026, 12, 10), notices=(NOTICE,), hearing=hearing))


@pytest.mark.parametrize(
    "hearing",
    [HEARD, HearingFacts(requested_on=date(2026, 11, 25), withdrawn_on=date(2026, 11, 27)),
     HearingFacts(requested_on=date(2026, 11, 25), forfeited_on=date(2026, 12, 8))],
)  # fmt: skip
def test_g08_lets_a_held_withdrawn_or_forfeited_hearing_through(pack, hearing):
    assert verdict(pack, "G08", date(2026, 12, 10), notices=(NOTICE,), hearing=hearing).state == "passed"


@pytest.mark.parametrize(("fine", "state"), [("30000", "passed"), ("29999.99", "passed"), ("30000.01", "refused")])
def test_g11_no_more_than_was_notified(pack, fine, state):
    decision = replace(DECISION, fine=Decimal(fine))
    assert verdict(pack, "G11", notices=(NOTICE,), decision=decision).state == state


def test_g11_a_heavier_second_notice_after_a_statement_needs_new_facts(pack):
    spoke = (StatementFacts(made_on=date(2026, 11, 25), reviewed_on=date(2026, 11, 26)),)
    second = replace(NOTICE, sent_on=date(2026, 11, 27), received_on=date(2026, 11, 27), fine=Decimal(50000))
    decision = replace(DECISION, fine=Decimal(50000))
    facts = {"notices": (NOTICE, second), "decision": decision}
    assert "新的事实" in messages(verdict(pack, "G11", statements=spoke, **facts))
    assert verdict(pack, "G11", **facts).state == "passed"
    explained = replace(second, new_facts="补充测量查明占地面积增加 120 平方米")
    assert verdict(pack, "G11", statements=spoke, notices=(NOTICE, explained), decision=decision).state == "passed"


def test_g11_does_not_apply_without_a_draft(pack):
    assert verdict(pack, "G11", notices=(NOTICE,)).state == "not_applicable"


def test_conditions_of_the_procedure(pack):
    facts = CaseFacts(notices=(NOTICE,), statements=(StatementFacts(made_on=TODAY),), decision=DECISION)
    assert holding(facts, pack, TODAY) == {"hearing_scope", "statement_made", "fine_imposed"}
