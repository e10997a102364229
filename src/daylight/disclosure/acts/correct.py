"""更正: a new version with its reason, the old one kept and linked (政府信息公开条例第41条)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from daylight.base.access import require
from daylight.base.act import act
from daylight.base.orgs.models import Person
from daylight.core.moment import local_date
from daylight.core.refusal import refuse
from daylight.disclosure import copies, events, fields, record_building, redaction, requests
from daylight.disclosure.confirming import confirm, opened_for_confirming, public_reason
from daylight.disclosure.models import STATES, Copy, Task

CITE = "政府信息公开条例第四十一条"
# Grounds on which the text itself, not only its masks, may be put right.
REWORDING = ("inaccurate", "clerical")


@act(events.CORRECTING)
def correct(
    task: Task,
    reason_code: str,
    reason: str,
    changes: Mapping[str, str] | None = None,
    *,
    actor: Person,
    now: datetime,
) -> Copy:
    """Prepare the next version; ``changes``: path → right text (disclosure/fields.paths), masks are added afterwards.

    The public sees nothing of it before a second person confirms it.
    """
    require(actor, "disclosure.correct", copies.scope(task))
    fresh, today = copies.locked(task), local_date(now)
    if fresh.state != "published":
        raise refuse("disclosure.state", f"本事项{STATES[fresh.state]}，没有可以更正的公示内容。", CITE)
    if other := copies.open_copy(fresh):
        raise refuse(
            "disclosure.correcting", f"{copies.last_hand(other)}正在办理更正，请在该版上继续，或者先放弃该版。", CITE
        )
    copies.reason_named("correct", reason_code, today)
    if not reason.strip():
        raise refuse("disclosure.reason", "请写明更正的理由，理由随更正内容一并公开。", CITE, "reason")
    facts, rules = copies.known(fresh, today)
    copies.require_clean(reason, facts, rules, "reason")
    before = copies.last_published(fresh)
    built = record_building.build(fresh, before.version + 1, today)
    # Earlier corrections stay corrected, as long as the decision still says what was corrected.
    kept = {path: pair for path, pair in before.changes.items() if _says(built, path, pair[0])}
    texts = kept | _changed(built, kept, changes or {}, reason_code)
    source = fields.written(built, {path: after for path, (_, after) in texts.items()})
    copy = copies.make_copy(
        fresh,
        "correction",
        source,
        facts,
        rules,
        actor,
        now,
        marks=[each for each in before.marks if copies.stands(source, each)],
        settled={key: each for key, each in before.settled.items() if copies.stands(source, each)},
        reason_code=reason_code,
        reason=reason.strip(),
        changes=texts,
    )
    copies.note(
        events.CORRECTING,
        fresh,
        actor,
        now,
        version=copy.version,
        reason_code=reason_code,
        reason=copy.reason,
        changes=texts,
        shown_sha256=copy.sha256,
    )
    return copy


@act(events.CORRECTED)
def publish_correction(copy: Copy, seen_sha256: str, secrecy_checked: bool, *, actor: Person, now: datetime) -> Copy:
    """The second look on a correction; the version before stays and is linked."""
    fresh = opened_for_confirming(copy, ("correction",), actor)
    before = copies.last_published(fresh.task)
    if before and redaction.shown_sha256(before.record) == redaction.shown_sha256(fresh.record):
        raise refuse("disclosure.unchanged", "更正版与现在公示的内容相同，请先改正内容或者增减遮盖。", CITE)
    done = confirm(fresh, events.CORRECTED, "decision.corrected", seen_sha256, secrecy_checked, actor, now)
    said = public_reason(done, local_date(now))
    requests.settle({"task": done.task}, "corrected", said, actor, now, done.version)
    return done


@act(events.DROPPED)
def drop_correction(copy: Copy, reason: str, *, actor: Person, now: datetime) -> Task:
    """放弃更正: the open version goes, what is public stays as it is."""
    require(actor, "disclosure.correct", copies.scope(copy.task))
    task = copies.locked(copy.task)
    open_copy = copies.open_copy(task)
    if open_copy is None or open_copy.pk != copy.pk or open_copy.kind != "correction":
        raise refuse("disclosure.confirmed", "这一版已经不在办理中，请刷新页面。", CITE)
    if not reason.strip():
        raise refuse("disclosure.reason", "请写明放弃更正的理由。", CITE, "reason")
    open_copy.delete()
    copies.note(events.DROPPED, task, actor, now, version=copy.version, reason=reason.strip(), shown_sha256=copy.sha256)
    return task


def _says(record: Mapping[str, Any], path: str, text: str) -> bool:
    return path in fields.paths(record) and fields.read(record, path) == text


def _changed(
    built: Mapping[str, Any], kept: Mapping[str, Any], changes: Mapping[str, str], reason_code: str
) -> dict[str, list[str]]:
    """Path → [what the decision says, what is right]."""
    if changes and reason_code not in REWORDING:
        raise refuse(
            "disclosure.changes", "按所选情形只能增减遮盖，不能改动文字；文字有误的请另选情形。", CITE, "changes"
        )
    known = set(fields.paths(built))
    if strange := [path for path in changes if path not in known]:
        raise refuse("disclosure.path", "公示版里没有要更正的栏目，请刷新页面后重新选取。", CITE, strange[0])
    present = {path: pair[1] for path, pair in kept.items()}
    return {
        path: [fields.read(built, path), text.strip()]
        for path, text in changes.items()
        if text.strip() and text.strip() != present.get(path, fields.read(built, path))
    }
