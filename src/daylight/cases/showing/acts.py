"""领取和停用亮证码, 登记照片."""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime, timedelta

from daylight.base import lawpack
from daylight.base.access import Scope, may, require
from daylight.base.act import act
from daylight.base.journal.models import Entry
from daylight.base.journal.writing import record
from daylight.base.orgs.models import Person
from daylight.base.outbox.posting import put
from daylight.cases.certification import certified_on
from daylight.cases.models import Case
from daylight.cases.scopes import scope_of
from daylight.cases.showing.keys import identity_signer
from daylight.cases.showing.models import CodeBatch, Portrait
from daylight.core.identitycode import BATCH_BYTES
from daylight.core.moment import local_date
from daylight.core.portrait import PortraitFault, cleaned
from daylight.core.refusal import refuse

CITE = "行政处罚法第五十五条"
PURPOSE = 200


@act("cases.codes.issued")
def issue_codes(case: Case | None = None, purpose: str = "", *, actor: Person, now: datetime) -> CodeBatch:
    """Codes for the next minutes in the officer's own name. His certificate must be good today; codes still running end.

    ``case``: a file of his that receives the receipts; ``purpose``: what the party reads beside his name.
    """
    require(actor, "identity.show", Scope(actor.agency_id))
    if case is not None and not may(actor, "case.investigate", scope_of(case)):
        raise refuse("codes.case", "这个案件不是您承办的，请重新选择案件。", CITE, "case")
    today = local_date(now)
    held = certified_on(actor, today)
    if not held.certified:
        raise refuse("codes.certificate", f"不能领取亮证码：{held.why}", "行政处罚法第四十二条")
    law = lawpack.current()
    seconds, count = (int(law.parameter(f"identity_{n}", today).value) for n in ("code_seconds", "codes_ahead"))
    for running in CodeBatch.objects.filter(person=actor, stopped_at=None, ends_at__gt=now):
        _stop(running, "领取了新的亮证码", now)
    # Slots begin on the clock's own marks, so that a telephone needs no count of its own.
    begins = datetime.fromtimestamp(int(now.timestamp()) // seconds * seconds, tz=UTC)
    made = CodeBatch.objects.create(
        person=actor,
        certificate_number=held.facts.certificate_number,
        batch=secrets.token_hex(BATCH_BYTES),
        purpose=purpose.strip()[:PURPOSE],
        case=case,
        begins_at=begins,
        ends_at=begins + timedelta(seconds=seconds * count),
        seconds=seconds,
        count=count,
        key=str(identity_signer().key),
        issued_at=now,
    )
    entry = record(
        "cases.codes.issued",
        agency=actor.agency,
        actor=actor,
        now=now,
        subject=f"codes:{made.uuid}",
        case_uuid=case.uuid if case else None,
        # The key stands in the journal: whoever doubts it finds since when it was used.
        data={
            "certificate": made.certificate_number,
            "batch": made.batch,
            "begins_at": made.begins_at,
            "ends_at": made.ends_at,
            "key": made.key,
        },
    )
    body = {
        "kind": "identity.issued",
        "agency": {"name": actor.agency.name, "code": actor.agency.code},
        "certificate": made.certificate_number,
        "batch": made.batch,
        "key": made.key,
        "purpose": made.purpose,
        "begins_at": made.begins_at,
        "ends_at": made.ends_at,
        "entry_id": entry.pk,
    }
    put("portal", lane="identity", key=f"identity.issued:{made.batch}", body=body, now=now)
    return made


@act("cases.codes.stopped")
def stop_codes(batch: CodeBatch, reason: str, *, actor: Person, now: datetime) -> CodeBatch:
    """The telephone is lost, or the visit is over: from now on nobody can show these codes."""
    fresh = CodeBatch.objects.select_for_update(of=("self",)).select_related("person__agency").get(pk=batch.pk)
    if fresh.person_id != actor.pk:
        require(actor, "certificate.keep", Scope(fresh.person.agency_id))
    if not reason.strip():
        raise refuse("field.required", "请写明停用原因。", CITE, "reason")
    if fresh.stopped_at or fresh.ends_at <= now:
        raise refuse("codes.ended", "这批亮证码已经失效，不用停用。", CITE)
    _stop(fresh, reason.strip()[:PURPOSE], now)
    record(
        "cases.codes.stopped",
        agency=fresh.person.agency,
        actor=actor,
        now=now,
        subject=f"codes:{fresh.uuid}",
        data={"batch": fresh.batch, "certificate": fresh.certificate_number, "reason": fresh.stop_reason},
    )
    return fresh


@act("cases.portrait.kept")
def keep_portrait(person: Person, content: bytes, *, actor: Person, now: datetime) -> Portrait:
    """The picture of the certificate, without what a camera wrote into the file."""
    require(actor, "certificate.keep", Scope(person.agency_id))
    if not person.certificate_number:
        raise refuse("portrait.certificate", "没有执法证的人员不用登记照片，请先登记执法证。", CITE, "photo")
    try:
        clean, media_type = cleaned(content)
    except PortraitFault as fault:
        raise refuse("portrait.file", str(fault), CITE, "photo") from None
    made = Portrait.objects.create(
        person=person,
        content=clean,
        media_type=media_type,
        sha256=hashlib.sha256(clean).hexdigest(),
        by=actor,
        at=now,
    )
    entry = record(
        "cases.portrait.kept",
        agency=person.agency,
        actor=actor,
        now=now,
        subject=f"person:{person.uuid}",
        data={"certificate": person.certificate_number, "sha256": made.sha256},
    )
    _send_portrait(made, entry, now)
    return made


def _send_portrait(made: Portrait, entry: Entry, now: datetime) -> None:
    person = made.person
    body = {
        "kind": "identity.portrait",
        "agency": {"name": person.agency.name, "code": person.agency.code},
        "certificate": person.certificate_number,
        "media_type": made.media_type,
        "sha256": made.sha256,
        "content_hex": bytes(made.content).hex(),
        "entry_id": entry.pk,
    }
    put("portal", lane="identity", key=f"identity.portrait:{entry.pk}", body=body, now=now)


def _stop(batch: CodeBatch, reason: str, now: datetime) -> None:
    batch.stopped_at, batch.stop_reason = now, reason
    batch.save(update_fields=["stopped_at", "stop_reason"])
    body = {"kind": "identity.stopped", "batch": batch.batch, "stopped_at": now}
    put("portal", lane="identity", key=f"identity.stopped:{batch.batch}", body=body, now=now)
