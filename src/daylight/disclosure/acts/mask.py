"""增减遮盖、处理存疑: each with the person and the reason; each sends the copy to the second look again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from daylight.base.access import require
from daylight.base.act import act
from daylight.base.orgs.models import Person
from daylight.core.moment import local_date
from daylight.core.refusal import Refusal, Refused, refuse
from daylight.disclosure import copies, events, redaction
from daylight.disclosure.models import Copy


@act(events.MARKED)
def mark_span(
    copy: Copy, path: str, start: int, end: int, kind: str, reason: str, edition: int, *, actor: Person, now: datetime
) -> Copy:
    """Hide ``source[path][start:end]`` as ``kind`` (redaction.KIND_NAMES). ``edition``: the one the person saw."""
    fresh = _begin(copy, edition, actor)
    if kind not in redaction.KIND_NAMES:
        raise refuse("disclosure.kind", "请选择遮盖的种类，如身份证号、住址、商业秘密。", copies.CITE, "kind")
    _require_reason(reason)
    hidden = copies.original(fresh, path, start, end)
    fresh.marks = [*fresh.marks, _mark("mask", path, start, end, hidden, kind, reason, actor, now)]
    return _finish(fresh, events.MARKED, actor, now, path=path, start=start, end=end, mask=kind, reason=reason.strip())


@act(events.LIFTED)
def lift_mask(
    copy: Copy, path: str, start: int, end: int, reason: str, edition: int, *, actor: Person, now: datetime
) -> Copy:
    """Show what a mask hides. Never for what the case knows to be an identity number, a phone, a third person … (G19)."""
    fresh = _begin(copy, edition, actor)
    _require_reason(reason)
    text = copies.original(fresh, path, start, end)
    span = next((each for each in fresh.spans.get(path, ()) if (each["start"], each["end"]) == (start, end)), None)
    if span is None:
        raise refuse("disclosure.span", "这里没有遮盖，请刷新页面后重新选取。", "", "start")
    facts, _ = copies.known(fresh.task, local_date(now))
    if redaction.is_known_secret(facts, span["kind"], text):
        name = redaction.KIND_NAMES[span["kind"]]
        raise refuse("G19", f"这是本案登记的{name}，依法不得公开，不能取消遮盖。", copies.CITE, "start")
    fresh.marks = [*fresh.marks, _mark("lift", path, start, end, text, span["kind"], reason, actor, now)]
    return _finish(
        fresh, events.LIFTED, actor, now, path=path, start=start, end=end, mask=span["kind"], reason=reason.strip()
    )


@act(events.SETTLED)
def settle_uncertain(
    copy: Copy, key: str, answer: str, reason: str, edition: int, *, actor: Person, now: datetime
) -> Copy:
    """Answer one doubt: ``mask`` hides it, ``keep`` shows it; ``reason`` is needed to show."""
    fresh = _begin(copy, edition, actor)
    doubt = next((each for each in fresh.uncertain if each["key"] == key), None)
    if doubt is None:
        raise refuse("disclosure.doubt", "这一处存疑已不在公示版里，请刷新页面。", "", "key")
    if answer not in ("mask", "keep"):
        raise refuse("disclosure.answer", "请选择遮盖或者保留。", copies.CITE, "answer")
    if answer == "keep":
        _require_reason(reason)
        facts, _ = copies.known(fresh.task, local_date(now))
        if doubt["masked"] and redaction.is_known_secret(facts, doubt["kind"], doubt["original"]):
            name = redaction.KIND_NAMES[doubt["kind"]]
            raise refuse("G19", f"这是本案登记的{name}，依法不得公开，只能遮盖。", copies.CITE, "answer")
    place = {name: doubt[name] for name in ("path", "start", "end", "original")}
    given = {"answer": answer, "reason": reason.strip(), "by": str(actor.uuid), "by_name": actor.name}
    fresh.settled = {**fresh.settled, key: place | given | {"at": now.isoformat()}}
    return _finish(fresh, events.SETTLED, actor, now, key=key, answer=answer, reason=reason.strip())


def _begin(copy: Copy, edition: int, actor: Person) -> Copy:
    # The right first: a stranger must not learn in which state the copy is.
    require(actor, "disclosure.prepare", copies.scope(copy.task))
    return copies.for_editing(copy, edition)


def _finish(copy: Copy, event: str, actor: Person, now: datetime, **data: Any) -> Copy:
    facts, rules = copies.known(copy.task, local_date(now))
    saved = copies.save_edited(copy, actor, now, facts, rules)
    copies.note(
        event, copy.task, actor, now, version=copy.version, edition=copy.edition, shown_sha256=copy.sha256, **data
    )
    return saved


def _mark(
    do: str, path: str, start: int, end: int, original: str, kind: str, reason: str, actor: Person, now: datetime
) -> dict[str, Any]:
    place = {"do": do, "path": path, "start": start, "end": end, "original": original, "kind": kind}
    return place | {"reason": reason.strip(), "by": str(actor.uuid), "by_name": actor.name, "at": now.isoformat()}


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused(Refusal("disclosure.reason", "请写明理由，复核人要据此核对。", copies.CITE, "reason"))
