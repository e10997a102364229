"""利害关系与回避 (处罚法第43条): who may not be put on a case, and whose withdrawal was decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Q

from daylight.base.orgs.models import Person
from daylight.cases.models import Case, Party
from daylight.cases.parties import REGISTERED, PartyInput, by_number, identity_index
from daylight.cases.party_models import Interest, PartyRecord, Recusal
from daylight.core.identifiers import compact
from daylight.core.refusal import Refusal

RELATIONS = {"own": "本人有利害关系", "relative": "与当事人是近亲属", "other": "其他可能影响公正执法的关系"}
CITE = "行政处罚法第四十三条"


def recused(case: Case) -> frozenset[Person]:
    """Persons whose withdrawal from ``case`` was decided."""
    return frozenset(each.person for each in case.recusals.filter(granted=True).select_related("person"))


def conflict_of(person: Person, case: Case) -> str:
    """Why ``person`` may not be put on ``case`` now, in words; empty when nothing stands against it.

    A decision outweighs the declaration: who was decided to stay may be assigned.
    """
    decided = Recusal.objects.filter(case=case, person=person).exclude(granted=None).order_by("-id").first()
    if decided is not None:
        return "已决定回避本案" if decided.granted else ""
    interest = _interests(person, case).first()
    return _said(interest, str(case.title)) if interest else ""


def refusals_for(person: Person, case: Case, field: str) -> list[Refusal]:
    """G04 for an assignment: the declared relation or the decision, beside the field where he was chosen."""
    why = conflict_of(person, case)
    return [Refusal("G04", f"{person.name}{why}，请另派人员。", CITE, field)] if why else []


def refusals(actor: Person, partner: Person, typed: Sequence[PartyInput]) -> list[Refusal]:
    """G04 for a case that is only being registered: both officers against the parties typed."""
    records = list(_records_of(actor, typed))
    if not records:
        return []
    found = []
    for person, field in ((actor, ""), (partner, "partner")):
        interest = Interest.objects.filter(person=person, record__in=records).select_related("record").first()
        if interest is not None and interest.record is not None:
            said = _said(interest, interest.record.name)
            found.append(Refusal("G04", f"{person.name}{said}，不能承办本案，请由其他执法人员办理。", CITE, field))
    return found


def _interests(person: Person, case: Case) -> Iterable[Interest]:
    parties = Party.objects.filter(case=case, role=REGISTERED)
    records = Q(record__parties__in=parties) | Q(record__questions__party__in=parties)
    return Interest.objects.filter(Q(case=case) | records, person=person).distinct()


def _said(interest: Interest, about: str) -> str:
    return f"已申报与“{about}”有利害关系（{RELATIONS[interest.relation]}）"


def _records_of(actor: Person, typed: Sequence[PartyInput]) -> Iterable[PartyRecord]:
    """The records these parties would be linked to or asked about. A name alone is enough to stop an assignment: another
    officer costs less than a wrong one."""
    for each in typed:
        if each.role != REGISTERED:
            continue
        code, index = compact(each.credit_code), identity_index(each.id_number)
        record = by_number(actor.agency, code, index)
        if record is not None:
            yield record
            continue
        folded = compact(each.name)
        alike = PartyRecord.objects.filter(agency=actor.agency, kind=each.kind)
        yield from alike.filter(Q(folded=folded) | Q(former_names__folded=folded)).distinct()
