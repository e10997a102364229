"""What the officer need not type again: his usual partner, where he last was (offered, never entered), the agency's bank, words used before."""

from __future__ import annotations

from dataclasses import dataclass

from daylight.base.orgs.models import Person
from daylight.cases.models import Case, Handler
from daylight.decisions.models import Decision
from daylight.decisions.onspot.offering import PROCEDURE

WORDS = 6


@dataclass(frozen=True, slots=True)
class Remembered:
    """First values of the page; empty where nothing was done before."""

    partner: Person | None = None
    place: str = ""
    payee: str = ""
    details: tuple[str, ...] = ()


def remembered(person: Person) -> Remembered:
    """From the cases this person led and the decisions of his agency, the latest first."""
    led = Handler.objects.filter(person=person, lead=True).values("case_id")
    beside = Handler.objects.filter(case_id__in=led, person__is_active=True).exclude(person=person)
    usual = beside.exclude(person__certificate_number="").select_related("person").order_by("-case_id").first()
    here = Case.objects.filter(agency_id=person.agency_id, procedure=PROCEDURE).order_by("-id")
    mine = here.filter(pk__in=led).values_list("place", flat=True).first()
    banks = Decision.objects.filter(case__agency_id=person.agency_id, collection=None).exclude(fields__payee="")
    last = banks.order_by("-id").first()
    details = dict.fromkeys(here.values_list("lead", flat=True)[: WORDS * 4])
    return Remembered(
        partner=usual.person if usual else None,
        place=mine or "",
        payee=str(last.fields.get("payee") or "") if last else "",
        details=tuple(details)[:WORDS],
    )
