"""条件: the closed vocabulary of conditions that documents, recordings and moves of a procedure may depend on."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from daylight.core.facts import CaseFacts, TransferFacts
from daylight.core.lawdata import LawPack, NotInForce

CONDITIONS = frozenset(
    {
        "hearing_scope",
        "review_required",
        "statement_made",
        "hearing_requested",
        "hearing_pending",
        "hearing_held",
        "confiscation_imposed",
        "remedy_pending",
        "performance_overdue",
        "fine_imposed",
        "served_by_leaving",
        "site_record_made",
        "inquiry_record_made",
        "permit_granted",
        "permit_published",
        "permit_site_needed",
        "permit_term_over",
        "inspection_mend",
        "inspection_transfer",
        "idle_by_government",
        "dues_paid",
        "decision_set_aside",
    }
)


def holding(facts: CaseFacts, pack: LawPack, on: date) -> frozenset[str]:
    """The conditions that hold for a case."""
    hearing = facts.hearing
    found = {
        "hearing_scope": bool(hearing_reasons(facts, pack, on)),
        "review_required": bool(review_reasons(facts)),
        "statement_made": bool(facts.statements),
        "hearing_requested": bool(hearing and hearing.requested_on),
        # Asked for, and neither held nor ended otherwise.
        "hearing_pending": bool(
            hearing and hearing.requested_on and not (hearing.held_on or hearing.withdrawn_on or hearing.forfeited_on)
        ),
        "hearing_held": bool(hearing and hearing.held_on),
        # Buildings, minerals and other things that go over to the government (部办法 四十三条); money does not.
        "confiscation_imposed": bool(
            facts.decision and facts.decision.penalties & {"confiscate_buildings", "confiscate_property"}
        ),
        "performance_overdue": bool(facts.court and facts.court.perform_by and facts.court.perform_by < on),
        "remedy_pending": bool(facts.court and facts.court.remedies_pending),
        "fine_imposed": bool(facts.decision and facts.decision.fine),
        "served_by_leaving": facts.served_by_leaving,
        "site_record_made": "site_record" in facts.final_documents,
        "inquiry_record_made": "inquiry_record" in facts.final_documents,
        "permit_granted": bool(facts.permit and facts.permit.granted),
        "permit_published": bool(facts.permit and facts.permit.published),
        "permit_site_needed": bool(facts.permit and facts.permit.site_needed),
        "permit_term_over": bool(facts.permit and facts.permit.term_over(on)),
        "inspection_mend": bool(facts.finding and facts.finding.handling == "mend"),
        "inspection_transfer": bool(facts.finding and facts.finding.handling == "transfer"),
        "idle_by_government": bool(facts.levy and facts.levy.by_government),
        "dues_paid": bool(facts.dues and facts.dues.settled),
        "decision_set_aside": facts.set_aside,
    }
    return frozenset(name for name, holds in found.items() if holds)


def hearing_reasons(facts: CaseFacts, pack: LawPack, on: date) -> tuple[str, ...]:
    """Why the party has a right to a hearing (处罚法 六十三条, 部办法 三十四条); empty when he has none.

    All notices count, not the last alone: a later, milder notice does not take the right away. While no amount for
    较大数额 is entered, every fine and confiscation counts. What may be decided on the spot is small by the law's own
    measure (处罚法 五十一条): there is no hearing.
    """
    if facts.decision and facts.decision.summary:
        return ()
    penalties: set[str] = set(facts.decision.penalties) if facts.decision else set()
    fines = [facts.decision.fine] if facts.decision and facts.decision.fine else []
    for notice in facts.notices or ():
        penalties |= notice.penalties
        if notice.fine:
            fines.append(notice.fine)
    if fines:
        penalties.add("fine")
    limit = _hearing_limit(pack, facts.party_kind, on)
    reasons = []
    for kind in pack.penalty_kinds(on):
        if kind.id not in penalties or kind.hearing == "never":
            continue
        if kind.hearing == "always":
            reasons.append(kind.name)
        elif limit is None:
            reasons.append(f"{kind.name}（较大数额标准未录入，一律告知）")
        elif kind.id != "fine" or not fines or max(fines) >= limit:
            reasons.append(f"较大数额：{kind.name}")
    return tuple(reasons)


def _hearing_limit(pack: LawPack, party_kind: str, on: date) -> Decimal | None:
    try:
        return Decimal(str(pack.parameter(f"hearing_fine_{party_kind}", on).value))
    except NotInForce:
        return None


def review_reasons(facts: CaseFacts) -> tuple[str, ...]:
    """Why legal review is required (处罚法 五十八条 and the catalogue); empty when it is not."""
    reasons = list(facts.review.catalog_hits) if facts.review else []
    if facts.hearing and (facts.hearing.held_on or facts.hearing.earlier_held_on):
        reasons.append("直接关系当事人重大权益，经过听证程序")
    return tuple(reasons)


def transfer_hits(transfer: TransferFacts, pack: LawPack, on: date) -> tuple[str, ...]:
    """The transfer lines reached, as sentences. Areas (m²) are compared in 亩 rounded to two places."""
    hits = []
    for threshold in pack.transfer_thresholds(transfer.item, on):
        measured = transfer.measures.get(threshold.measure)
        if measured is None:
            continue
        if threshold.unit == "亩":
            per_mu = Decimal(str(pack.parameter("mu_m2", on).value))
            measured = (measured / per_mu).quantize(Decimal("0.01"), ROUND_HALF_UP)
        if measured >= threshold.value:
            hits.append(f"{threshold.name}{measured:f}{threshold.unit}，达到{threshold.value:f}{threshold.unit}")
    return tuple(hits)
