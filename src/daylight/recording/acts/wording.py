"""文书措辞: drafted by one person, approved by another, in force from a day; the national words stay beside it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from daylight.base import lawpack
from daylight.base.access import require
from daylight.base.access.rights import Scope
from daylight.base.act import act
from daylight.base.journal.writing import record
from daylight.base.orgs.models import Person
from daylight.core.moment import local_date
from daylight.core.refusal import Refusal, Refused, refuse
from daylight.recording.wording import faults
from daylight.recording.wording_models import Wording


@act("recording.wording.drafted")
def draft_wording(
    code: str, phrases: Mapping[str, str], opening: str, closing: str, reason: str, *, actor: Person, now: datetime
) -> Wording:
    """The next version of the agency's wording of the paper ``code``; empty phrases keep the national words."""
    require(actor, "wording.draft", Scope(actor.agency_id))
    template = lawpack.current().document(code, local_date(now))
    own = {old: new.strip() for old, new in phrases.items() if new.strip() and new.strip() != old}
    found = faults(template, actor.agency, own, opening.strip(), closing.strip())
    if not reason.strip():
        found.append(Refusal("field.required", "请写明调整的理由。", "", "reason"))
    waiting = Wording.objects.filter(agency=actor.agency, code=code, state=Wording.DRAFT).first()
    if waiting is not None:
        found.append(Refusal("wording.waiting", f"第 {waiting.number} 版还在等待批准，请先办结再起草新的一版。"))
    if found:
        raise Refused(found)
    last = Wording.objects.filter(agency=actor.agency, code=code).order_by("-number").first()
    wording = Wording.objects.create(
        agency=actor.agency,
        code=code,
        number=last.number + 1 if last else 1,
        phrases=own,
        opening=opening.strip(),
        closing=closing.strip(),
        reason=reason.strip(),
        drafted_by=actor,
        drafted_at=now,
    )
    _note("recording.wording.drafted", wording, actor, now)
    return wording


@act("recording.wording.approved")
def approve_wording(wording: Wording, in_force_from: date | None, *, actor: Person, now: datetime) -> Wording:
    """Approve a draft of somebody else, in force from a day not before today."""
    wording = _waiting(wording, actor)
    if in_force_from is None or in_force_from < local_date(now):
        raise refuse("wording.day", "启用日期请填今天或者以后的日期。", "", "in_force_from")
    wording.state, wording.in_force_from = Wording.APPROVED, in_force_from
    return _decided("recording.wording.approved", wording, actor, now)


@act("recording.wording.rejected")
def reject_wording(wording: Wording, answer: str, *, actor: Person, now: datetime) -> Wording:
    """Send a draft back with the reason; a new version may be drafted."""
    wording = _waiting(wording, actor)
    if not answer.strip():
        raise refuse("field.required", "请写明不批准的理由。", "", "answer")
    wording.state, wording.answer = Wording.REJECTED, answer.strip()
    return _decided("recording.wording.rejected", wording, actor, now)


def _waiting(wording: Wording, actor: Person) -> Wording:
    require(actor, "wording.approve", Scope(wording.agency_id))
    wording = Wording.objects.select_for_update(of=("self",)).select_related("agency").get(pk=wording.pk)
    if wording.state != Wording.DRAFT:
        raise refuse("wording.decided", f"第 {wording.number} 版已经{wording.get_state_display()}，请刷新页面。")
    if wording.drafted_by_id == actor.pk:
        raise refuse("wording.own", "自己起草的措辞请由其他人批准。")
    return wording


def _decided(kind: str, wording: Wording, actor: Person, now: datetime) -> Wording:
    wording.decided_by, wording.decided_at = actor, now
    wording.save(update_fields=["state", "in_force_from", "answer", "decided_by", "decided_at"])
    _note(kind, wording, actor, now)
    return wording


def _note(kind: str, wording: Wording, actor: Person, now: datetime) -> None:
    record(
        kind,
        agency=wording.agency,
        actor=actor,
        now=now,
        subject=f"wording:{wording.uuid}",
        data={
            "code": wording.code,
            "number": wording.number,
            "phrases": wording.phrases,
            "opening": wording.opening,
            "closing": wording.closing,
            "in_force_from": wording.in_force_from,
            "answer": wording.answer,
        },
    )
