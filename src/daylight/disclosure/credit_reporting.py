"""信用信息报送, shared by the act and the chore: which way the gate lets it go, the row, what is wrong with it, the message.

Demands an open act. The report goes to every credit channel of the agency; without one it is kept for the file export.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from daylight.base import lawpack, sealing
from daylight.base.journal import writing as journal
from daylight.base.journal.models import Entry
from daylight.base.orgs.models import Person
from daylight.base.outbox import posting
from daylight.base.permit import current_permit
from daylight.cases.models import Party
from daylight.channels.credit_china.mapping import Fault, Row, row_of
from daylight.channels.credit_china.tables import Paper, tables_on
from daylight.core import gates
from daylight.core.facts import CaseFacts, PublicationFacts
from daylight.core.moment import local_date
from daylight.core.refusal import Refusal
from daylight.decisions.models import Decision
from daylight.disclosure import credit_facts, events
from daylight.disclosure.credit_models import CreditReport
from daylight.disclosure.models import Task

PUBLIC, SHARED = "credit", "credit_report"
TERM_CITE = "发改办财金〔2018〕424号"
# A withdrawal for one of these takes the decision itself away; the others only end the showing on our own site.
ENDED = ("changed", "revoked", "confirmed_unlawful", "confirmed_void")
# Not public on our site, and reported all the same: 双公示 does not ask for social effect.
NO_IMPACT = "no_social_impact"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A row as it would be reported, with the way it goes and why."""

    party: Party
    paper: Paper
    purpose: str
    why: str
    row: Row
    digest: str


def gate(party: Party, purpose: str, today: date) -> tuple[Refusal, ...]:
    """G20 for one party and one way (credit | credit_report)."""
    facts = CaseFacts(publication=PublicationFacts(channel=purpose), party_kind=party.kind)
    return gates.refusals_of(gates.evaluate(["G20"], facts, lawpack.current(), today))


def prepare(decision: Decision, party: Party, today: date) -> Prepared:
    """The row of ``party``. Public only where the gate lets it and it is not light; otherwise shared, with the reason."""
    tables = tables_on(today)
    paper = credit_facts.reported_paper(decision, tables)
    if paper is None:
        raise LookupError("this decision is not reported")
    facts = credit_facts.facts_of(decision, party, today)
    row = row_of(facts, paper.table, tables)
    if left := credit_facts.residue(decision, facts, today):
        said = f"内容里还能看到{'、'.join(left)}，请办理公示更正加以遮盖。"
        row = Row(row.values, (*row.faults, Fault("text", "内容", said)))
    purpose, why = PUBLIC, ""
    light = tables.is_light(facts.get("penalty_kinds") or ())
    if refusals := gate(party, PUBLIC, today):
        purpose, why = SHARED, f"当事人是自然人（{refusals[0].cite}）"
    elif paper.share_only:
        purpose, why = SHARED, f"轻微失信原则上不公示（{paper.cite}）"
    elif light is not None:
        purpose, why = SHARED, f"轻微失信原则上不公示（{light.cite}）"
    return Prepared(party, paper, purpose, why, row, credit_facts.digest_of(facts))


def report(decision: Decision, due_on: date, actor: Person | None, now: datetime) -> list[CreditReport]:
    """Bring the reports of ``decision`` up to date. A row with faults waits; one that did not change is not sent again."""
    current_permit()
    today = local_date(now)
    copy = credit_facts.public_copy(decision)
    found = []
    for party in credit_facts.parties_of(decision):
        made = prepare(decision, party, today)
        row = CreditReport.objects.filter(decision=decision, party=party).first() or CreditReport(
            agency=decision.case.agency, decision=decision, party=party, table=made.paper.table, due_on=due_on
        )
        kept = (row.state, row.purpose, row.why, row.faults, row.copy_version)
        before = (row.purpose, row.digest)
        row.purpose, row.why = made.purpose, made.why
        row.faults = [each.as_dict() for each in made.row.faults]
        row.copy_version = copy.version if copy else 0
        if row.faults:
            row.state = "lacking"
        elif row.state != "reported" or before != (made.purpose, made.digest):
            _send(row, made, actor, now)
        if row.pk is None or kept != (row.state, row.purpose, row.why, row.faults, row.copy_version):
            row.save()
        found.append(row)
    return found


