"""The side ways of a case on the clerk's desk: evidence held, hearing, other outcomes, the court, reviews and suits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from bench.orders_days import rolled
from daylight.core import facts as f
from daylight.core.forcefacts import CourtFacts
from daylight.core.inspectionfacts import HostFacts

if TYPE_CHECKING:
    from bench.orders_desk import Desk

SPARING = {"minor": "no_penalty_decision", "unfounded": "no_penalty_decision", "transfer": "transfer_letter"}
DRAFTS = ("draft_decision", "draft_no_penalty")
# Where drafts begin: coming there again takes the old draft out of force.
ANEW = ("hear_case", "renew_notice", "serve_notice", "keep_notice")
ENDS = {
    "terminate_investigation": "terminated", "serve_no_penalty": "no_penalty", "serve_transfer": "moved",
    "end_enforcement": "enforcement_ended", "revoke_decision": "other", "apply_court": "enforcement_applied",
}  # fmt: skip


@dataclass
class Side:
    """What the moves themselves leave running, and what somebody could get wrong about it."""

    way: str = "punish"
    held_since: date | None = None
    untold: bool = False
    changed: bool = False
    answering: bool = False
    pending: bool = False
    served_on: date | None = None
    urged_on: date | None = None
    deferred_until: date | None = None
    performed: bool = False
    overturned: bool = False
    fallen: bool = False
    host: str = "8"
    host_card: str = "H1"
    host_until: date | None = None

    def mended(self, today: date) -> Side:
        """Everything right for whatever comes next; what runs goes on running."""
        # Served so long ago that the remedies are over and the three months for the court are not.
        return replace(
            Side(),
            way=self.way, held_since=self.held_since, untold=self.untold, changed=self.changed,
            answering=self.answering, pending=self.pending, fallen=self.fallen,
            served_on=today - timedelta(200), urged_on=today - timedelta(40),
        )  # fmt: skip

    def after(self, code: str, today: date) -> None:
        """What a move that was let through starts and stops."""
        if code == "hold_evidence":
            self.held_since = today
        elif code in ("dispose_evidence", "release_evidence"):
            self.held_since = None
        elif code in ("suspend_investigation", "resume_investigation"):
            self.untold = True
        elif code in ("serve_suspension_notice", "terminate_investigation"):
            self.untold = False
        elif code in ("register_review", "register_simple_review", "register_suit"):
            self.answering = self.pending = True
        elif code == "answer_remedy":
            self.answering = False
        elif code in ("record_upheld", "record_overturned"):
            self.answering = self.pending = False
        if code in ("revoke_decision", "revoke_late", "alter_decision", "record_overturned"):
            self.changed = True
        elif code == "note_withdrawal":
            self.changed = False
        if code in ("revoke_decision", "revoke_late", "record_overturned"):
            self.fallen = True
        elif code == "decide_anew":
            self.fallen = False


def drafted(history: list[str]) -> bool:
    """Whether a draft is on the table."""
    for each in reversed(history):
        if each in DRAFTS:
            return True
        if each in ANEW:
            return False
    return False


def lawful_end(history: list[str]) -> str:
    """The closing outcome that fits how the case came to its end."""
    found = [ENDS[each] for each in history if each in ENDS]
    return found[-1] if found else "performed"


def court_facts(desk: Desk) -> CourtFacts | None:
    side = desk.side
    if "serve_decision" not in desk.history:
        return CourtFacts(remedies_pending=True) if side.pending else None
    due = None if side.served_on is None else rolled(side.served_on + timedelta(15))
    if due and side.deferred_until:
        due = max(due, side.deferred_until)
    return CourtFacts(
        urged_on=side.urged_on, performed=side.performed, decision_served_on=side.served_on,
        demolition="demolish" in desk.kinds, deferred_until=side.deferred_until, remedies_pending=side.pending,
        perform_by=due, overturned=side.overturned,
    )  # fmt: skip


def host_facts(desk: Desk) -> HostFacts:
    side = desk.side
    return HostFacts(
        person_id=side.host, name="主持人", on=desk.today, certificate=side.host_card, valid_until=side.host_until
    )


def plain_decision(desk: Desk) -> f.DecisionFacts:
    """A decision that does not punish: its paper filled in."""
    paper = SPARING[desk.side.way]
    words = dict.fromkeys(PLAIN_FIELDS[paper], "已写明")
    if "remedy" in words:
        words["remedy"] = f"收到之日起六十日内向{desk.remedy_body}申请复议，或者{desk.suit}内起诉"
    words["decided_on"] = str(desk.dated or "")
    words.pop(desk.blank, None)
    return f.DecisionFacts(item="T04", decided_on=desk.dated, fields=words, document=paper, seal_ok=desk.seal)


PLAIN_FIELDS = {
    "no_penalty_decision": (
        "party", "facts", "evidence", "outcome_ground", "reasons", "basis", "education", "remedy", "agency",
    ),
    "transfer_letter": ("addressee", "party", "facts", "reasons", "basis", "materials", "contact", "agency"),
}  # fmt: skip


def _side(name: str, *values: Callable[[Desk], object]) -> Callable[[Desk, int], None]:
    def change(desk: Desk, n: int) -> None:
        setattr(desk.side, name, values[n % len(values)](desk))

    return change


def _served(desk: Desk, n: int) -> None:
    desk.side.served_on = desk.today - timedelta(days=(200, 3, 16, 61, 170, 190, 270, 300)[n % 8])


SIDE_SPOILS: dict[str, Callable[[Desk, int], None]] = {
    "way": _side("way", lambda d: "minor", lambda d: "transfer", lambda d: "punish", lambda d: "unfounded"),
    "held": _side(
        "held_since", lambda d: None, lambda d: d.today, lambda d: d.today - timedelta(8), lambda d: d.today - timedelta(9),
        lambda d: d.today - timedelta(11), lambda d: d.today - timedelta(30),
    ),
    "untold": _side("untold", lambda d: True, lambda d: False),
    "changed": _side("changed", lambda d: True, lambda d: False),
    "answering": _side("answering", lambda d: True, lambda d: False),
    "pending": _side("pending", lambda d: True, lambda d: False),
    "served": _served,
    "urged": _side(
        "urged_on", lambda d: None, lambda d: d.today, lambda d: d.today - timedelta(12), lambda d: d.today - timedelta(14),
        lambda d: d.today - timedelta(15), lambda d: d.today + timedelta(1), lambda d: d.today - timedelta(17),
    ),
    "deferred": _side(
        "deferred_until", lambda d: d.today, lambda d: d.today - timedelta(1), lambda d: d.today + timedelta(30),
        lambda d: d.today - timedelta(100), lambda d: None,
    ),
    "performed": _side("performed", lambda d: True, lambda d: False),
    "overturned": _side("overturned", lambda d: True, lambda d: False),
    "fallen": _side("fallen", lambda d: True, lambda d: False),
    "host": _side("host", lambda d: "1", lambda d: "2", lambda d: "8"),
    "host card": _side("host_card", lambda d: "", lambda d: "H1"),
    "host until": _side("host_until", lambda d: d.today - timedelta(1), lambda d: d.today, lambda d: None),
}  # fmt: skip
PROOFS = frozenset(
    {
        "缴款凭证或者履行记录", "终止调查审批", "强制执行申请书", "受理通知", "移送函", "送达回证", "不予行政处罚决定书",
        "终结执行的材料", "情况说明",
    }
)  # fmt: skip


def closing_facts(desk: Desk) -> f.ClosingFacts:
    return f.ClosingFacts(
        outcome=desk.outcome, materials=PROOFS if desk.materials else frozenset(), unpaid=Decimal(desk.unpaid),
        discipline_due=desk.discipline, discipline_sent_on=desk.discipline_on, made=frozenset(desk.history),
    )  # fmt: skip
