"""“那天他持证吗”, and who has to be reminded: the list in force on that day, less what the register holds against it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from daylight.base import lawpack
from daylight.base.orgs.certificates import WORDS, audit_due, enforcement_state
from daylight.base.orgs.models import Agency, Certificate, Person, Section
from daylight.cases.gathering import officer_facts
from daylight.core.facts import OfficerFacts
from daylight.lists import queries as lists

REMINDER = "D42"
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
    """A certificate to see to: it ends on ``until`` (its validity or its audit, ``what``), or nobody may be sent out on it."""

    person: Person
    what: str
    until: date
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
    audit that end soon, and whoever may not be sent out already."""
    rule, calendar = lawpack.current().deadline(REMINDER, today), lawpack.current().calendar()
    found = []
    people = (
        Person.objects.filter(agency=agency, is_active=True).exclude(certificate_number="").select_related("agency")
    )
    for person in people.filter(section=section) if section else people:
        answer = certified_on(person, today)
        ends = [("执法证有效期", answer.facts.valid_until)] if answer.facts.valid_until else []
        ends += [(f"{each.get_kind_display()}年审", audit_due(each, today)) for each in _audited(person)]
        for what, until in ends:
            if until is None:
                continue
            remind_on = rule.due(until, calendar).due_on
            if remind_on <= today:
                found.append(Expiring(person, what, until, remind_on, today > until))
        if not answer.certified and answer.state in ("suspended", "cancelled"):
            found.append(Expiring(person, f"执法证{WORDS[answer.state]}", today, today, True))
    return sorted(found, key=lambda each: (each.until, each.person.pk))


def _audited(person: Person) -> list[Certificate]:
    return [
        each
        for each in person.certificates.prefetch_related("audits", "changes")
        if not any(change.kind == "cancelled" for change in each.changes.all())
    ]