def revoke(row: CreditReport, reason: str, actor: Person | None, now: datetime) -> Entry:
    """Tell the platform that the decision is gone (within 3 working days, 山东省社会信用条例第40条)."""
    current_permit()
    row.state, row.version = "revoked", row.version + 1
    row.save(update_fields=["state", "version"])
    entry = _note(events.CREDIT_REVOKED, row, actor, now, reason=reason)
    posting.announce(
        "credit",
        row.agency,
        lane=f"credit:{row.uuid}",
        key=f"credit.revoked:{row.uuid}:{row.version}",
        title=f"撤销报送：{row.decision.number}",
        body={
            "kind": "credit.revoked",
            "table": row.table,
            "record_id": row.uuid,
            "version": row.version,
            "number": row.decision.number,
            "reason": reason,
        },
        now=now,
        ends=True,
    )
    return entry


def withdrawn_reason(decision: Decision) -> str:
    """Why the decision itself is gone; empty while it stands."""
    task = Task.objects.filter(decision=decision, state="withdrawn").first()
    found = getattr(task, "withdrawal", None) if task else None
    return str(found.explanation) if found is not None and found.reason_code in ENDED else ""


def held(decision: Decision) -> str:
    """Why ``decision`` may not leave the house at all now, as a sentence; empty when it may."""
    if decision.case.minor_party:
        return "当事人是未成年人，不报送信用信息，请核对案件登记。"
    if withdrawn_reason(decision):
        return "决定已经变更、撤销或者确认违法、无效，不能报送，请办理新的决定。"
    task = Task.objects.filter(decision=decision).first()
    if task is None or task.state in ("published", "withdrawn"):
        return ""
    if task.state == "withheld" and task.withheld_code == NO_IMPACT:
        return ""
    if task.state == "withheld":
        return "这件决定已确认不予公开，不报送信用信息；理由有变化的，请先重新办理公示审核。"
    return "这件决定还没有完成公示审核（保密审查和遮盖），请审核以后再报送。"


def _send(row: CreditReport, made: Prepared, actor: Person | None, now: datetime) -> None:
    row.state, row.digest, row.version = "reported", made.digest, row.version + 1
    row.reported_at, row.reported_by = now, actor
    row.save()
    columns = tables_on(local_date(now)).columns(row.table)
    hidden = {each.id for each in columns if not each.shown}
    secret = {each.id for each in columns if each.type == "identity"}
    values = made.row.values
    body = {
        "kind": "credit.reported",
        "table": row.table,
        "record_id": row.uuid,
        "version": row.version,
        "purpose": row.purpose,
        "why": row.why,
        # What may not be shown goes only where nothing is shown; numbers lie sealed until they are sent.
        "record": {
            code: text
            for code, text in values.items()
            if code not in secret and (code not in hidden or row.purpose == SHARED)
        },
    }
    if row.purpose == SHARED:
        body["sealed"] = {code: sealing.seal(values[code]).hex() for code in sorted(secret) if values.get(code)}
    _note(events.CREDIT_REPORTED, row, actor, now, purpose=row.purpose, why=row.why, facts_mark=row.digest)
    posting.announce(
        "credit",
        row.agency,
        lane=f"credit:{row.uuid}",
        key=f"credit.reported:{row.uuid}:{row.version}",
        title=f"{'更新报送' if row.version > 1 else '报送'}：{row.decision.number}",
        body=body,
        now=now,
    )


def _note(kind: str, row: CreditReport, actor: Person | None, now: datetime, **data: object) -> Entry:
    return journal.record(
        kind,
        agency=row.agency,
        actor=actor,
        now=now,
        subject=f"credit_report:{row.uuid}",
        case_uuid=row.decision.case.uuid,
        data={"uuid": row.uuid, "number": row.decision.number, "version": row.version, "table": row.table, **data},
    )
