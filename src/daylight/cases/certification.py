"""“那天他持证吗”, and who has to be reminded: the list in force on that day, less what the register holds against it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from daylight.base import lawpack
from daylight.base.orgs.certificates import WORDS, audit_due, enforcement_state, state_on
from daylight.base.orgs.models import Agency, Certificate, Person, Section
from daylight.cases.gathering import officer_facts
from daylight.core.facts import OfficerFacts
from daylight.lists import queries as lists

REMINDER = "D42"
# Somebody has dealt with these already; there is no end to be reminded of.
GONE = ("suspended", "cancelled")
LISTED = "人员资格清单"


@dataclass(frozen=True, slots=True)
class Certified:
    """The answer for one person on one day. ``why``: a sentence either way; ``list_number``: the version it rests on."""

    person: Person
    on: date
    certified: bool
    why: str
    facts: OfficerFacts
    state: str
    list_number: int | None = None
    # The register holds something against a certificate that the list still calls 有效.
    list_lags: bool = False


@dataclass(frozen=True, slots=True)
class Expiring:
    """A certificate to see to: it ends on ``until`` (its validity or its audit, ``what``), or, without a day, it was
    suspended or cancelled. ``stopped``: nobody may be sent out on it any more."""

    person: Person
    what: str
    until: date | None
    remind_on: date
    stopped: bool


def certified_on(person: Person, on: date) -> Certified:
    """Whether ``person`` held a valid 执法证 on that day, and on what the answer rests. Says nothing of categories."""
    version = lists.in_force(person.agency, "officers", on)
    number = version.number if version else None
    facts = officer_facts(person, on)
    if not facts.certificate_number:
        why = f"{on} 施行的{LISTED}里没有他的执法证" if version else f"{on} 没有施行的{LISTED}"
        return Certified(person, on, False, f"{why}。", facts, "none", number)
    state = facts.status
    if state == "valid" and facts.valid_until is not None and on > facts.valid_until:
        state = "expired"
    if state == "valid" and (facts.valid_from is None or facts.valid_until is None or on < facts.valid_from):
        state = "early"
    lags = state not in ("valid", "expired") and enforcement_state(person, on) == state
    source = "证件登记" if lags else f"{LISTED}第 {number} 版"
    why = f"{source}：执法证 {facts.certificate_number} 当日{WORDS[state]}。"
    return Certified(person, on, state == "valid", why, facts, state, number, lags)


def expiring(agency: Agency, section: Section | None, today: date) -> list[Expiring]:
    """Certificates of a section (of the agency without one) that D42 reminds of, the nearest end first: validity and
    audit that end soon or have ended, and what is suspended. A handful of queries, however many people."""
    rule, calendar = lawpack.current().deadline(REMINDER, today), lawpack.current().calendar()
    listed = {row["code"]: row for row in lists.rows_in_force(agency, "officers", today)}
    people = Person.objects.filter(agency=agency, is_active=True).prefetch_related(
        "certificates__audits", "certificates__changes"
    )
    found = []
    for person in people.filter(section=section) if section else people:
        for what, until in _ends(person, listed.get(person.certificate_number), today):
            if until is None:
                found.append(Expiring(person, what, None, today, True))
            elif (remind_on := rule.due(until, calendar).due_on) <= today:
                found.append(Expiring(person, what, until, remind_on, today > until))
    return sorted(found, key=lambda each: (each.until or today, each.person.pk))


def _ends(person: Person, row: dict[str, Any] | None, today: date) -> Iterator[tuple[str, date | None]]:
    """What ends when for one person; without a day: suspended now. What was cancelled has no end to be reminded of."""
    states = {each: state_on(each, today) for each in person.certificates.all()}
    stopped = {each.kind for each, state in states.items() if state in GONE}
    if row is not None and row["valid_until"] is not None and Certificate.ENFORCEMENT not in stopped:
        yield "执法证有效期", row["valid_until"]
    for each, state in states.items():
        if state == "suspended":
            yield f"{each.get_kind_display()}已暂扣", None
        if state in GONE:
            continue
        for what, until in (("有效期", each.valid_until), ("年审", audit_due(each, today))):
            if until is not None:
                yield f"{each.get_kind_display()}{what}", until
