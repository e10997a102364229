"""听证主持人: who presides, as the record of the hearing names him, and the certificate he presides by (G06)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from daylight.base.orgs.certificates import state_on
from daylight.base.orgs.models import Certificate, Person
from daylight.cases.models import Case
from daylight.core.inspectionfacts import HostFacts
from daylight.core.moment import BEIJING, local_date
from daylight.decisions.entries import Entries

# The papers that name a host, the record last, and the field of each that says when.
PAPERS = (("hearing_record", "held_at"), ("hearing_summons", "hearing_at"))


def host_facts(case: Case, entries: Entries, today: date) -> HostFacts | None:
    """Read from the 听证通知书 or the 听证笔录, whichever is about the later hearing; None before there is one."""
    found = [(entries[code], _day(entries[code].get(when), today)) for code, when in PAPERS if code in entries]
    return _host(case, *max(found, key=lambda each: each[1])) if found else None


def host_named(case: Case, minutes: Mapping[str, Any] | None, today: date) -> HostFacts | None:
    """Who presided, by the record of a hearing with the fields host, host_certificate and held_at."""
    return None if minutes is None else _host(case, minutes, _day(minutes.get("held_at"), today))


def _host(case: Case, minutes: Mapping[str, Any], on: date) -> HostFacts:
    host = minutes.get("host")
    named = host if isinstance(host, Mapping) else {"name": str(host or "")}
    typed = str(minutes.get("host_certificate") or "").strip()
    certificate, until = _certificate(case, named, on, typed)
    return HostFacts(
        person_id=str(named.get("uuid") or named.get("name") or ""),
        name=str(named.get("name") or ""),
        on=on,
        certificate=certificate,
        valid_until=until,
    )


def _day(typed: object, today: date) -> date:
    moment = datetime.fromisoformat(str(typed)) if typed else None
    # A form's datetime-local carries no zone: it is the clock on the wall in China.
    if moment is not None and moment.tzinfo is None:
        moment = moment.replace(tzinfo=BEIJING)
    return local_date(moment) if moment else today


def _certificate(case: Case, named: Mapping[str, object], on: date, typed: str) -> tuple[str, date | None]:
    """The number and last valid day that count: once the register carries a host's certificate of a person of this
    agency, only it does; for everybody else what the record says, which the host signed."""
    people = Person.objects.filter(agency=case.agency, name=named.get("name") or "")
    if named.get("uuid"):
        people = Person.objects.filter(agency=case.agency, uuid=named["uuid"])
    held = Certificate.objects.filter(person__in=people, kind=Certificate.HEARING_HOST)
    registered = list(held.prefetch_related("audits", "changes").order_by("-issued_on", "-id"))
    if not registered:
        return typed, None
    valid = next((each for each in registered if state_on(each, on) in ("valid", "expired")), None)
    return (valid.number, valid.valid_until) if valid else ("", None)
