"""Entering a party: what is typed is checked, sealed, and matched to the register by its number, never by name alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Q, QuerySet

from daylight.base.orgs.models import Agency
from daylight.base.permit import current_permit
from daylight.base.sealing import blind_index, seal, unseal
from daylight.cases.marks import Marks
from daylight.cases.models import Case, Party
from daylight.cases.party_models import FormerName, PartyQuestion, PartyRecord
from daylight.core.identifiers import compact, credit_code, identity, identity_warnings
from daylight.core.moment import local_date
from daylight.core.refusal import Refusal

# Another length cannot be a code at all; a check character that does not fit may still be a real registration and is
# only pointed out (law.md §7).
CREDIT_CODE_LENGTH = 18
PERSON = "person"
# Witnesses and complainants stand in no register: they are not looked up, and nobody should find them by name.
REGISTERED = "party"


@dataclass(slots=True)
class PartyInput:
    """One party as typed. ``kind``: person | organisation; ``role``: party, witness, complainant …"""

    name: str
    kind: str
    role: str = REGISTERED
    credit_code: str = ""
    id_number: str = ""
    phone: str = ""
    address: str = ""
    legal_representative: str = ""
    aliases: list[str] = field(default_factory=list)
    accounts: list[str] = field(default_factory=list)
    plates: list[str] = field(default_factory=list)

    @property
    def marks(self) -> Marks:
        return Marks.typed(self.aliases, self.accounts, self.plates)


def faults(party: PartyInput, today: date, suffix: str = "") -> Iterator[Refusal]:
    """What cannot be kept as typed; ``suffix`` names the row of the form the refusal stands at."""
    if party.credit_code.strip() and len(compact(party.credit_code)) != CREDIT_CODE_LENGTH:
        said = credit_code(party.credit_code).warnings[0]
        yield Refusal("field.credit_code", said, "GB 32100—2015", f"party_credit_code{suffix}")
    if party.id_number.strip():
        for said in identity_warnings(party.id_number, today):
            yield Refusal("field.identity", said, "GB 11643—1999", f"party_id_number{suffix}")
    yield from party.marks.faults(party.name, suffix)


def identity_index(number: str) -> str:
    """The blind index of an identity number however it is written (15 or 18 digits, x or X); "" for none."""
    read = identity(number)
    value = read.value if read else compact(number)
    return blind_index(value) if value else ""


def code_of(party: Party) -> str:
    """The credit code as it is compared."""
    return compact(party.credit_code)


def index_of(party: Party) -> str:
    """The blind index of the number sealed with ``party``."""
    sealed = party.identity_sealed
    return identity_index(unseal(bytes(sealed))) if sealed and party.kind == PERSON else ""


def enter(case: Case, typed: PartyInput, now: datetime) -> Party:
    """Inside an open act: the row of one party, in the register or with its questions."""
    current_permit()
    number = typed.id_number.strip()
    party = Party.objects.create(
        case=case,
        role=typed.role,
        kind=typed.kind,
        name=typed.name.strip(),
        credit_code=compact(typed.credit_code),
        identity_sealed=seal(number) if number else None,
        marks_sealed=typed.marks.sealed(),
        phone=typed.phone.strip(),
        address=typed.address.strip(),
        legal_representative=typed.legal_representative.strip(),
    )
    if party.role == REGISTERED:
        file_party(party, index_of(party), now)
    return party


def file_party(party: Party, index: str, now: datetime) -> None:
    """Inside an open act: link ``party`` by its number, ask where only the name fits, or begin a record of its own."""
    current_permit()
    agency, code = party.case.agency, code_of(party)
    record = by_number(agency, code, index)
    if record is not None:
        _note_name(record, party, now)
        _link(party, record)
        return
    alike = list(namesakes(agency, party.kind, party.name, code, index))
    PartyQuestion.objects.bulk_create(PartyQuestion(party=party, record=each) for each in alike)
    if not alike:
        _link(party, begin_record(party, index, now))


def by_number(agency: Agency, code: str, index: str) -> PartyRecord | None:
    """The record that bears this identity number, else the one that bears this credit code."""
    found = PartyRecord.objects.filter(agency=agency)
    by_identity = found.filter(identity_index=index).first() if index else None
    return by_identity or (found.filter(credit_code=code).first() if code else None)


def namesakes(agency: Agency, kind: str, name: str, code: str, index: str) -> QuerySet[PartyRecord]:
    """Records of that name, or once of that name, that may be the same: two different numbers are two parties."""
    folded = compact(name)
    found = PartyRecord.objects.filter(Q(folded=folded) | Q(former_names__folded=folded), agency=agency, kind=kind)
    if code:
        found = found.filter(credit_code="")
    if index:
        found = found.filter(identity_index="")
    return found.distinct()


def begin_record(party: Party, index: str, now: datetime) -> PartyRecord:
    """A record of its own for a party that is on no register yet."""
    current_permit()
    return PartyRecord.objects.create(
        agency=party.case.agency,
        kind=party.kind,
        name=party.name,
        folded=compact(party.name),
        credit_code=code_of(party),
        identity_index=index,
        created_at=now,
    )


def complete_record(record: PartyRecord, party: Party, index: str, now: datetime) -> None:
    """A person said it is the same: the number the record lacked is added, the party linked."""
    current_permit()
    record.credit_code = record.credit_code or code_of(party)
    record.identity_index = record.identity_index or index
    record.save(update_fields=["credit_code", "identity_index"])
    _note_name(record, party, now)
    _link(party, record)


def settle_alone(party: Party, index: str, now: datetime) -> None:
    """A person said it is none of the candidates: its own record, or the one its number has meanwhile."""
    current_permit()
    record = by_number(party.case.agency, code_of(party), index) or begin_record(party, index, now)
    _link(party, record)


def rename(record: PartyRecord, name: str, until: date) -> None:
    """The record bears ``name`` from now on; the old one stays findable."""
    current_permit()
    FormerName.objects.create(record=record, name=record.name, folded=record.folded, until=until)
    record.name, record.folded = name, compact(name)
    record.save(update_fields=["name", "folded"])


def _note_name(record: PartyRecord, party: Party, now: datetime) -> None:
    folded = compact(party.name)
    # A code or a number fits and the name does not: the party has changed its name, unless it is one it bore before.
    if folded != record.folded and not record.former_names.filter(folded=folded).exists():
        rename(record, party.name, local_date(now))


def _link(party: Party, record: PartyRecord) -> None:
    party.record = record
    party.save(update_fields=["record"])
