"""The facts of one party of one decision, as the 双公示 table is filled from them (channels/credit_china/mapping.py).

Texts are the masked ones the public reads; where nothing is public they are masked here, and every doubt is hidden, because
nobody looks a second time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from daylight.base import sealing
from daylight.cases.models import Case, Party
from daylight.channels.credit_china.tables import Paper, Tables, tables_on
from daylight.core.canonical import canonical
from daylight.core.masking import Facts, mask
from daylight.decisions import composing
from daylight.decisions.models import Decision
from daylight.decisions.outcomes import PENALTY
from daylight.disclosure import record_building, redaction
from daylight.disclosure.known_people import people_in_papers
from daylight.disclosure.models import Copy
from daylight.recording.models import Document
from daylight.recording.papers import fields_of

HIDDEN = "**"
CERTIFICATE = "permit_certificate"
CONFISCATING = ("confiscate_income", "confiscate_property")
LICENCE = ("suspend_licence", "revoke_licence")


def paper_code(decision: Decision) -> str:
    """Which paper the decision is."""
    return str(decision.document.code) if decision.document else PENALTY


def reported_paper(decision: Decision, tables: Tables) -> Paper | None:
    """How decisions of this kind are reported; None when they are not."""
    return tables.paper(paper_code(decision))


def parties_of(decision: Decision) -> list[Party]:
    """Everybody decided upon: one row each."""
    return list(decision.case.parties.filter(role="party").order_by("id"))


def public_copy(decision: Decision) -> Copy | None:
    """The version the public reads now, if there is one."""
    return Copy.objects.filter(task__decision=decision, confirmed_at__isnull=False).order_by("-version").first()


def facts_of(decision: Decision, party: Party, today: date) -> dict[str, Any]:
    """Flat facts, see ``mapping.py``. The number of a natural person is in clear: never store or show them as they are."""
    tables = tables_on(today)
    paper = reported_paper(decision, tables)
    if paper is None:
        raise LookupError(f"{paper_code(decision)} is not reported")
    case, agency = decision.case, decision.case.agency
    decided_on = decision.decided_on or today
    person = party.kind == "person"
    number = record_building.identity_number(party) if person else ""
    facts = {
        "party_name": party.name,
        "party_kind": party.kind,
        "credit_code": "" if person else party.credit_code,
        "legal_representative": "" if person else party.legal_representative,
        "identity_kind": "身份证" if number else "",
        "identity_number": number,
        "number": decision.number,
        "decided_on": decided_on.isoformat(),
        "agency_name": agency.name,
        "agency_code": agency.credit_code,
        "state": paper.state,
        "remark": "演示数据" if case.demonstration else "",
    }
    made = _penalty if paper.table == "penalty" else _permit
    return facts | made(decision, party, _texts(decision, decided_on), tables)


def digest_of(facts: Mapping[str, Any]) -> str:
    """Equal for equal facts. Keyed: a plain digest would let a number be guessed from the rest."""
    return sealing.blind_index(canonical(dict(facts)).decode())


def _penalty(decision: Decision, party: Party, texts: Mapping[str, str], tables: Tables) -> dict[str, Any]:
    fields, decided_on = decision.fields, decision.decided_on
    lines = [each for each in fields["penalties"] if not each.get("party") or str(each["party"]) == str(party.uuid)]
    kinds = list(dict.fromkeys(each["kind"] for each in lines))
    basis = composing.further_basis(decision.case, fields, decided_on) if decided_on else fields["basis"]
    return {
        "violation": decision.case.item_name,
        "facts": texts["facts"],
        "basis": "；".join(basis),
        "penalty_kinds": kinds,
        "content": texts["content"],
        "fine_yuan": _fine(lines, fields) if "fine" in kinds else "",
        "confiscated_yuan": _sum(lines, CONFISCATING),
        "licence": "；".join(each["text"] for each in lines if each["kind"] in LICENCE),
        "valid_until": tables.endless(),
    }


def _permit(decision: Decision, party: Party, texts: Mapping[str, str], tables: Tables) -> dict[str, Any]:
    fields = decision.fields
    certificate = (
        Document.objects.filter(case=decision.case, code=CERTIFICATE).exclude(number="").order_by("-id").first()
    )
    decided_on = decision.decided_on.isoformat() if decision.decided_on else ""
    return {
        "paper": decision.document.title if decision.document else "",
        "licence_kind": fields.get("licence_kind", ""),
        "content": texts["content"],
        # A permit is good from the day of the decision unless it says otherwise.
        "valid_from": fields.get("valid_from") or decided_on,
        "valid_until": fields.get("valid_until") or tables.endless(),
        "certificate_name": str(fields_of(certificate).get("certificate_name", "")) if certificate else "",
        "certificate_number": certificate.number if certificate else "",
    }


def _texts(decision: Decision, on: date) -> dict[str, str]:
    copy = public_copy(decision)
    if copy is not None:
        said = "；".join(each["text"] for each in copy.record.get("penalties", ()))
        return {"facts": copy.record["facts"], "content": said or str(copy.record.get("result", ""))}
    fields = decision.fields
    if "penalties" in fields:
        told = composing.further_facts(decision.case, fields, on)
        content = "；".join(each["text"] for each in fields["penalties"])
    else:
        told, content = "", str(fields.get("content") or fields.get("facts") or "")
    known, rules = _known(decision.case, decision, on), record_building.mask_rules(on)
    return {name: hidden(text, known, rules) for name, text in (("facts", told), ("content", content))}


def hidden(text: str, known: Facts, rules: Any) -> str:
    """``text`` with everything masked, and every doubtful place hidden as well."""
    result = mask(text, known, rules)
    places = [(each.start, each.end, each.replacement) for each in result.spans]
    taken = [(start, end) for start, end, _ in places]
    for doubt in result.uncertain:
        if not any(start < doubt.end and doubt.start < end for start, end in taken):
            places.append((doubt.start, doubt.end, HIDDEN))
            taken.append((doubt.start, doubt.end))
    out, at = [], 0
    for start, end, shown in sorted(places):
        out += [text[at:start], shown]
        at = end
    return "".join([*out, text[at:]])


def residue(decision: Decision, facts: Mapping[str, Any], on: date) -> list[str]:
    """What can still be read in the texts; anything here keeps the record at home."""
    known, rules = _known(decision.case, decision, on), record_building.mask_rules(on)
    texts: Iterable[str] = (str(facts.get(name) or "") for name in ("facts", "content", "licence"))
    return list(dict.fromkeys(left for text in texts for left in redaction.residue_of_text(text, known, rules)))


def _known(case: Case, decision: Decision, on: date) -> Facts:
    agency = case.agency
    parties = [
        {
            "name": each.name,
            "kind": each.kind,
            "role": {"legal_representative": "legal_rep"}.get(each.role, each.role),
            "phone": each.phone,
            "address": each.address,
            "credit_code": each.credit_code,
            "id_number": record_building.identity_number(each),
        }
        for each in case.parties.all()
    ]
    return Facts.read(
        {
            "parties": [*({k: v for k, v in each.items() if v} for each in parties), *people_in_papers(case)],
            "officers": [{"name": each.person.name} for each in case.handlers.select_related("person")],
            "keep": [
                each for each in (decision.number, case.number, agency.name, agency.address, agency.phone) if each
            ],
            "on": (decision.decided_on or on).isoformat(),
        }
    )


def _fine(lines: Iterable[Mapping[str, Any]], fields: Mapping[str, Any]) -> str:
    """What this party pays; the sum of the decision where the lines do not say."""
    return _sum(lines, ("fine",)) or str(fields.get("fine_yuan") or "")


def _sum(lines: Iterable[Mapping[str, Any]], kinds: tuple[str, ...]) -> str:
    amounts = [str(each.get("amount_yuan") or "").replace(",", "") for each in lines if each["kind"] in kinds]
    found = [Decimal(each) for each in amounts if each]
    return format(sum(found, Decimal(0)), "f") if found else ""
