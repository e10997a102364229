"""The second look, shared by the first publication and a correction. Demands an open act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from daylight.base import lawpack
from daylight.base.access import require
from daylight.base.orgs.models import Person
from daylight.base.outbox import posting
from daylight.core import gates, identifiers
from daylight.core.facts import CaseFacts, PublicationFacts
from daylight.core.moment import local_date
from daylight.core.refusal import Refusal, Refused, refuse
from daylight.decisions.composing import principal
from daylight.disclosure import copies, fields, outgoing, public_paper, record_building, redaction
from daylight.disclosure.kinds import is_served
from daylight.disclosure.models import STATES, Copy, Task
from daylight.portal.record import RecordFault, check_record, record_sha256
from daylight.recording.render.readback import ReadFault

# Correction grounds that mean the earlier version showed too much (lawpacks/cn/disclosure.toml).
CONCEALING = ("masking_incomplete",)


def opened_for_confirming(copy: Copy, kinds: tuple[str, ...], actor: Person) -> Copy:
    """The open copy, locked, if it waits for a second look by somebody like ``actor``."""
    require(actor, "disclosure.confirm", copies.scope(copy.task))
    task = copies.locked(copy.task)
    fresh = Copy.objects.select_for_update().get(pk=copy.pk)
    fresh.task = task
    if fresh.confirmed_at is not None:
        who = fresh.confirmed_by.name if fresh.confirmed_by else "系统"
        raise refuse("disclosure.confirmed", f"{who}已经复核并公示了这一版，请刷新页面查看。", copies.CITE)
    if fresh.kind not in kinds:
        raise refuse("disclosure.kind", "这一版不是首次公示版，请在更正页面复核。", copies.CITE)
    expected = "to_confirm" if fresh.kind == "first" else "published"
    if task.state != expected:
        raise refuse("disclosure.state", f"本事项{STATES[task.state]}，现在不能复核公示版。", copies.CITE)
    if str(actor.uuid) in copies.hands(fresh):
        raise refuse(
            "G19", f"{actor.name}参与了这一版的脱敏，不能再由本人复核，请另一名人员复核。", copies.CITE, "confirmed_by"
        )
    return fresh


def demand_ready(copy: Copy, seen_sha256: str, secrecy_checked: bool, actor: Person, today: date) -> None:
    """Raises whatever stands against publishing what was seen."""
    if refusals := _refusals(copy, seen_sha256, secrecy_checked, actor, today):
        raise Refused(refusals)


def confirm(
    copy: Copy, event: str, kind: str, seen_sha256: str, secrecy_checked: bool, actor: Person, now: datetime
) -> Copy:
    """Pass G19, fix the bytes, record them and hand them to the public site."""
    task, today = copy.task, local_date(now)
    demand_ready(copy, seen_sha256, secrecy_checked, actor, today)
    record = finished(copy, task, today)
    line, file = public_paper.draw(record, task.agency, now)
    record["documents"] = [line]
    try:
        check_record(record)
    except RecordFault as fault:
        raise Refused([Refusal("disclosure.record", f"公示内容不完整：{each}。") for each in fault.faults]) from fault
    _require_clean_bytes(record, [file], task, today)
    copy.record, copy.sha256 = record, record_sha256(record)
    copy.confirmed_by, copy.confirmed_at = actor, now
    post(copy, event, kind, actor, now, files=[file])
    return copy


def _require_clean_bytes(
    record: Mapping[str, Any], files: Sequence[Mapping[str, str]], task: Task, today: date
) -> None:
    """What leaves is read back from its bytes; whatever cannot be read does not leave."""
    facts, rules = copies.known(task, today)
    try:
        left = outgoing.residue(record, files, facts, rules)
    except ReadFault as fault:
        raise refuse("G19", f"{fault}，无法核对是否还有个人信息，请联系管理员。", copies.CITE, "bytes") from fault
    if left:
        said = "、".join(left)
        raise refuse("G19", f"生成的公示文件里还能看到{said}，请退回承办人增加遮盖后重新生成。", copies.CITE, "bytes")


def finished(copy: Copy, task: Task, today: date) -> dict[str, object]:
    """The record with what the platform fills in at the moment of publication."""
    first_on = task.published_on or today
    return copy.record | {
        "published_on": first_on.isoformat(),
        "keep_until": record_building.keep_until(task, copy.record["party"]["kind"], first_on).isoformat(),
        "performance": record_building.performance(task, today),
    }


def post(
    copy: Copy, event: str, kind: str, actor: Person | None, now: datetime, files: Sequence[Mapping[str, str]] = ()
) -> None:
    """Journal entry, row and message of one confirmed version; a file that did not change is not sent again."""
    task, record = copy.task, copy.record
    entry = copies.note(
        event,
        task,
        actor,
        now,
        version=copy.version,
        number=record["number"],
        code=record["code"],
        decided_on=record["decided_on"],
        published_sha256=copy.sha256,
        prepared_by=copy.prepared_by.uuid if copy.prepared_by else "",
        # 山东省社会信用条例第二十条: a natural person's penalty goes to no public credit channel (G20).
        credit="forbidden" if record["party"]["kind"] == "person" else "allowed",
        reason=copy.reason,
    )
    copy.entry_id = entry.pk
    copy.save()
    body = {
        "kind": kind,
        "uuid": task.uuid,
        "version": copy.version,
        "entry_id": entry.pk,
        "record": record,
        "unit": task.case.section.name,
        "files": list(files),
        # What should have been masked must not stay readable as the earlier version.
        "conceal_previous": copy.reason_code in CONCEALING,
        "published_on": local_date(now),
    }
    if copy.reason:
        body["reason"] = public_reason(copy, local_date(now))
    posting.put("portal", lane=f"decision:{task.uuid}", key=f"{kind}:{task.uuid}:{copy.version}", body=body, now=now)


def public_reason(copy: Copy, on: date) -> str:
    """A correction's reason as the public reads it: the ground's name and the person's words."""
    ground = copies.reason_named("correct", copy.reason_code, on) if copy.reason_code else None
    return f"{ground.name}：{copy.reason}" if ground else copy.reason


