"""The publication feed: the only way anything reaches the public site. Applying a message twice, or late, does no harm.

Messages (``kind``):

* ``decision.published`` · ``decision.corrected`` · ``decision.performance``: ``{uuid, version, entry_id, record,
  files: [{name, content_base64}], unit?, reason?, published_on?, conceal_previous?}``; a correction carries ``reason``
  and, when an earlier version showed what it must not show, ``conceal_previous: true``. ``files[].name`` is
  ``record.documents[].file``; an unchanged file may be left out in a later version.
* ``decision.withdrawn``: ``{uuid, withdrawn_on, reason_code, reason_text, clause, entry_id}``; final for this uuid.
* ``list.published``: ``{list, version, title?, in_force_from, columns: [{code, title}], rows, agency: {name, code}, basis,
  entry_id}`` · ``list.superseded`` and ``list.withdrawn``: ``{list, version, in_force_until, agency}``.
* ``flow.published``: ``{name, title, version, cite, in_force_from, digest, svg, svg_narrow, text, bpmn, entry_id}``; the same
  version again replaces what stood (a time limit or an article named in the chart may change under one definition).
* ``gate.overridden``: ``{gate, title, why, cite, month, agency, entry_id}``; one 例外放行, without any trace of its case.
* ``certificate.changed``: ``{number, event, on, audit_due?, agency, entry_id}``; ``event``: added | audited | failed |
  suspended | restored | cancelled, of an 执法证 only.
* ``correction.told``: ``{code, state, due_on, answer?, version?, answered_on?}``; the receipt of one request to correct.
* ``completeness.counted``: ``{agency, counted_on, rows}``; see ``completeness.py`` for a row. Figures only: no case, party or
  number; the newest count replaces the one before.
* ``identity.issued`` · ``identity.stopped`` · ``identity.portrait`` · ``window.shifts``: see ``identityfeed``, ``windowfeed``;
  they write no page.
* ``site.described``: ``{name, site_name, address, phone, site_code, icp, police, find_fault_url, emblem_url, licence,
  licence_url, embedded, demonstration}``.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import F

from daylight.base.permit import current_permit
from daylight.core.moment import local_date
from daylight.portal import tally
from daylight.portal.asking import take_answer
from daylight.portal.completeness import take_counts
from daylight.portal.flowfeed import apply_flow
from daylight.portal.listfeed import apply_list, day, end_list
from daylight.portal.models import (
    CertificateEvent,
    DecisionFile,
    DecisionVersion,
    PublicDecision,
    PublicFlow,
    PublicList,
    PublicOverride,
    PublicSite,
)
from daylight.portal.record import check_record, record_sha256
from daylight.portal.servicefeed import ANSWERED

# fmt: off
SITE_FIELDS = (
    "name", "site_name", "address", "phone", "site_code", "icp", "police", "find_fault_url", "emblem_url",
    "licence", "licence_url",
)
# fmt: on


class FeedFault(ValueError):
    """A message that cannot be applied; it stays in the outbox and is shown as undelivered."""


def apply(message: Mapping[str, Any], now: datetime) -> None:
    """Take in one message inside an open permit and transaction. Raises ``FeedFault`` or ``RecordFault``."""
    current_permit()
    kind = str(message.get("kind", ""))
    if kind in ANSWERED:
        ANSWERED[kind](message, now)
        return
    if kind not in _RECEIVERS:
        raise FeedFault(f"公示网站不认识这种消息：{kind}")
    _RECEIVERS[kind](message, now)
    touch_site()


def touch_all() -> None:
    """Have every decision page made again, newest first: masthead, tabs or footer changed. One row is written, not all."""
    last = PublicDecision.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    if last and not PublicSite.objects.update(repaint_from=last):
        PublicSite.objects.create(repaint_from=last)


def touch_site() -> None:
    """Mark the pages that list everything (home, decisions, feed) as out of date."""
    if not PublicSite.objects.update(revision=F("revision") + 1):
        PublicSite.objects.create()


def _version(message: Mapping[str, Any], now: datetime) -> None:
    record = message["record"]
    check_record(record)
    if record["uuid"] != message["uuid"] or record["version"] != message["version"]:
        raise FeedFault("消息的编号、版本与公示记录不一致，请重新生成公示版。")
    decision, _ = PublicDecision.objects.get_or_create(uuid=record["uuid"])
    if decision.status in {"withdrawn", "expired"}:
        # Withdrawal is final: a message that was under way must not bring the content back (行政处罚法第48条).
        return
    taken = PublicDecision.objects.filter(code=record["code"]).exclude(uuid=record["uuid"]).exists()
    if taken or decision.code not in {"", record["code"]}:
        # The code is printed on paper: one code names one decision for ever.
        raise FeedFault("核验码已用于另一份文书，或与先前公示的不同，请核对后重新生成公示版。")
    digest = record_sha256(record)
    kept, fresh = DecisionVersion.objects.get_or_create(
        uuid=record["uuid"],
        version=record["version"],
        defaults={
            "kind": message["kind"].removeprefix("decision."),
            "record": record,
            "record_sha256": digest,
            "published_on": day(message.get("published_on")) or local_date(now),
            "reason": message.get("reason", ""),
            "journal_entry_id": message.get("entry_id"),
        },
    )
    if kept.record_sha256 != digest:
        raise FeedFault(f"第 {record['version']} 版已公示过不同内容，改动须作为新版本公示。")
    if not fresh:
        return
    _keep_files(record, message.get("files", ()))
    if message.get("conceal_previous"):
        DecisionVersion.objects.filter(uuid=record["uuid"], version__lt=record["version"]).update(record=None)
    if record["version"] > decision.version:
        _show(decision, record, digest, message)
    else:
        # An earlier version that came late: only the history on the page changes.
        PublicDecision.objects.filter(pk=decision.pk).update(revision=F("revision") + 1)


def fill(decision: PublicDecision, record: Mapping[str, Any], digest: str) -> None:
    """Every column that repeats the record; not saved. The publisher reads the same page before it goes out."""
    decision.agency_name, decision.agency_code = record["agency"]["name"], record["agency"]["code"]
    decision.party_display, decision.party_kind = record["party"]["name"], record["party"]["kind"]
    decision.credit_code = record["party"]["credit_code"]
    for name in ("number", "title", "category", "violation", "gist", "code", "legacy", "version"):
        setattr(decision, name, record[name])
    for name in ("decided_on", "published_on", "keep_until"):
        setattr(decision, name, day(record[name]))
    decision.basis = "；".join(record["basis"])
    decision.penalty_text = record.get("result") or "；".join(each["text"] for each in record["penalties"])
    decision.fine_yuan = None if record["fine_yuan"] is None else Decimal(record["fine_yuan"])
    decision.source = record["source"]["url"] if record["source"] else ""
    decision.record, decision.record_sha256 = dict(record), digest


def _show(decision: PublicDecision, record: Mapping[str, Any], digest: str, message: Mapping[str, Any]) -> None:
    counted, month = tally.contribution(decision), tally.month_of(decision)
    fill(decision, record, digest)
    decision.unit = message.get("unit") or decision.unit
    decision.journal_entry_id, decision.proof = message.get("entry_id"), None
    corrected = DecisionVersion.objects.filter(uuid=decision.uuid, kind="corrected").exists()
    decision.status = "corrected" if corrected else "published"
    decision.revision += 1
    decision.save()
    tally.move(counted, tally.contribution(decision))
    tally.touch_month(month, tally.month_of(decision), urgent=message["kind"] == "decision.corrected")


def _keep_files(record: Mapping[str, Any], files: Any) -> None:
    brought: dict[str, bytes] = {}
    for file in files or ():
        try:
            brought[file["name"]] = base64.b64decode(file["content_base64"], validate=True)
        except (binascii.Error, ValueError):
            raise FeedFault(f"文书 {file['name']} 的内容不是 base64，请重新生成公示版。") from None
    for document in record["documents"]:
        content = brought.get(document["file"])
        if content is None:
            earlier = DecisionFile.objects.filter(uuid=record["uuid"], sha256=document["sha256"]).first()
            if earlier is None:
                raise FeedFault(f"缺少文书 {document['file']} 的内容，请重新生成公示版。")
            content = bytes(earlier.content)
        if hashlib.sha256(content).hexdigest() != document["sha256"] or len(content) != document["size"]:
            raise FeedFault(f"文书 {document['file']} 与记录中的校验值不符，请重新生成公示版。")
        DecisionFile.objects.get_or_create(
            uuid=record["uuid"],
            version=record["version"],
            name=document["file"],
            defaults={"sha256": document["sha256"], "content": content},
        )


def _withdrawn(message: Mapping[str, Any], now: datetime) -> None:
    decision, _ = PublicDecision.objects.get_or_create(uuid=message["uuid"])
    if decision.status == "withdrawn":
        return
    counted = tally.contribution(decision)
    decision.status = "withdrawn"
    decision.withdrawn_on = day(message["withdrawn_on"])
    decision.withdrawn_reason_code = message["reason_code"]
    decision.withdrawn_reason = message["reason_text"]
    decision.withdrawn_clause = message.get("clause", "")
    decision.journal_entry_id, decision.proof = message.get("entry_id"), None
    clear(decision, counted)


def clear(decision: PublicDecision, counted: tally.Contribution | None) -> None:
    """Empty the content of a decision, its versions and files; the row, its dates and its code stay.

    ``counted``: what the decision counted as before its status changed.
    """
    for name in ("number", "title", "party_display", "party_kind", "credit_code", "violation", "gist", "basis", "unit"):
        setattr(decision, name, "")
    decision.penalty_text = decision.source = decision.record_sha256 = ""
    decision.fine_yuan = decision.decided_on = decision.record = None
    decision.revision += 1
    decision.save()
    tally.move(counted, tally.contribution(decision))
    tally.touch_month(None, tally.month_of(decision), urgent=True)
    DecisionVersion.objects.filter(uuid=decision.uuid).update(record=None, reason="")
    DecisionFile.objects.filter(uuid=decision.uuid).delete()


def _site(message: Mapping[str, Any], now: datetime) -> None:
    site = PublicSite.objects.first() or PublicSite()
    for name in SITE_FIELDS:
        setattr(site, name, message.get(name, ""))
    site.demonstration = bool(message.get("demonstration", False))
    site.embedded = bool(message.get("embedded", False))
    site.save()
    touch_all()


def _list(message: Mapping[str, Any], now: datetime) -> None:
    first = not PublicList.objects.exists()
    apply_list(message, now)
    if first:
        touch_all()


def _flow(message: Mapping[str, Any], now: datetime) -> None:
    # The column 事前公开 opens with the first list or chart.
    first = not PublicFlow.objects.exists() and not PublicList.objects.exists()
    apply_flow(message, now)
    if first:
        touch_all()


def _override(message: Mapping[str, Any], now: datetime) -> None:
    PublicOverride.objects.get_or_create(
        journal_entry_id=message["entry_id"],
        defaults={
            **{name: message[name] for name in ("gate", "title", "why", "cite")},
            "month": day(message["month"]),
            "agency_code": message["agency"]["code"],
            "agency_name": message["agency"]["name"],
        },
    )


def _certificate(message: Mapping[str, Any], now: datetime) -> None:
    CertificateEvent.objects.get_or_create(
        journal_entry_id=message["entry_id"],
        defaults={
            "number": message["number"],
            "kind": message["event"],
            "on": day(message["on"]),
            "audit_due": day(message.get("audit_due")),
            "agency_code": message["agency"]["code"],
        },
    )


_RECEIVERS: dict[str, Callable[[Mapping[str, Any], datetime], None]] = {
    "decision.published": _version,
    "decision.corrected": _version,
    "decision.performance": _version,
    "decision.withdrawn": _withdrawn,
    "list.published": _list,
    "list.superseded": end_list,
    "list.withdrawn": end_list,
    "flow.published": _flow,
    "gate.overridden": _override,
    "certificate.changed": _certificate,
    "completeness.counted": take_counts,
    "correction.told": take_answer,
    "site.described": _site,
}
