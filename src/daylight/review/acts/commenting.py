"""批注: a comment on words of the frozen draft, with other words for them where the reviewer has some."""

from __future__ import annotations

from datetime import datetime

from daylight.base.access import require
from daylight.base.act import act
from daylight.base.orgs.models import Person
from daylight.cases.scopes import scope_of
from daylight.core.anchoring import Anchor, anchor
from daylight.core.refusal import refuse
from daylight.review import events
from daylight.review.holding import locked, open_for, record
from daylight.review.models import Comment, Dossier
from daylight.review.receiving import CITE
from daylight.review.texts import texts_of


@act(events.COMMENTED)
def comment(
    dossier: Dossier,
    field: str,
    quote: str,
    text: str,
    suggestion: str = "",
    *,
    suggests: bool = False,
    near: int = 0,
    actor: Person,
    now: datetime,
) -> Comment:
    """Comment on ``quote`` in ``field``; an empty quote means the whole field. ``near``: offset where it was selected.

    ``suggests``: ``suggestion`` shall stand instead of the quotation, also when it is empty (the words go).
    """
    fresh = open_for(dossier, actor)
    texts = texts_of(fresh.content)
    if field not in texts:
        raise refuse("review.field", "请选择批注的是拟决定的哪一栏。", CITE, "comment_field")
    suggests = suggests or bool(suggestion.strip())
    if not text.strip() and not suggests:
        raise refuse("review.comment", "请写明批注的内容，或者写明建议改成的文字。", CITE, "comment_text")
    kept = _anchored(texts[field], quote, near)
    if kept is None:
        raise refuse(
            "review.quote",
            "所引的原文在这一栏里没有找到，请从左边的拟决定中选取原文，不要改动其中的字。",
            CITE,
            "quote",
        )
    if suggests and not kept.exact:
        raise refuse("review.quote", "建议改文的，请先选取要改的原文。", CITE, "quote")
    if suggests and suggestion == kept.exact:
        raise refuse("review.suggestion", "建议的文字与原文相同，请改写或者只写批注。", CITE, "suggestion")
    made = Comment.objects.create(
        dossier=fresh,
        field=field,
        exact=kept.exact,
        prefix=kept.prefix,
        suffix=kept.suffix,
        start=kept.start,
        text=text.strip(),
        suggestion=suggestion,
        suggests=suggests,
        by=actor,
        at=now,
    )
    record(
        events.COMMENTED,
        fresh,
        actor,
        now,
        comment=str(made.uuid),
        field=field,
        quote=kept.exact,
        text=made.text,
        suggestion=suggestion if suggests else None,
    )
    return made


def _anchored(text: str, quote: str, near: int) -> Anchor | None:
    """Of several places the one nearest to ``near``; an empty quote stands for the whole field."""
    if not quote:
        return Anchor(exact="")
    places = [at for at in range(len(text)) if text.startswith(quote, at)]
    if not places:
        return None
    start = min(places, key=lambda at: abs(at - near))
    return anchor(text, start, start + len(quote))


@act(events.COMMENT_WITHDRAWN)
def withdraw_comment(comment: Comment, *, actor: Person, now: datetime) -> Comment:
    """Take one's own comment back while the dossier is under review; it stays readable as withdrawn."""
    fresh = open_for(comment.dossier, actor)
    kept = Comment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
    if kept.state != "open" or kept.dossier_id != fresh.pk:
        raise refuse("review.comment", "这处批注已经处理过，不能撤回；请刷新页面核对。", CITE)
    kept.state = "withdrawn"
    kept.save(update_fields=["state"])
    record(events.COMMENT_WITHDRAWN, fresh, actor, now, comment=str(kept.uuid))
    return kept


@act(events.COMMENT_ANSWERED)
def decline_comment(comment: Comment, answer: str, *, actor: Person, now: datetime) -> Comment:
    """The author says why he does not take a comment over; the reviewer reads it in the next round."""
    fresh = locked(comment.dossier)
    require(actor, "decision.draft", scope_of(fresh.case))
    kept = Comment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
    if kept.state != "open" or fresh.state not in ("returned", "void"):
        raise refuse("review.comment", "这处批注已经处理过，或者本案还在审核中；请刷新页面核对。", CITE)
    if not answer.strip():
        raise refuse("field.required", "请写明不采纳的理由。", CITE, "answer")
    kept.state, kept.answer, kept.answered_by, kept.answered_at = "declined", answer.strip(), actor, now
    kept.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    record(events.COMMENT_ANSWERED, fresh, actor, now, comment=str(kept.uuid), answer=kept.answer)
    return kept
