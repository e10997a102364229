"""作废文号 (law.md §4.2): a void number stays in the register with its reason and is never given again."""

from __future__ import annotations

from datetime import datetime

from daylight.base.access import require
from daylight.base.act import act
from daylight.base.journal.writing import record
from daylight.base.orgs.models import Person
from daylight.cases.models import AllottedNumber, Case
from daylight.cases.numbering import take
from daylight.cases.scopes import home_of
from daylight.core.moment import local_date
from daylight.core.refusal import Refusal, Refused, refuse
from daylight.decisions.models import Decision
from daylight.decisions.numberwords import known_words

CITE = "党政机关公文处理工作条例第九条"
LONGEST = 400


@act("decisions.number.voided")
def void_number(number: AllottedNumber, reason: str, *, actor: Person, now: datetime) -> AllottedNumber:
    """Void a number whose paper no longer counts. Refuses the number of a case and that of an issued decision: those
    stand until the case or the decision itself is undone."""
    require(actor, "number.void", home_of(actor))
    held = AllottedNumber.objects.select_for_update().get(pk=number.pk)
    if held.agency_id != actor.agency_id:
        raise refuse("number.agency", "只能作废本机关的文号，请核对。", CITE)
    if held.voided_on is not None:
        raise refuse("number.void", f"{held.number} 已于 {held.voided_on} 作废，请刷新页面核对。", CITE)
    found = _unsaid(reason)
    if Case.objects.filter(agency=held.agency, number=held.number).exists():
        found.append(
            Refusal("number.used", f"{held.number} 是案件的立案号，案件存在就要保留，请核对文号。", CITE, "number")
        )
    if Decision.objects.filter(case__agency=held.agency, number=held.number).exists():
        message = f"{held.number} 是已经签发的决定书的文号，不能只作废文号；决定有误的，请依法撤销、变更或者补正。"
        found.append(Refusal("number.used", message, CITE, "number"))
    if found:
        raise Refused(found)
    return _void(held, reason, actor, now)


@act("decisions.number.spoiled")
def spoil_number(word: str, reason: str, *, actor: Person, now: datetime) -> AllottedNumber:
    """登记空号: the next number of a series was spent on paper outside the system; it is taken and voided at once."""
    require(actor, "number.void", home_of(actor))
    found = _unsaid(reason)
    today = local_date(now)
    if word not in known_words(actor.agency, today):
        found.append(Refusal("field.choice", "文种字不在本机关使用的文种之内，请重新选择。", CITE, "word"))
    if found:
        raise Refused(found)
    row = _write(take(actor.agency, word, today), reason, actor, now)
    _note("decisions.number.spoiled", row, actor, now)
    return row


def _void(row: AllottedNumber, reason: str, actor: Person, now: datetime) -> AllottedNumber:
    row = _write(row, reason, actor, now)
    _note("decisions.number.voided", row, actor, now)
    return row


def _write(row: AllottedNumber, reason: str, actor: Person, now: datetime) -> AllottedNumber:
    row.voided_on, row.voided_by, row.void_reason = local_date(now), actor, reason.strip()
    row.save(update_fields=["voided_on", "voided_by", "void_reason"])
    return row


def _note(kind: str, row: AllottedNumber, actor: Person, now: datetime) -> None:
    record(
        kind,
        agency=row.agency,
        actor=actor,
        now=now,
        subject=f"number:{row.uuid}",
        data={"number": row.number, "reason": row.void_reason},
    )


def _unsaid(reason: str) -> list[Refusal]:
    if not reason.strip():
        return [Refusal("field.required", "请写明作废的理由，如“打印错误，未送达”。", CITE, "reason")]
    if len(reason.strip()) > LONGEST:
        return [Refusal("field.long", f"作废的理由超过 {LONGEST} 字，请缩短。", CITE, "reason")]
    return []
