"""判断的结果: what a gate answers, and what a predicate may ask."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from daylight.core.lawdata import LawPack
from daylight.core.lawrecords import GateRule
from daylight.core.refusal import Refusal
from daylight.core.workcalendar import WorkCalendar

State = Literal["passed", "refused", "not_applicable", "overridden"]
STATE_NAMES: dict[str, str] = {
    "passed": "通过",
    "refused": "未通过",
    "not_applicable": "不适用",
    "overridden": "例外放行",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """例外放行 of one gate: `asked_by` who needs it, `granted_by` the second person who answers for it, both by person_id;
    the names are for the sentences, `granted_at` for the journal. `seen`: the sentences the second person had before him;
    when given, what he did not see is not let pass."""

    gate: str
    asked_by: str
    granted_by: str
    reason: str
    granted_at: datetime
    asked_name: str = ""
    granted_name: str = ""
    seen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """One gate's answer. `why` says in Chinese what was found; `doubt` is 依据待核 for an unverified rule.

    An overridden gate has no `refusals`: they are in `set_aside`, and `override` says who answers for that.
    """

    gate: str
    title: str
    state: State
    refusals: tuple[Refusal, ...]
    why: str
    cite: str
    doubt: str = ""
    override: Override | None = None
    set_aside: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a predicate returns."""

    refusals: tuple[Refusal, ...] = ()
    why: str = ""
    applies: bool = True


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What a predicate asks with: its rule, the law, today in China and the working days."""

    rule: GateRule
    pack: LawPack
    today: date
    calendar: WorkCalendar

    def refusal(self, message: str, field: str = "", cite: str = "") -> Refusal:
        return Refusal(self.rule.id, message, cite or self.rule.cite, field)


def not_applicable(why: str) -> Answer:
    return Answer((), why, applies=False)


def answer(refusals: list[Refusal], why: str) -> Answer:
    """Refused when there are refusals, otherwise passed because of `why`."""
    return Answer(tuple(refusals), why if not refusals else "")
