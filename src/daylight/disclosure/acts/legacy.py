"""历史决定入库与公示: imports are idempotent by record id; what is published here is not silently replaced."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from daylight.base.access import Scope, require
from daylight.base.act import act
from daylight.base.journal import writing as journal
from daylight.base.orgs.models import Agency, Person
from daylight.base.outbox import posting
from daylight.core.canonical import canonical
from daylight.core.masking import Facts
from daylight.core.moment import local_date
from daylight.core.refusal import Refusal, Refused, refuse
from daylight.disclosure import copies, events, legacy, record_building, redaction, requests
from daylight.disclosure.models import Legacy
from daylight.disclosure.opening import fresh_code
from daylight.portal.record import RecordFault, check_record, record_sha256


@act(events.LEGACY_IMPORTED)
def import_records(
    records: Iterable[Mapping[str, Any]], agency: Agency, *, actor: Person, now: datetime
) -> dict[str, list[str]]:
    """Keep every record with its questions. Answers the record ids by what became of them: ``added``, ``changed``,
    ``same``, ``published`` (differs from what is public here: use a correction)."""
    require(actor, "disclosure.prepare", Scope(agency.pk))
    read = list(records)
    outcome: dict[str, list[str]] = {"added": [], "changed": [], "same": [], "published": []}
    known = {each.key: each for each in Legacy.objects.select_for_update().filter(agency=agency)}
    for record, result in zip(read, legacy.report(read), strict=True):
        key = result["id"]
        if not key:
            raise refuse("legacy.id", "有一条记录没有编号（id），请补上后再导入。", "", "id")
        row = known.get(key) or Legacy(agency=agency, key=key)
        outcome[_keep(row, record, result, actor, now)].append(key)
        known[key] = row
    digest = hashlib.sha256(canonical(legacy.kept(read))).hexdigest()
    journal.record(
        events.LEGACY_IMPORTED,
        agency=agency,
        actor=actor,
        now=now,
        subject=f"agency:{agency.uuid}",
        data={"file_sha256": digest, **outcome},
    )
    return outcome


@act(events.LEGACY_PUBLISHED)
def publish_legacy(row: Legacy, *, actor: Person, now: datetime) -> Legacy:
    """Publish an imported decision with its source, marked as 历史决定, and what its source did not show."""
    require(actor, "disclosure.confirm", Scope(row.agency_id))
    fresh = Legacy.objects.select_for_update(of=("self",)).select_related("agency").get(pk=row.pk)
    if fresh.published_at is not None:
        raise refuse("disclosure.published", "这条历史决定已经公示，不用重复办理。", copies.CITE)
    if not fresh.publishable:
        reason = legacy.why_not({"ok": not _blocking(fresh), "normalised": fresh.normalised}) or "还有待核问题。"
        raise refuse("legacy.questions", reason, copies.CITE)
    today = local_date(now)
    rules = record_building.mask_rules(today)
    code = fresh_code()
    made = redaction.redact(
        legacy.build(fresh.normalised, fresh.original, str(fresh.uuid), code, today), Facts(), rules
    )
    if made.uncertain:
        seen = "、".join(dict.fromkeys(f"“{each['original']}”" for each in made.uncertain))
        raise refuse("G19", f"{seen}可能需要隐去，请核对来源并改好记录后重新导入。", copies.CITE)
    if left := redaction.residue(made.record, made.spans, {}, Facts(), rules):
        raise refuse("G19", f"公开内容里还能看到{'、'.join(left)}，请改好记录后重新导入。", copies.CITE)
    try:
        check_record(made.record)
    except RecordFault as fault:
        raise Refused([Refusal("disclosure.record", f"公示内容不完整：{each}。") for each in fault.faults]) from fault
    fresh.record, fresh.sha256, fresh.code = made.record, record_sha256(made.record), code
    fresh.published_at, fresh.published_by = now, actor
    data = {
        "uuid": fresh.uuid,
        "version": 1,
        "number": made.record["number"],
        "code": code,
        "decided_on": made.record["decided_on"],
        "published_sha256": fresh.sha256,
    }
    subject = f"legacy:{fresh.uuid}"
    # The same kind as any other publication, so that one proof shape fits every public page.
    entry = journal.record(
        events.PUBLISHED, agency=fresh.agency, actor=actor, now=now, subject=subject, data=data | {"legacy": True}
    )
    journal.record(
        events.LEGACY_PUBLISHED,
        agency=fresh.agency,
        actor=actor,
        now=now,
        subject=subject,
        data={"key": fresh.key, "source": made.record["source"]["url"], "published_sha256": fresh.sha256},
    )
    fresh.entry_id = entry.pk
    fresh.save()
    posting.put(
        "portal",
        lane=f"decision:{fresh.uuid}",
        key=f"decision.published:{fresh.uuid}:1",
        body={
            "kind": "decision.published",
            "uuid": fresh.uuid,
            "version": 1,
            "entry_id": entry.pk,
            "record": made.record,
            "files": [],
            "published_on": today,
        },
        now=now,
    )
    return fresh


@act(events.LEGACY_WITHDRAWN)
def withdraw_legacy(row: Legacy, reason_code: str, explanation: str, *, actor: Person, now: datetime) -> Legacy:
    """Take a republished decision down, e.g. because its source withdrew it; the public reads the reason."""
    require(actor, "disclosure.withdraw", Scope(row.agency_id))
    fresh = Legacy.objects.select_for_update(of=("self",)).select_related("agency").get(pk=row.pk)
    if fresh.withdrawn_at is not None:
        raise refuse("disclosure.withdrawn", "这条历史决定已经撤回，请刷新页面查看。", copies.CITE)
    if fresh.published_at is None:
        raise refuse("disclosure.state", "这条历史决定没有公示，不用撤回。", copies.CITE)
    today = local_date(now)
    reason = copies.reason_named("withdraw", reason_code, today)
    if not explanation.strip():
        raise refuse("disclosure.reason", "请写明撤回的理由，理由向社会公开。", reason.cite, "explanation")
    copies.require_clean(explanation, Facts(), record_building.mask_rules(today), "explanation")
    text = f"{reason.name}。{explanation.strip()}"
    fresh.withdrawn_at, fresh.withdrawn_by = now, actor
    fresh.withdrawn_code, fresh.withdrawn_reason = reason_code, explanation.strip()
    fresh.save()
    data = {"uuid": fresh.uuid, "reason_code": reason_code, "reason": text, "cite": reason.cite, "withdrawn_on": today}
    subject = f"legacy:{fresh.uuid}"
    entry = journal.record(
        events.WITHDRAWN, agency=fresh.agency, actor=actor, now=now, subject=subject, data=data | {"legacy": True}
    )
    journal.record(
        events.LEGACY_WITHDRAWN, agency=fresh.agency, actor=actor, now=now, subject=subject, data={"key": fresh.key}
    )
    requests.settle({"legacy": fresh}, "withdrawn", text, actor, now)
    posting.put(
        "portal",
        lane=f"decision:{fresh.uuid}",
        key=f"decision.withdrawn:{fresh.uuid}",
        body={
            "kind": "decision.withdrawn",
            "uuid": fresh.uuid,
            "withdrawn_on": today,
            "reason_code": reason_code,
            "reason_text": text,
            "clause": reason.cite,
            "entry_id": entry.pk,
        },
        now=now,
    )
    return fresh


def _keep(row: Legacy, record: Mapping[str, Any], result: Mapping[str, Any], actor: Person, now: datetime) -> str:
    original, normalised = legacy.kept(record), journal.plain(result["normalised"])
    questions, publishable = result["questions"], not legacy.why_not(result)
    present = (row.original, row.normalised, row.questions, row.publishable)
    if row.pk and present == (original, normalised, questions, publishable):
        return "same"
    if row.published_at is not None:
        return "published"
    outcome = "changed" if row.pk else "added"
    row.original, row.normalised = original, normalised
    row.questions, row.publishable = questions, publishable
    row.imported_at, row.imported_by = now, actor
    row.save()
    return outcome


def _blocking(row: Legacy) -> bool:
    return any(each["blocking"] for each in row.questions)
