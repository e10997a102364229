"""Shared steps of the acts that make and change a public copy. They demand an open act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from daylight.base import lawpack
from daylight.base.access import Scope
from daylight.base.journal import writing as journal
from daylight.base.journal.models import Entry
from daylight.base.orgs.models import Person
from daylight.base.permit import current_permit
from daylight.cases.scopes import scope_of
from daylight.core.masking import Facts, MaskRules, blocked
from daylight.core.moment import local_time
from daylight.core.refusal import refuse
from daylight.disclosure import fields, record_building, redaction
from daylight.disclosure.models import STATES, Copy, Task

CITE = "政府信息公开条例第十七条"
# What every read of a task needs beside it.
PARTS = ("case__agency", "decision__case__agency", "document")
MINOR_CITE = "未成年人保护法；政府信息公开条例第十五条"


def scope(task: Task) -> Scope:
    """Whose publication it is: the case's."""
    return scope_of(task.case)


def locked(task: Task) -> Task:
    """The row as it is now; whoever comes second waits here."""
    current_permit()
    return Task.objects.select_for_update(of=("self",)).select_related(*PARTS).get(pk=task.pk)


def known(task: Task, on: date) -> tuple[Facts, MaskRules]:
    """What the case knows about people, and the rules in force on ``on``."""
    return Facts.read(record_building.facts_of(task, on)), record_building.mask_rules(on)


def require_adult(task: Task, facts: Facts, rules: MaskRules) -> None:
    """G19: a minor's case is not published at all."""
    if task.case.minor_party or blocked(facts, rules):
        raise refuse("G19", "当事人或者相关人员是未成年人，整案不上网公开，请办理不予公开。", MINOR_CITE)


def open_copy(task: Task) -> Copy | None:
    """The copy nobody confirmed yet."""
    return task.copies.filter(confirmed_at=None).first()


def last_published(task: Task) -> Copy | None:
    """The newest confirmed copy."""
    return task.copies.exclude(confirmed_at=None).order_by("-version").first()


def make_copy(
    task: Task,
    kind: str,
    source: Mapping[str, Any],
    facts: Facts,
    rules: MaskRules,
    actor: Person,
    now: datetime,
    marks: Sequence[Mapping[str, Any]] = (),
    settled: Mapping[str, Mapping[str, Any]] | None = None,
    **more: Any,
) -> Copy:
    """Mask ``source`` and keep the result as the open copy of ``task``."""
    copy = Copy(
        task=task,
        kind=kind,
        version=source["version"],
        source=dict(source),
        marks=list(marks),
        settled=dict(settled or {}),
        prepared_by=actor,
        prepared_at=now,
        **more,
    )
    remask(copy, facts, rules)
    copy.save()
    return copy


def remask(copy: Copy, facts: Facts, rules: MaskRules) -> None:
    """Compute the masked record again from the source, the marks and the settled doubts; not saved."""
    made = redaction.redact(copy.source, facts, rules, copy.marks, copy.settled)
    copy.record = made.record
    copy.spans = {path: [span.as_dict() for span in spans] for path, spans in made.spans.items()}
    copy.uncertain = made.uncertain
    copy.sha256 = redaction.shown_sha256(copy.record)


def demand_unscheduled(copy: Copy) -> None:
    """What was passed for a set time goes out as it was seen."""
    if copy.publish_at is not None:
        at = f"{local_time(copy.publish_at):%m-%d %H:%M}"
        raise refuse("disclosure.scheduled", f"这一版已定于 {at} 公示，要改动请先取消定时。", CITE)


def clear_schedule(copy: Copy, why: str = "") -> None:
    """Inside an open act: the copy waits for its second look again. ``why``: it could not go out."""
    current_permit()
    copy.publish_at = copy.scheduled_by = None
    copy.scheduled_sha256, copy.schedule_fault = "", why
    copy.save(update_fields=["publish_at", "scheduled_by", "scheduled_sha256", "schedule_fault"])


