"""衡量: what the 审核目录 and the 审核办法 say of a draft, judged anew at every change (行政处罚法第五十八条).

What only a person can say (重大公共利益, 疑难复杂 …) stands in the draft as ``circumstances``, one text per word:
``疑难复杂：否``. It is part of what the review binds to; a word nobody has judged counts as met.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from daylight.base import lawpack
from daylight.cases.models import Case
from daylight.cases.moving import definition_of
from daylight.core.casemeasure import CaseMeasure, level_of
from daylight.core.catalogue import CITE, Catalogue, Explanation
from daylight.core.cataloguewords import DEVIATES
from daylight.core.refusal import Refusal
from daylight.decisions.draftlines import amount
from daylight.decisions.entries import KEPT
from daylight.decisions.outcomes import composed, outcome_of
from daylight.decisions.permit_facts import judged_interests
from daylight.lists import queries as lists
from daylight.review import policy

SUMMARY = "spot_decision"
YES, NO = "是", "否"
# Ways a permit in force is touched, by the code of the outcome.
REVOKING = frozenset({"revoke", "recall"})


def answers(fields: Mapping[str, Any]) -> dict[str, str]:
    """Word of the catalogue → 是 or 否, as the draft has it."""
    said = (str(each).rpartition("：") for each in fields.get("circumstances") or ())
    return {word: answer for word, _, answer in said if word and answer in (YES, NO)}


def case_measure(case: Case, fields: Mapping[str, Any], today: date) -> CaseMeasure:
    """What the 审核目录 looks at, from the fields of a draft or of a decision."""
    definition = definition_of(case)
    party = case.parties.filter(role="party").order_by("id").first()
    kinds = {k.id: k.name for k in lawpack.current().penalty_kinds(today)}
    outcome = outcome_of(case, fields) if definition.outcomes else None
    summary = outcome is not None and outcome.paper == SUMMARY
    penal = summary or (outcome is not None and composed(case, fields))
    said, known = answers(fields), _known(case, fields)
    met = frozenset(word for word, answer in (said | known).items() if answer == YES)
    row = lists.row(case.agency, "items", case.item_code, today) if case.item_code else None
    # The catalogue names a penalty by its kind and any other decision by the way it goes.
    named = {kinds[p["kind"]] for p in fields.get("penalties", []) if p.get("kind") in kinds}
    return CaseMeasure(
        category=definition.category or "行政处罚",
        item_code=case.item_code,
        procedure=case.procedure,
        field=str((row or {}).get("field") or ""),
        level=level_of(case.agency.region),
        summary=summary,
        organisation=bool(party and party.kind != "person"),
        fine_yuan=amount(str(fields.get("fine_yuan") or "")),
        confiscated_yuan=amount(str(fields.get("gains_yuan") or "")),
        area_m2=case.area_m2,
        land=_land(case),
        penalty_kinds=frozenset(named if penal else {outcome.name} if outcome else {definition.name}),
        heard=case.hearings.exclude(held_on=None).exists() or _heard(case),
        revokes=outcome is not None and outcome.code in REVOKING,
        circumstances=met,
        denied=frozenset(said) | frozenset(known) - met,
        # On the roadside nobody drafts, so nobody is asked.
        judging=not summary,
    )


def review_causes(case: Case, fields: Mapping[str, Any], today: date) -> tuple[str, ...]:
    """Why the catalogue or the policy in force asks for a review of this draft."""
    return explain(case, fields, today).reasons


def explain(case: Case, fields: Mapping[str, Any], today: date) -> Explanation:
    """本案须审：… or 不须审，因为…, by the catalogue and the policy in force."""
    measure = case_measure(case, fields, today)
    found = Catalogue(lists.review_catalog(case.agency, today)).explain(measure)
    whole = policy.in_force(case.agency, today).demands(measure.category, measure.summary)
    return replace(found, reasons=(whole, *found.reasons)) if whole else found


def questions(case: Case, fields: Mapping[str, Any], today: date) -> list[tuple[str, str]]:
    """(word, 是, 否 or empty) for every word a person has to judge in this draft, in the order of the catalogue."""
    asked = Catalogue(lists.review_catalog(case.agency, today)).questions(case_measure(case, fields, today))
    said, known = answers(fields), _known(case, fields)
    return [(word, said.get(word, "")) for word in asked if word not in known]


def strange_answers(case: Case, fields: Mapping[str, Any], today: date) -> list[Refusal]:
    """Answers that are none, or to what the catalogue does not ask. Words of an earlier version stay as they were."""
    given = fields.get("circumstances") or []
    if not given:
        return []
    kept = getattr(case, "draft", None)
    known = {word for word, _ in questions(case, fields, today)} | set(answers(kept.fields if kept else {}))
    if len(answers(fields)) == len(given) and set(answers(fields)) <= known:
        return []
    message = f"须审情形请逐项回答是或者否，可以回答的有：{'、'.join(sorted(known)) or '没有'}；请刷新页面后重新选择。"
    return [Refusal("field.choice", message, CITE, "circumstances")]


def told(given: Iterable[tuple[str, str]]) -> list[str]:
    """Answers as the draft keeps them; an open one is left out."""
    return [f"{word}：{answer}" for word, answer in given if answer in (YES, NO)]


def _known(case: Case, fields: Mapping[str, Any]) -> dict[str, str]:
    """Words the file itself answers."""
    # A further act has its reason in its own line, so the sums themselves are asked too.
    deviates = fields.get("deviation_reason") or (fields.get("fine_table") or {}).get("deviates")
    return {DEVIATES: YES if deviates else NO} | judged_interests(case)


def _land(case: Case) -> dict[str, Decimal | None]:
    """Land class → area. 耕地 is the general and the prime farmland together."""
    found: dict[str, Decimal | None] = {case.land_class: case.area_m2} if case.land_class else {}
    general, prime = case.farmland_m2, case.prime_farmland_m2
    if general:
        found["一般耕地"] = general
    if prime:
        found["永久基本农田"] = prime
    if general or prime:
        found["耕地"] = (general or Decimal(0)) + (prime or Decimal(0))
    return found


def _heard(case: Case) -> bool:
    """A hearing of another procedure: its record is in the file."""
    return bool(case.documents.filter(code__endswith="hearing_record", state__in=KEPT).exists())
