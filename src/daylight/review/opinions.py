"""审核意见 from the verdicts of one dossier: the word they lead to and the text."""

from __future__ import annotations

from daylight.core import reviewopinion
from daylight.core.reviewopinion import Judgement
from daylight.review import pointers
from daylight.review.models import Dossier


def judgements(dossier: Dossier) -> list[Judgement]:
    """Every element of the list, judged or not."""
    found = {each.element: each for each in dossier.findings.all()}
    return [
        Judgement(each["code"], each["name"], finding.verdict if finding else "", finding.note if finding else "")
        for each in dossier.elements
        for finding in [found.get(each["code"])]
    ]


def proposed(dossier: Dossier) -> str:
    """The opinion the verdicts lead to; empty while an element is open."""
    word = reviewopinion.proposed(judgements(dossier))
    waiting = dossier.comments.filter(state="open", suggests=True).exists()
    return reviewopinion.MEND if waiting and word == reviewopinion.AGREE else word


def opinion_text(dossier: Dossier) -> str:
    """The opinion in sentences."""
    names = pointers.field_names(dossier.content)
    comments = [
        (names.get(each.field, each.field), each.exact, each.suggestion if each.suggests else "")
        for each in dossier.comments.filter(state="open")
    ]
    return reviewopinion.text(judgements(dossier), comments)
