"""采纳审核人的改文: one click puts the suggested words where the quotation stands in the draft as it is now."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from daylight.base.access import require
from daylight.base.act import act
from daylight.base.journal.writing import record
from daylight.base.orgs.models import Person
from daylight.cases.models import Case
from daylight.cases.moving import definition_of
from daylight.cases.scopes import scope_of
from daylight.core.anchoring import Anchor, locate, replaced
from daylight.core.refusal import refuse
from daylight.decisions.acts.draft_decision import frozen, keep_changes
from daylight.decisions.models import Draft
from daylight.decisions.outcomes import drafting_steps
from daylight.review.models import Comment
from daylight.review.texts import text_of

CITE = "山东省重大行政执法决定法制审核办法第七条"


@act("decisions.suggestion.accepted")
def accept_suggestion(comment: Comment, *, actor: Person, now: datetime) -> Draft:
    """A new version of the draft with the suggestion in it. Refused where the words have changed meanwhile."""
    case = comment.dossier.case
    require(actor, "decision.draft", scope_of(case))
    step = Case.objects.select_for_update().get(pk=case.pk).step
    if step not in drafting_steps(definition_of(case)):
        raise frozen()
    kept = Comment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
    if kept.state != "open" or not kept.suggests:
        raise refuse("review.comment", "这处建议已经处理过，请刷新页面核对。", CITE)
    draft = Draft.objects.select_related("saved_by").get(case=case)
    value = _with(draft.fields.get(kept.field), kept)
    if value is None:
        raise refuse(
            "review.quote",
            "批注所引的原文已改，不能直接采纳；请对照批注自行修改，或者写明不采纳的理由。",
            CITE,
            "answer",
        )
    keep_changes(case, draft, {kept.field: value}, actor, now)
    kept.state, kept.answered_by, kept.answered_at = "accepted", actor, now
    kept.accepted_version = draft.version
    kept.save(update_fields=["state", "answered_by", "answered_at", "accepted_version"])
    record(
        "decisions.suggestion.accepted",
        agency=case.agency,
        actor=actor,
        now=now,
        subject=f"draft:{case.uuid}",
        case_uuid=case.uuid,
        data={
            "comment": str(kept.uuid),
            "field": kept.field,
            "version": draft.version,
            "sha256": draft.sha256,
            "from": kept.exact,
            "to": kept.suggestion,
        },
    )
    return draft


def anchor_of(comment: Comment) -> Anchor:
    """Where the comment holds on."""
    return Anchor(exact=comment.exact, prefix=comment.prefix, suffix=comment.suffix, start=comment.start)


def _with(value: Any, comment: Comment) -> Any:
    """The field with the suggestion in it; None where the quotation does not stand in it any more."""
    if isinstance(value, str):
        return replaced(value, anchor_of(comment), comment.suggestion)
    if not isinstance(value, list):
        return None
    # A list is quoted as its lines; the quotation has to lie inside one of them.
    found = locate(text_of(value), anchor_of(comment))
    at = 0
    for number, each in enumerate(value):
        line = text_of(each)
        if found is not None and at <= found[0] and found[1] <= at + len(line):
            new = line[: found[0] - at] + comment.suggestion + line[found[1] - at :]
            changed = {**each, "text": new} if isinstance(each, dict) and "text" in each else new
            return [*value[:number], changed, *value[number + 1 :]] if isinstance(each, str | dict) else None
        at += len(line) + 1
    return None
