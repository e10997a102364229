"""查重 (处罚法第29条) 与初次违法 (第33条): earlier decisions against the same party, found in this agency's own cases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q

from daylight.base import lawpack
from daylight.base.orgs.models import Person
from daylight.base.permit import current_permit
from daylight.cases.models import Case, Move, Party
from daylight.cases.parties import REGISTERED
from daylight.cases.party_models import PriorSearch
from daylight.core.deadlines import Period, add_months
from daylight.core.facts import PriorFacts
from daylight.core.identifiers import compact
from daylight.core.lawdata import NotInForce
from daylight.core.moment import local_date
from daylight.decisions.entries import entries_of
from daylight.decisions.models import Decision
from daylight.decisions.remedies import quashed
from daylight.recording.papers import make_final

LOOKBACK = "first_offence_lookback"
MONTHS = {"y": 12, "m": 1}
NOTHING = "未发现"
# Moves that set a decision aside altogether.
REVOKED = ("revoke_decision", "revoke_late")
# The move that registers what a review or a court made of it.
OVERTURNED = "record_overturned"


@dataclass(frozen=True, slots=True)
class Priors:
    """Hits as they are kept: ``{"number", "case", "title", "decided_on", "fine_yuan", "why"}``."""

    same_act: tuple[dict[str, str], ...] = ()
    same_place: tuple[dict[str, str], ...] = ()
    earlier: tuple[dict[str, str], ...] = ()


def terms_of(case: Case) -> dict[str, Any]:
    """What is searched with. When it changes, the search has to be made again."""
    parties = case.parties.filter(role=REGISTERED).select_related("record").order_by("id")
    return {
        "parties": [{"name": p.name, "record": str(p.record.uuid) if p.record else ""} for p in parties],
        "place": case.place,
        "item": case.item_code,
    }


def find(case: Case, today: date) -> Priors:
    """Issued decisions of this agency against the same parties: by their record, or by name where none is linked yet."""
    place, own_laws = compact(case.place), _laws(case, today)
    since = lookback_from(case, today)
    same_act, same_place, earlier = [], [], []
    for decision in _decisions(case):
        other = decision.case
        here = compact(other.place) == place
        if here and other.item_code == case.item_code and decision.fields.get("fine_yuan"):
            same_act.append(_hit(decision, "同一当事人、同一地点、同一事项，已有罚款决定"))
        elif here:
            same_place.append(_hit(decision, "同一当事人、同一地点的决定，请核对是否为同一违法行为"))
        if decision.decided_on and decision.decided_on >= since:
            if other.item_code == case.item_code:
                earlier.append(_hit(decision, "回溯期内的同一事项"))
            elif own_laws & _laws(other, today):
                earlier.append(_hit(decision, "回溯期内的同一领域"))
    return Priors(tuple(same_act), tuple(same_place), tuple(earlier))


def lookback_from(case: Case, today: date) -> date:
    """The first day of the look-back, counted back from the end of the act (today while it goes on)."""
    period = Period.parse(str(lawpack.current().parameter(LOOKBACK, today).value))
    ended = None if case.act_continuing else case.act_ended_on
    return add_months(ended or today, -period.count * MONTHS[period.unit])


def prior_facts(case: Case, today: date, *, searching: bool = False) -> PriorFacts:
    """For G13: really searched, with the parties, place and item as they are now; hits are read anew, so that a fine
    imposed after the search counts too. ``searching``: the act that asks makes the search itself."""
    last = case.prior_searches.order_by("-id").first()
    return PriorFacts(
        fines_for_same_act=tuple(each["number"] for each in find(case, today).same_act),
        searched=searching or (last is not None and last.terms == terms_of(case)),
    )


def run_search(case: Case, *, actor: Person, now: datetime) -> PriorSearch:
    """Inside an open act: search, keep the result, and put the 查询记录 into the file."""
    current_permit()
    today = local_date(now)
    found, terms = find(case, today), terms_of(case)
    paper = make_final(case, "prior_search_record", _paper(case, found, actor, today), actor=actor, now=now)
    return PriorSearch.objects.create(
        case=case,
        by=actor,
        at=now,
        terms=terms,
        same_act=list(found.same_act),
        same_place=list(found.same_place),
        earlier=list(found.earlier),
        document_uuid=paper.uuid,
    )


def frozen(case: Case) -> dict[str, Any] | None:
    """The last search as a dossier shows it; None before one was made."""
    last = case.prior_searches.select_related("by").order_by("-id").first()
    if last is None:
        return None
    return {
        "at": last.at,
        "by": last.by.name,
        "terms": last.terms,
        "same_act": last.same_act,
        "same_place": last.same_place,
        "earlier": last.earlier,
    }


def lines(hits: list[dict[str, str]] | tuple[dict[str, str], ...]) -> str:
    """Hits as the paper says them, one a line; 未发现 when there is none."""
    return "\n".join(_line(each) for each in hits) or NOTHING


def _decisions(case: Case) -> list[Decision]:
    parties = list(case.parties.filter(role=REGISTERED))
    records = [p.record_id for p in parties if p.record_id]
    names = [p.name for p in parties]
    # A name counts where at least one of the two sides has not been told apart by a number or a person.
    unsettled = Q(name__in=[p.name for p in parties if not p.record_id]) | Q(name__in=names, record=None)
    # Parties first: both ways have an index, and the same name stands in few of all cases.
    same = Party.objects.filter(Q(record__in=records) | unsettled, role=REGISTERED)
    found = Decision.objects.filter(case__in=same.values("case_id"), case__agency=case.agency, issued_at__isnull=False)
    # A decision set aside punishes nobody: the act may be judged again.
    fallen = Move.objects.filter(code__in=REVOKED, case_id=OuterRef("case_id"), at__gte=OuterRef("issued_at"))
    standing = found.exclude(case=case).filter(~Exists(fallen), replaced_at=None)
    told = Move.objects.filter(code=OVERTURNED, case_id=OuterRef("case_id"), at__gte=OuterRef("issued_at"))
    rows = standing.select_related("case").annotate(overturned=Exists(told)).order_by("issued_at", "id")
    # 登记结果：变动 says 变更 too, which stands as changed: only its paper says that nothing is left.
    return [each for each in rows if not (each.overturned and quashed(entries_of(each.case)))]


def _laws(case: Case, today: date) -> frozenset[str]:
    """The statutes an item stands on: its 领域."""
    try:
        item = lawpack.current().item(case.law_item, case.act_ended_on or today)
    except NotInForce:
        return frozenset()
    return frozenset({each.law for each in item.articles} or {item.violates})


def _hit(decision: Decision, why: str) -> dict[str, str]:
    return {
        "number": decision.number,
        "case": str(decision.case.uuid),
        "title": decision.case.title,
        "decided_on": decision.decided_on.isoformat() if decision.decided_on else "",
        "fine_yuan": str(decision.fields.get("fine_yuan") or ""),
        "why": why,
    }


def _line(hit: dict[str, str]) -> str:
    fine = f"，罚款 {Decimal(hit['fine_yuan']):,.2f} 元" if hit["fine_yuan"] else ""
    return f"{hit['number']}（{hit['decided_on']}，{hit['title']}{fine}）：{hit['why']}"


def _paper(case: Case, found: Priors, actor: Person, today: date) -> dict[str, Any]:
    rule = lawpack.current().parameter(LOOKBACK, today)
    since = lookback_from(case, today)
    doubt = "" if rule.verified else "，期间的依据待核"
    parties = case.parties.filter(role=REGISTERED).order_by("id")
    return {
        "searched_on": today.isoformat(),
        "searcher": actor.name,
        "party": "\n".join(
            f"{p.name}{f'，{p.credit_code}' if p.credit_code else ''}{'' if p.record_id else '（同名，尚未核对）'}"
            for p in parties
        ),
        "place": case.place,
        "item": f"{case.item_name}（{case.item_code}）",
        "range": f"{case.agency.name}在本平台签发的全部处罚决定；初次违法回溯至 {since}"
        f"（{Period.parse(str(rule.value)).label}{doubt}）。其他机关的处罚不在查询范围内，需要时另行查询。",
        "same_act": lines(found.same_act),
        "same_place": lines(found.same_place),
        "earlier": lines(found.earlier),
    }
