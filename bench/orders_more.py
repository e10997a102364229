"""The side ways a second time: evidence, hearing, service of each kind of decision, execution, reviews, closing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

from bench.orders_days import months_later, rolled, workdays_strictly_between
from bench.orders_desk import Desk

Rule = Callable[[Desk, str], Iterator[str]]


def nothing_held(desk: Desk, _: str) -> Iterator[str]:
    if desk.side.held_since is not None:
        yield "evidence is held and not disposed of"


def _held_over(desk: Desk) -> bool:
    """Seven working days lie behind the day of holding and today is after the last of them."""
    since = desk.side.held_since
    return since is not None and workdays_strictly_between(since, desk.today) >= 7


def held_in_time(desk: Desk, _: str) -> Iterator[str]:
    if desk.side.held_since is None or _held_over(desk):
        yield "no evidence held, or held too long"


def held_too_long(desk: Desk, _: str) -> Iterator[str]:
    if not _held_over(desk):
        yield "the time to dispose is not over"


def party_told(desk: Desk, _: str) -> Iterator[str]:
    if desk.side.untold:
        yield "the party was not told of the suspension or resumption"


def to_be_told(desk: Desk, _: str) -> Iterator[str]:
    if not desk.side.untold:
        yield "nothing to tell"


def hearing_pending(desk: Desk, _: str) -> Iterator[str]:
    if desk.asked_on is None or desk.held_on is not None or desk.withdrawn_on is not None:
        yield "no hearing is pending"


def hearing_held(desk: Desk, _: str) -> Iterator[str]:
    if desk.held_on is None:
        yield "no hearing was held"


def not_asked_twice(desk: Desk, _: str) -> Iterator[str]:
    if desk.asked_on is not None:
        yield "asked before"


def certified(desk: Desk, _: str) -> Iterator[str]:
    side = desk.side
    if not side.host_card or (side.host_until and side.host_until < desk.today):
        yield "host without certificate"


def goes(*ways: str) -> Rule:
    """The decision on the table is one of these; none on the table is none of these."""

    def rule(desk: Desk, _: str) -> Iterator[str]:
        if not desk.drafted or desk.side.way not in ways:
            yield "another kind of decision"

    return rule


def fined(desk: Desk, _: str) -> Iterator[str]:
    if not desk.drafted or not desk.punishing or not desk.fine:
        yield "no fine"


def confiscated(desk: Desk, _: str) -> Iterator[str]:
    if not desk.drafted or not desk.punishing or "confiscate_property" not in desk.kinds:
        yield "nothing to hand over"


def overdue(desk: Desk, _: str) -> Iterator[str]:
    side = desk.side
    if "serve_decision" not in desk.history or side.served_on is None:
        yield "not served"
        return
    last = rolled(side.served_on + timedelta(15))
    if max(last, side.deferred_until or last) >= desk.today:
        yield "time to perform not over"


def to_court(desk: Desk, _: str) -> Iterator[str]:
    """行政强制法 第五十三条、第五十四条; 处罚法 第七十二条."""
    side, today = desk.side, desk.today
    if side.performed or side.overturned or side.pending:
        yield "performed, set aside or under review"
    if side.urged_on is None or side.urged_on > today or workdays_strictly_between(side.urged_on, today) < 10:
        yield "not urged, or too soon"
    if side.served_on is None:
        return
    review = rolled(side.served_on + timedelta(60))
    suit = rolled(side.served_on + timedelta(15) if "demolish" in desk.kinds else months_later(side.served_on, 6))
    start = end = max(review, suit)
    if side.deferred_until:
        start = max(end, side.deferred_until)
    if today <= start or today > rolled(months_later(start, 3)):
        yield "not in the three months"


def changed(desk: Desk, _: str) -> Iterator[str]:
    if not desk.side.changed:
        yield "no decision was changed"


def standing(desk: Desk, _: str) -> Iterator[str]:
    if "revoke_decision" in desk.history:
        yield "the decision fell"


def waiting(desk: Desk, _: str) -> Iterator[str]:
    yield "no transfer to the police stands behind this case"


def answerable(desk: Desk, _: str) -> Iterator[str]:
    if not desk.side.answering:
        yield "nothing to answer"


def pending(desk: Desk, _: str) -> Iterator[str]:
    if not desk.side.pending:
        yield "no review or suit runs"


def fallen(desk: Desk, _: str) -> Iterator[str]:
    if not desk.side.fallen:
        yield "the decision stands"
    if desk.side.pending:
        yield "the review or suit is not over"


def not_pending(desk: Desk, _: str) -> Iterator[str]:
    if desk.side.pending:
        yield "one runs already"


# What must have been done for a way of closing to be true (部办法 第四十六条).
TRUE_WHEN: dict[str, tuple[str, ...]] = {
    "moved": ("serve_transfer",), "terminated": ("terminate_investigation",), "no_penalty": ("serve_no_penalty",),
    "performed": ("register_payment", "record_performance", "hand_over_goods"),
    "enforcement_ended": ("end_enforcement",), "enforcement_applied": ("apply_court",), "other": (),
}  # fmt: skip


def closing(desk: Desk, _: str) -> Iterator[str]:
    if desk.outcome not in TRUE_WHEN or not desk.materials:
        yield "no lawful end"
    elif desk.outcome == "performed" and desk.unpaid:
        yield "not paid"
    needed = TRUE_WHEN.get(desk.outcome, ())
    if needed and not set(needed) & set(desk.history):
        yield f"{desk.outcome} is not what happened"
    if desk.discipline and desk.discipline_on is None and desk.outcome in TRUE_WHEN:
        yield "discipline not referred"


CONDITIONS: dict[str, tuple[Rule, ...]] = {
    "hold_evidence": (nothing_held,), "abandon_evidence_hold": (nothing_held,), "dispose_evidence": (held_in_time,),
    "release_evidence": (held_too_long,), "conclude_investigation": (party_told,), "notify_resumption": (to_be_told,),
    "record_hearing_request": (not_asked_twice,), "summon_hearing": (hearing_pending,),
    "serve_hearing_summons": (hearing_pending,), "record_hearing": (hearing_pending,), "end_hearing": (hearing_pending,),
    "report_hearing": (hearing_held,), "serve_decision": (goes("punish"),),
    "serve_no_penalty": (goes("minor", "unfounded"),), "serve_transfer": (goes("transfer"),),
    "hand_over_goods": (confiscated,), "request_deferral": (fined,), "give_surcharge_notice": (fined, overdue),
    "conclude_agreement": (overdue,), "register_payment": (standing,),
    "resume_after_transfer": (waiting,),
    "urge_performance": (overdue,), "revoke_late": (goes("punish"),), "alter_decision": (goes("punish"),),
    "note_withdrawal": (changed,), "register_review": (not_pending,), "register_simple_review": (not_pending,),
    "register_suit": (not_pending,), "answer_remedy": (answerable,), "record_upheld": (pending,),
    "record_overturned": (pending,), "decide_anew": (fallen,),
}  # fmt: skip
