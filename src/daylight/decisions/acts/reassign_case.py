"""转办: another certified officer takes the place of a handler.

It stands in this room because only here it is known who reviews the case and who hosts its hearing.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from daylight.base import lawpack
from daylight.base.access import require, roles_of
from daylight.base.act import act
from daylight.base.journal.writing import record
from daylight.base.orgs.models import Person
from daylight.cases import turns
from daylight.cases.gathering import case_facts, officer_facts
from daylight.cases.interests import refusals_for
from daylight.cases.models import Case, Handler, Reassignment
from daylight.cases.moving import demand_running
from daylight.cases.scopes import scope_of
from daylight.core import gates
from daylight.core.facts import CaseFacts, RolesFacts
from daylight.core.moment import local_date
from daylight.core.refusal import Refusal, Refused
from daylight.review.models import Dossier

# Two different certified officers, and nobody who reviews the case or hosts its hearing.
GATES = ("G01", "G04")


@act("decisions.case.reassigned")
def reassign_case(
    case: Case, leaving: Person, joining: Person, reason: str, *, actor: Person, now: datetime
) -> Reassignment:
    """``joining`` handles the case instead of ``leaving`` and leads it if he did. Gates G01 and G04 judge the new pair."""
    require(actor, "case.assign", scope_of(case))
    Case.objects.select_for_update().get(pk=case.pk)
    case.refresh_from_db()
    demand_running(case)
    problems = _problems(case, leaving, joining, local_date(now))
    if not reason.strip():
        problems.append(Refusal("field.required", "请写明转办理由。", "", "reason"))
    if problems:
        raise Refused(problems)
    Handler.objects.filter(case=case, person=leaving).update(person=joining)
    turns.touch(case.pk)
    row = Reassignment.objects.create(
        case=case, leaving=leaving, joining=joining, reason=reason.strip(), by=actor, at=now
    )
    record(
        "decisions.case.reassigned",
        agency=case.agency,
        actor=actor,
        now=now,
        subject=f"case:{case.uuid}",
        case_uuid=case.uuid,
        data={
            "leaving": leaving.name,
            "leaving_person": leaving.uuid,
            "joining": joining.name,
            "joining_person": joining.uuid,
            "reason": row.reason,
        },
    )
    return row


def _problems(case: Case, leaving: Person, joining: Person, today: date) -> list[Refusal]:
    handlers = [each.person for each in case.handlers.select_related("person__agency")]
    if leaving not in handlers:
        return [Refusal("handler.absent", f"{leaving.name}不是本案承办人，请核对由谁转出。", "", "leaving")]
    if joining in handlers:
        return [
            Refusal(
                "G01",
                f"{joining.name}已经是本案承办人，两名执法人员不能是同一人，请另选一人。",
                "行政处罚法第四十二条",
                "joining",
            )
        ]
    if joining.agency_id != case.agency_id or not joining.is_active or "officer" not in roles_of(joining):
        return [Refusal("person.agency", "接办人须为本机关在用账号的执法人员，请重新选择。", "", "joining")]
    after = [joining if each == leaving else each for each in handlers]
    # What is wrong with whoever stays does not keep a fit officer out, or nobody could mend it one by one.
    known = {each.message for each in _judged(case, handlers, today)}
    found = [each for each in _judged(case, after, today) if each.message not in known]
    # A relation he declared keeps him out as well as one that was decided on (处罚法第43条).
    declared = [] if any(each.code == "G04" for each in found) else refusals_for(joining, case, "joining")
    return [*(replace(each, field="joining") for each in found), *declared]


def _judged(case: Case, handlers: list[Person], today: date) -> list[Refusal]:
    pack = lawpack.current()
    verdicts = gates.evaluate(GATES, _facts(case, handlers, today), pack, today, pack.calendar())
    return [refusal for verdict in verdicts for refusal in verdict.refusals]


def _facts(case: Case, handlers: list[Person], today: date) -> CaseFacts:
    facts = case_facts(case, today)
    reviewers = [each.reviewer for each in Dossier.objects.filter(case=case).select_related("reviewer")]
    hearing = getattr(case, "hearing", None)
    known = facts.roles or RolesFacts()
    people = {str(each.uuid): each.name for each in [*handlers, *(each for each in reviewers if each)]}
    # The host of a hearing is kept by name; among the handlers the name tells him.
    hosts = {str(each.uuid) for each in handlers if hearing is not None and each.name == hearing.host}
    return replace(
        facts,
        assigned=tuple(officer_facts(each, today) for each in handlers),
        roles=replace(
            known,
            handlers=frozenset(str(each.uuid) for each in handlers),
            reviewers=known.reviewers | {str(each.uuid) for each in reviewers if each},
            hearing_hosts=known.hearing_hosts | hosts,
            names={**known.names, **people},
        ),
    )
