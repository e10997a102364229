"""报送信用信息 by a person: what waits for a mended field, what is not public, and the other way for one party (G20)."""

from __future__ import annotations

from datetime import datetime

from daylight.base.access import require
from daylight.base.act import act
from daylight.base.orgs.models import Person
from daylight.cases.scopes import scope_of
from daylight.channels.credit_china.tables import tables_on
from daylight.core.moment import local_date
from daylight.core.refusal import Refusal, Refused, refuse
from daylight.decisions.models import Decision
from daylight.disclosure import credit_facts, credit_reporting, events
from daylight.disclosure.credit_deadline import due_of
from daylight.disclosure.credit_models import CreditReport

CITE = credit_reporting.TERM_CITE


@act(events.CREDIT_REPORTED)
def report_credit(decision: Decision, purpose: str = "", *, actor: Person, now: datetime) -> CreditReport:
    """Report every party of ``decision``. ``purpose``: ``credit`` demands that all of it may be shown; empty: as the law goes.

    Refuses with each faulty column, and where to mend it.
    """
    fresh = Decision.objects.select_for_update(of=("self",)).select_related("case__agency").get(pk=decision.pk)
    require(actor, "credit.report", scope_of(fresh.case))
    today = local_date(now)
    if fresh.issued_at is None or credit_facts.reported_paper(fresh, tables_on(today)) is None:
        raise refuse("credit.kind", "这类决定不在双公示范围内，不用报送，请核对。", CITE)
    if why := credit_reporting.held(fresh):
        raise refuse("credit.held", why, CITE)
    parties = credit_facts.parties_of(fresh)
    if purpose == credit_reporting.PUBLIC and (
        refusals := [each for party in parties for each in credit_reporting.gate(party, purpose, today)]
    ):
        raise Refused(refusals)
    faults = [fault for party in parties for fault in credit_reporting.prepare(fresh, party, today).row.faults]
    if faults:
        raise Refused([Refusal("credit.field", each.message, CITE, each.code) for each in faults])
    before = {each.pk: each.version for each in CreditReport.objects.filter(decision=fresh)}
    rows = credit_reporting.report(fresh, due_of(fresh), actor, now)
    if all(each.version == before.get(each.pk) for each in rows):
        raise refuse("credit.same", "内容与已报送的一致，不用重复报送；要补推的，请到推送结果中重新推送。", CITE)
    return rows[0]
