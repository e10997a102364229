"""What is said around a dossier as the desk shows it: comments on their words, the checks before an opinion, the thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from daylight.base.access import may
from daylight.base.orgs.models import Person
from daylight.cases.models import Case
from daylight.cases.scopes import scope_of
from daylight.core.anchoring import Anchor, locate, pieces
from daylight.review import limits, opinions, pointers
from daylight.review.counsel import link_of
from daylight.review.models import Comment, CounselInvitation, Disagreement, Dossier
from daylight.review.queries import counts
from daylight.review.receiving import content_sha256
from daylight.review.thread_models import COMMENT_STATES, OUTCOMES, WAYS

COMMENT_KINDS = {"open": "due", "accepted": "ok", "declined": "todo", "withdrawn": "done"}


@dataclass(frozen=True, slots=True)
class Said:
    """One comment beside the text it is shown with. ``found``: where it stands there; None: 原文已改."""

    comment: Comment
    number: int
    name: str
    found: tuple[int, int] | None

    @property
    def changed(self) -> bool:
        return bool(self.comment.exact) and self.found is None

    @property
    def kind(self) -> str:
        return COMMENT_KINDS[self.comment.state]

    @property
    def word(self) -> str:
        return COMMENT_STATES[self.comment.state]


def anchor_of(comment: Comment) -> Anchor:
    return Anchor(exact=comment.exact, prefix=comment.prefix, suffix=comment.suffix, start=comment.start)


def said_on(comments: Sequence[Comment], texts: Mapping[str, str], names: Mapping[str, str]) -> list[Said]:
    """Comments in order, each looked for in ``texts`` (field → text as shown)."""
    return [
        Said(each, number, names.get(each.field, each.field), locate(texts.get(each.field, ""), anchor_of(each)))
        for number, each in enumerate(comments, 1)
    ]


def marked(text: str, here: Sequence[Said]) -> list[tuple[str, int]]:
    """The text cut at the words that are commented on and not done with."""
    spans = [(*each.found, each.number) for each in here if each.found and each.comment.state == "open"]
    return pieces(text, spans) if spans else []


def comments_until(dossier: Dossier) -> list[Comment]:
    """Every comment of this round and the rounds before; withdrawn ones of earlier rounds are over."""
    found = Comment.objects.filter(dossier__case_id=dossier.case_id, dossier__round__lte=dossier.round)
    return list(found.select_related("by", "answered_by", "dossier").order_by("id"))


def comments_of(case: Case) -> list[Comment]:
    """What the author has to go through: the open comments of the rounds sent back."""
    found = Comment.objects.filter(dossier__case=case, dossier__state__in=("returned", "void"))
    return list(found.exclude(state="withdrawn").select_related("by", "answered_by", "dossier").order_by("id"))


def checks(dossier: Dossier) -> list[tuple[str, str]]:
    """Before an opinion: (kind of status mark, sentence)."""
    left = counts(dossier)["unanswered"]
    waiting = dossier.material_requests.filter(answered_at=None).count()
    suggested = dossier.comments.filter(state="open", suggests=True).count()
    whole = content_sha256(dossier.content) == dossier.sha256
    return [
        ("ok", "送审卷与收卷时的校验值一致") if whole else ("late", "送审卷与收卷时的校验值不一致"),
        ("ok", "各项要素都有结论") if not left else ("due", f"还有 {left} 项要素未作结论"),
        ("ok", "没有等待答复的补充材料") if not waiting else ("due", f"{waiting} 项补充材料等待答复"),
        ("ok", "没有待处理的改文建议") if not suggested else ("due", f"{suggested} 处改文建议，须退回修改或者撤回"),
    ]


def thread(dossier: Dossier, person: Person, now: datetime, today: date) -> dict[str, Any]:
    """Context of the cards beside the elements: materials, counsel, limit, disagreement, opinion."""
    scope = scope_of(dossier.case)
    clock = limits.running(dossier.case) if dossier.state in ("waiting", "reviewing") else None
    disagreement = Disagreement.objects.filter(dossier=dossier).select_related("by", "settled_by").first()
    names = {each["code"]: each["name"] for each in dossier.elements}
    last = dossier.case.dossiers.order_by("-round").values_list("pk", flat=True).first() == dossier.pk
    wrong = dossier.findings.filter(verdict__in=("fails", "mend"))
    handler = may(person, "decision.draft", scope)
    return {
        "materials": list(dossier.material_requests.select_related("by", "answered_by")),
        "material_pauses": clock is not None and limits.pauses_for_material(clock),
        "handler": handler,
        "invitations": [_invited(each, now) for each in dossier.invitations.select_related("by")],
        "may_extend": may(person, "review.extend", scope) and limits.may_be_extended(clock),
        "checks": checks(dossier) if dossier.state == "reviewing" else [],
        "proposed": opinions.proposed(dossier) if dossier.state == "reviewing" else "",
        "proposed_text": opinions.opinion_text(dossier) if dossier.state == "reviewing" else "",
        "disagreement": disagreement,
        "disputed": [names.get(code, code) for code in disagreement.elements] if disagreement else [],
        "way": WAYS.get(disagreement.way, "") if disagreement else "",
        "outcome_word": OUTCOMES.get(disagreement.outcome, "") if disagreement else "",
        "may_disagree": handler and last and dossier.state == "returned" and disagreement is None,
        "contested": [(each.element, names.get(each.element, each.element)) for each in wrong],
        "may_settle": may(person, "review.settle", scope),
        "outcomes": list(OUTCOMES.items()),
        "ways": [(code, word) for code, word in WAYS.items() if code != "coordination"],
        "field_choices": [
            (code, name)
            for code, name in pointers.field_names(dossier.content).items()
            if pointers.draft_said(dossier.content).get(code)
        ],
    }


def _invited(found: CounselInvitation, now: datetime) -> dict[str, Any]:
    if found.revoked_at:
        state, kind = "已收回", "done"
    elif found.advised_at:
        state, kind = "已提出意见", "ok"
    elif found.expires_at <= now:
        state, kind = "已过期", "done"
    else:
        state, kind = "等待意见", "doing"
    return {"row": found, "state": state, "kind": kind, "link": link_of(found), "open": state == "等待意见"}