def for_editing(copy: Copy, edition: int) -> Copy:
    """The open copy as it is now, if it is still the ``edition`` the person saw."""
    task = locked(copy.task)
    fresh = Copy.objects.select_for_update().get(pk=copy.pk)
    fresh.task = task
    if fresh.confirmed_at is not None:
        raise refuse("disclosure.confirmed", "这一版已经公示，不能再改动；发现有误的，请办理更正。", CITE)
    demand_unscheduled(fresh)
    if task.state not in ("to_prepare", "to_confirm", "published"):
        raise refuse("disclosure.state", f"本事项{STATES[task.state]}，不能再改动公示版。", CITE)
    if fresh.edition != edition:
        who = last_hand(fresh)
        raise refuse(
            "disclosure.stale", f"本页打开后{who}改动过公示版，请刷新页面后重新处理，您填写的内容仍保留在本页。"
        )
    return fresh


def save_edited(copy: Copy, actor: Person, now: datetime, facts: Facts, rules: MaskRules) -> Copy:
    """Remask and save after a person's change; a first copy goes (back) to the second look."""
    try:
        remask(copy, facts, rules)
    except ValueError as error:
        raise refuse("disclosure.span", f"{error}。", CITE) from error
    copy.edition += 1
    copy.returned = ""
    copy.save()
    if copy.kind == "first":
        Task.objects.filter(pk=copy.task_id).update(state="to_confirm")
    return copy


def hands(copy: Copy) -> dict[str, str]:
    """Everybody who made or changed the copy: uuid → name. None of them may confirm it."""
    found = {str(copy.prepared_by.uuid): copy.prepared_by.name} if copy.prepared_by else {}
    found |= {each["by"]: each["by_name"] for each in copy.marks}
    return found | {each["by"]: each["by_name"] for each in copy.settled.values()}


def last_hand(copy: Copy) -> str:
    """Who changed the copy last."""
    touched = [*copy.marks, *copy.settled.values()]
    if touched:
        return str(max(touched, key=lambda each: each["at"])["by_name"])
    return copy.prepared_by.name if copy.prepared_by else "系统"


def stands(source: Mapping[str, Any], made: Mapping[str, Any]) -> bool:
    """Whether a mark or an answered doubt still lies on the same words of ``source``."""
    if made["path"] not in fields.paths(source):
        return False
    return fields.read(source, made["path"])[made["start"] : made["end"]] == str(made["original"])


def original(copy: Copy, path: str, start: int, end: int) -> str:
    """The source text of a stretch. Refused when there is no such place."""
    try:
        text = fields.read(copy.source, path)
    except (KeyError, IndexError) as error:
        raise refuse("disclosure.path", "公示版里没有这个栏目，请刷新页面后重新选取。", "", "path") from error
    if not 0 <= start < end <= len(text):
        raise refuse("disclosure.span", "选取的位置不在这段文字里，请重新选取。", "", "start")
    return text[start:end]


def note(event: str, task: Task, actor: Person | None, now: datetime, subject: str = "", **data: Any) -> Entry:
    """One journal entry about ``task``."""
    return journal.record(
        event,
        agency=task.agency,
        actor=actor,
        now=now,
        subject=subject or f"publication:{task.uuid}",
        case_uuid=task.case.uuid,
        data={"uuid": task.uuid, **data},
    )


def reason_named(use: str, code: str, on: date, field: str = "reason_code") -> Any:
    """The lawpack's reason ``code`` for ``use`` (withhold, withdraw, correct). Refused when it is none of them."""
    known_reasons = {each.id: each for each in lawpack.current().disclosure_reasons(use, on)}
    if code not in known_reasons:
        names = "、".join(each.name for each in known_reasons.values())
        raise refuse("disclosure.reason", f"请从列出的情形中选一项：{names}。", CITE, field)
    return known_reasons[code]


def require_clean(text: str, facts: Facts, rules: MaskRules, field: str) -> None:
    """A reason the public will read must not carry what was just hidden."""
    left = redaction.residue_of_text(text, facts, rules)
    if left:
        raise refuse("G19", f"说明将向社会公开，里面还能看到{'、'.join(left)}，请改写后再提交。", CITE, field)
