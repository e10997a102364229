"""门禁: what the law forbids to skip. Every gate answers 通过, 未通过 (with a way to mend it) or 不适用."""

from collections.abc import Callable, Iterable
from datetime import date

from daylight.core.facts import CaseFacts
from daylight.core.gates import (
    closing,
    coercion,
    decision,
    enforcement,
    fee,
    findings,
    fine,
    inspection,
    investigation,
    levy,
    notice,
    permit,
    police,
    review,
)
from daylight.core.gates.conditions import CONDITIONS, hearing_reasons, holding, review_reasons, transfer_hits
from daylight.core.gates.overriding import closed, overridden
from daylight.core.gates.verdict import STATE_NAMES, Answer, Inquiry, Override, State, Verdict
from daylight.core.lawdata import LawPack
from daylight.core.refusal import Refusal
from daylight.core.workcalendar import WorkCalendar

__all__ = [
    "CONDITIONS",
    "PREDICATES",
    "STATE_NAMES",
    "Override",
    "Verdict",
    "closed",
    "evaluate",
    "hearing_reasons",
    "holding",
    "refusals_of",
    "review_reasons",
    "transfer_hits",
]

PREDICATES: dict[str, Callable[[CaseFacts, Inquiry], Answer]] = {
    "officers_qualified": investigation.officers_qualified,
    "identity_shown": investigation.identity_shown,
    "opening_conditions": investigation.opening_conditions,
    "jurisdiction_considered": investigation.jurisdiction_considered,
    "roles_separate": investigation.roles_separate,
    "notice_periods_over": notice.notice_periods_over,
    "hearing_respected": notice.hearing_respected,
    "not_aggravated": notice.not_aggravated,
    "reviewer_qualified": review.reviewer_qualified,
    "review_passed": review.review_passed,
    "discussed_collectively": review.discussed_collectively,
    "fine_lawful": fine.fine_lawful,
    "fined_once": decision.fined_once,
    "decision_complete": decision.decision_complete,
    "sealed_unchanged": decision.sealed_unchanged,
    "within_own_power": decision.within_own_power,
    "publication_safe": closing.publication_safe,
    "transfer_decided": closing.transfer_decided,
    "recordings_present": closing.recordings_present,
    "credit_publication_allowed": closing.credit_publication_allowed,
    "closing_complete": closing.closing_complete,
    "host_certified": notice.host_certified,
    "electronic_service_agreed": enforcement.electronic_service_agreed,
    "force_lawful": enforcement.force_lawful,
    "execution_at_lawful_hours": enforcement.execution_at_lawful_hours,
    "urging_over": enforcement.urging_over,
    "collection_lawful": enforcement.collection_lawful,
    "power_on_list": coercion.power_on_list,
    "force_ending_fits": coercion.force_ending_fits,
    "inspection_permitted": inspection.inspection_permitted,
    "drawn_at_random": inspection.drawn_at_random,
    "inspection_form_filled": findings.form_filled,
    "inspection_result_fits": findings.result_fits,
    "inspection_finding_settled": findings.finding_settled,
    "entrustment_valid": inspection.entrustment_valid,
    "permit_acceptable": permit.permit_acceptable,
    "permit_heard": permit.permit_heard,
    "permit_told_once": permit.permit_told_once,
    "permit_outcome_fits": permit.permit_outcome_fits,
    "permit_notices_served": permit.permit_notices_served,
    "permit_deemed": permit.permit_deemed,
    "idle_land_established": levy.idle_land_established,
    "idle_land_outcome_lawful": levy.idle_land_outcome_lawful,
    "idle_land_approved": levy.idle_land_approved,
    "idle_land_disposal_lawful": levy.idle_land_disposal_lawful,
    "dues_receipted": levy.dues_receipted,
    "dues_settled": levy.dues_settled,
    "transfer_officers": police.transfer_officers,
    "transfer_attachments": police.transfer_attachments,
    "transfer_in_time": police.transfer_in_time,
    "fee_published": fee.fee_published,
    "fee_computed": fee.fee_computed,
    "fee_relief_lawful": fee.fee_relief_lawful,
    "fee_overdue": fee.fee_overdue,
}


def evaluate(
    gate_ids: Iterable[str],
    facts: CaseFacts,
    pack: LawPack,
    today: date,
    calendar: WorkCalendar | None = None,
    overrides: Iterable[Override] = (),
) -> list[Verdict]:
    """Every gate's verdict, in the order given. `today` is the day in China (daylight.core.moment.local_date).

    A gate that refuses and has an override becomes "overridden" where the law leaves room for it; otherwise it stays
    refused and says why the override does not help. Raises NotInForce for a gate the law does not know on that day.
    """
    days = calendar or pack.calendar()
    granted = {each.gate: each for each in overrides}
    verdicts = []
    for gate_id in gate_ids:
        rule = pack.gate(gate_id, today)
        found = PREDICATES[rule.predicate](facts, Inquiry(rule, pack, today, days))
        state: State = "not_applicable" if not found.applies else "refused" if found.refusals else "passed"
        why = found.why or "；".join(each.message for each in found.refusals)
        verdict = Verdict(rule.id, rule.title, state, found.refusals, why, rule.cite, rule.doubt)
        override = granted.get(gate_id)
        verdicts.append(overridden(verdict, override, rule) if override and state == "refused" else verdict)
    return verdicts


def refusals_of(verdicts: Iterable[Verdict]) -> tuple[Refusal, ...]:
    """All refusals, for raising."""
    return tuple(refusal for verdict in verdicts for refusal in verdict.refusals)