def _refusals(copy: Copy, seen_sha256: str, secrecy_checked: bool, actor: Person, today: date) -> list[Refusal]:
    task = copy.task
    facts, rules = copies.known(task, today)
    copies.require_adult(task, facts, rules)
    # What leaves is computed again from the decision: a row changed behind our back would show here.
    fresh = redaction.redact(copy.source, facts, rules, copy.marks, copy.settled)
    current = redaction.shown_sha256(fresh.record)
    open_doubts = redaction.unsettled(fresh.uncertain, copy.settled, copy.marks)
    excused = redaction.excused(fresh.uncertain, copy.settled, copy.marks)
    page = PublicationFacts(
        secrecy_checked_by=str(actor.uuid) if secrecy_checked else "",
        masked_by=str(copy.prepared_by.uuid) if copy.prepared_by else "",
        confirmed_by=str(actor.uuid),
        confirmed_sha256=seen_sha256,
        current_sha256=current if redaction.shown_sha256(copy.record) == current == copy.sha256 else "",
        residue=tuple(redaction.residue(fresh.record, fresh.spans, excused, facts, rules)),
        party_birth_on=_born_on(task),
        served=is_served(task),
    )
    verdicts = gates.evaluate(["G19"], CaseFacts(publication=page), lawpack.current(), today)
    found = list(gates.refusals_of(verdicts))
    if open_doubts:
        found.append(
            Refusal(
                "G19", f"还有 {len(open_doubts)} 处存疑没有处理，请逐处选择遮盖或者保留。", copies.CITE, "uncertain"
            )
        )
    if not _still_the_decision(copy, today):
        found.append(
            Refusal("disclosure.source", "生成公示版之后案件登记有变动，请退回承办人重新生成公示版。", copies.CITE)
        )
    if copy.returned:
        found.append(Refusal("disclosure.returned", "这一版已退回，承办人改好后才能复核。", copies.CITE))
    return found


def _still_the_decision(copy: Copy, today: date) -> bool:
    """Whether the source is what the decision says now, with the corrections of this copy and nothing else."""
    built = record_building.build(copy.task, copy.version, today)
    built = fields.written(built, {path: after for path, (_, after) in copy.changes.items()})
    return redaction.shown_sha256(built) == redaction.shown_sha256(copy.source)


def _born_on(task: Task) -> date | None:
    party = principal(task.case)
    found = identifiers.identity(record_building.identity_number(party)) if party.kind == "person" else None
    return found.born_on if found else None
