"""Gathering: what the gates need to know, read from the rows of this room and of the lists."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from daylight.base import lawpack
from daylight.base.orgs import certificates
from daylight.base.orgs.models import Person
from daylight.cases.entrustment import entrustment_facts
from daylight.cases.interests import recused
from daylight.cases.models import Case
from daylight.cases.moving import definition_of
from daylight.core.facts import (
    CaseFacts,
    JurisdictionFacts,
    OfficerFacts,
    OpeningFacts,
    RolesFacts,
    TransferFacts,
)
from daylight.core.moment import local_date
from daylight.lists import queries as lists

STATUS = {"有效": "valid", "暂扣": "suspended", "注销": "cancelled"}


def officer_facts(person: Person, on: date) -> OfficerFacts:
    """The certificate of ``person`` as the 人员资格清单 in force on ``on`` shows it, less what the register holds against
    it (暂扣、注销、未年审); not listed: no certificate."""
    listed = lists.officer(person.agency, person.certificate_number, on)
    if listed is None:
        return OfficerFacts(person_id=str(person.uuid), name=person.name)
    said, registered = STATUS.get(listed["status"], "cancelled"), certificates.enforcement_state(person, on)
    return OfficerFacts(
        person_id=str(person.uuid),
        name=person.name,
        certificate_number=person.certificate_number,
        valid_from=listed["valid_from"],
        valid_until=listed["valid_until"],
        # The register only takes away: what the list holds against a certificate no register entry lifts.
        status=said if said != "valid" or registered in ("", "valid") else registered,
        categories=frozenset(listed["categories"] or ()),
        areas=frozenset(_region_code(person, area, on) for area in listed["areas"] or ()),
    )


def _region_code(person: Person, area: str, on: date) -> str:
    """执法区域 as the list writes it (海阳市) in the GB/T 2260 code the gates compare; a code stays as it is."""
    return person.agency.region if lawpack.current().agency(on).region_name.endswith(area) else area


def opening_facts(case: Case, today: date) -> OpeningFacts | None:
    """The five conditions as confirmed; ``None`` before the opening was asked for."""
    opening = getattr(case, "opening", None)
    if opening is None:
        return None
    return OpeningFacts(
        identified_offender=opening.offender_known,
        unlawful_fact=opening.facts_exist,
        punishable=opening.liable,
        own_jurisdiction=opening.jurisdiction,
        within_limitation=opening.within_limitation,
        act_ended_on=case.act_ended_on,
        continuing=case.act_continuing,
        found_on=local_date(case.registered_at),
        item=case.law_item,
        item_name=case.item_name,
        basis=() if case.law_item else _basis_in_words(case, today),
    )


def _basis_in_words(case: Case, today: date) -> tuple[str, ...]:
    """The articles the list names for the matter: as it stands, or, struck off since, as it was registered under."""
    row = lists.item(case.agency, case.item_code, today)
    row = row or lists.item(case.agency, case.item_code, local_date(case.registered_at))
    return tuple(row["legal_basis"] or ()) if row else ()


def jurisdiction_facts(case: Case) -> JurisdictionFacts:
    """Whether the matter is another authority's first, and why it stays here."""
    return JurisdictionFacts(
        rural_house=case.rural_house, village_planning=case.village_planning, reason=case.jurisdiction_reason
    )


def transfer_facts(case: Case) -> TransferFacts:
    """Measured areas against the transfer thresholds, and the last decision about it."""
    last = case.screenings.order_by("-id").first()
    measures: dict[str, Decimal] = {}
    if case.farmland_m2:
        measures["farmland_occupied"] = case.farmland_m2
    if case.prime_farmland_m2:
        measures["prime_farmland_occupied"] = case.prime_farmland_m2
    return TransferFacts(
        item=case.law_item,
        measures=measures,
        decision=last.outcome if last and last.outcome != "none" else "",
        reason=last.reason if last else "",
    )


def roles_facts(case: Case) -> RolesFacts:
    """Who handles the case or once did, by uuid, with names for the sentences."""
    people = [h.person for h in case.handlers.select_related("person")]
    people += [each.leaving for each in case.reassignments.select_related("leaving")]
    withdrawn = recused(case)
    return RolesFacts(
        handlers=frozenset(str(p.uuid) for p in people),
        recused=frozenset(str(p.uuid) for p in withdrawn),
        names={str(p.uuid): p.name for p in (*people, *withdrawn)},
    )


def case_facts(case: Case, today: date) -> CaseFacts:
    """The parts of ``CaseFacts`` this room knows; higher rooms replace the rest."""
    definition = definition_of(case)
    return CaseFacts(
        area=case.agency.region,
        category=definition.certificate or definition.category,
        assigned=tuple(officer_facts(h.person, today) for h in case.handlers.select_related("person__agency")),
        opening=opening_facts(case, today),
        jurisdiction=jurisdiction_facts(case),
        entrustment=entrustment_facts(case, today),
        roles=roles_facts(case),
        transfer=transfer_facts(case),
    )
