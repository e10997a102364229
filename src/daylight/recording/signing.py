"""Who still has to sign which page of a record, and the record with its signatures at the foot of each page."""

from __future__ import annotations

import re
from dataclasses import dataclass

from daylight.base.vault import store
from daylight.recording import papers, render
from daylight.recording.models import Document, PageSignature
from daylight.recording.render.blocks import PageMark
from daylight.recording.render.templates import page_signers
from daylight.recording.strokes import svg

_PAGE = re.compile(rb"/Type\s*/Page\b")


@dataclass(frozen=True, slots=True)
class Place:
    """One place to sign; ``standing`` the signature or refusal that stands there."""

    page: int
    role: str
    standing: PageSignature | None


def signers_of(document: Document) -> tuple[str, ...]:
    """Who signs every page; nobody where the paper is no record or not finished."""
    return page_signers(papers.template_for(document)) if document.state != Document.DRAFT and document.pdf else ()


def page_count(document: Document) -> int:
    """Pages of the finished paper, counted in its bytes."""
    return len(_PAGE.findall(store.read_bytes(document.pdf))) if document.pdf else 0


def places(document: Document) -> list[Place]:
    """Every page and signer in order."""
    roles = signers_of(document)
    if not roles:
        return []
    standing = {(each.page, each.role): each for each in document.signatures.order_by("id")}
    return [
        Place(page, role, standing.get((page, role))) for page in range(1, page_count(document) + 1) for role in roles
    ]


def signed_copy(document: Document) -> bytes:
    """The record drawn again with what stands at each place; the finished paper itself stays as it is."""
    marks = tuple(
        PageMark(each.page, each.role, svg(each.standing.strokes) if not each.standing.refused else "", _refusal(each))
        for each in places(document)
        if each.standing is not None
    )
    assert document.finalised_at is not None
    return render.pdf(papers.signed_paper(document, document.issued_at or document.finalised_at, marks))


def _refusal(place: Place) -> str:
    found = place.standing
    return f"拒签（见证人：{'、'.join(found.witnesses)}）" if found is not None and found.refused else ""
