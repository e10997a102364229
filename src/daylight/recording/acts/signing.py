"""逐页签名: the pad's lines with their times, or the refusal before two witnesses (部办法第24、25条)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from daylight.base.access import require
from daylight.base.act import act
from daylight.base.orgs.models import Person
from daylight.cases.scopes import scope_of
from daylight.core.refusal import Refusal, Refused, refuse
from daylight.recording import papers
from daylight.recording.acts.documents import right_for
from daylight.recording.models import Document, PageSignature
from daylight.recording.signing import page_count, signers_of
from daylight.recording.strokes import read_strokes

RECORD = "自然资源行政处罚办法第二十四条、第二十五条"


@act("recording.page.signed")
def sign_page(
    document: Document, page: int, role: str, name: str, strokes: str, *, actor: Person, now: datetime
) -> PageSignature:
    """Keep the signature of ``role`` on ``page``; ``strokes`` as the pad sent them."""
    _demand_place(document, page, role, actor)
    if not name.strip():
        raise refuse("field.required", "请填写签名人的姓名。", RECORD, "name")
    return _keep(document, page, role, name, actor, now, strokes=read_strokes(strokes))


@act("recording.page.refused")
def refuse_page(
    document: Document,
    page: int,
    role: str,
    name: str,
    note: str,
    witnesses: Sequence[str],
    *,
    actor: Person,
    now: datetime,
) -> PageSignature:
    """Keep that ``name`` would not sign ``page``: why, and who saw it (two people)."""
    _demand_place(document, page, role, actor)
    seen = list(dict.fromkeys(each.strip() for each in witnesses if each.strip()))
    found = []
    if not name.strip():
        found.append(Refusal("field.required", "请填写拒绝签名的人的姓名。", RECORD, "name"))
    if not note.strip():
        found.append(Refusal("field.required", "请写明拒绝签名或者不能签名的情况。", RECORD, "note"))
    if len(seen) < 2 or name.strip() in seen:
        found.append(Refusal("signature.witnesses", "拒绝签名的，请写明两名见证人的姓名。", RECORD, "witnesses"))
    if found:
        raise Refused(found)
    return _keep(document, page, role, name, actor, now, refused=True, note=note.strip(), witnesses=seen)


def _demand_place(document: Document, page: int, role: str, actor: Person) -> None:
    require(actor, right_for(document.code), scope_of(document.case))
    if document.state == Document.DRAFT:
        raise refuse("document.draft", f"《{document.title}》还没有定稿，请先定稿再签名。", RECORD)
    if role not in signers_of(document) or not 1 <= page <= page_count(document):
        raise refuse("signature.place", "这一页没有这个签名栏，请刷新页面后再签。", RECORD, "page")


def _keep(
    document: Document, page: int, role: str, name: str, actor: Person, now: datetime, **said: object
) -> PageSignature:
    assert document.pdf is not None
    row = PageSignature.objects.create(
        document=document,
        page=page,
        role=role,
        name=name.strip(),
        pdf_sha256=document.pdf.sha256,
        recorded_by=actor,
        at=now,
        **said,
    )
    kind = "recording.page.refused" if row.refused else "recording.page.signed"
    more = {"page": page, "role": role, "note": row.note, "witnesses": row.witnesses, "sha256": row.pdf_sha256}
    papers.note(kind, document, actor, now, strokes=row.strokes, **more)
    return row
