"""Papers as steps other rooms share: compose, render, and make a final or issued document inside an open act.

Drawing a warm paper takes about 10 ms; a number exists only inside the act that issues, so there it is drawn inside.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.conf import settings

from daylight.base import lawpack
from daylight.base.journal.writing import plain, record
from daylight.base.orgs.models import Person
from daylight.base.permit import current_permit
from daylight.base.vault import store
from daylight.cases.models import Case
from daylight.cases.numbering import allot
from daylight.core.canonical import canonical
from daylight.core.lawrecords import DocumentTemplate
from daylight.core.moment import local_date
from daylight.core.refusal import refuse
from daylight.recording import render
from daylight.recording.checkcodes import fresh_code
from daylight.recording.models import Document, DocumentVersion, Wording
from daylight.recording.readiness import demand_ready
from daylight.recording.render.blocks import PageMark, Paper, Paragraph, Signature, Verify
from daylight.recording.render.templates import build, page_signers
from daylight.recording.render.templates.sheet import Sheet
from daylight.recording.values import day_text
from daylight.recording.wording import in_force, worded

CORRECTION = "correction_reason"
INVALID = "山东省行政执法监督条例第三十四条"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A rendered paper waiting for its act: bound to one version of the document and its content."""

    version: int
    content_digest: str
    pdf: bytes = field(repr=False, compare=False)


def template_of(code: str, on: date) -> DocumentTemplate:
    """The template in force on ``on``."""
    return lawpack.current().document(code, on)


def template_for(document: Document) -> DocumentTemplate:
    """The template as it stood when the document was begun."""
    return template_of(document.code, local_date(document.created_at))


def fields_of(document: Document) -> dict[str, Any]:
    """The fields of the current version."""
    return dict(document.versions.get(version=document.version).fields)


def digest(fields: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical fields."""
    return hashlib.sha256(canonical(plain(fields))).hexdigest()


def compose(
    case: Case,
    template: DocumentTemplate,
    fields: Mapping[str, Any],
    now: datetime,
    *,
    title: str = "",
    number: str = "",
    sealed: bool = False,
    verify_code: str = "",
    corrects: Document | None = None,
    wording: Wording | None = None,
    draft: bool = False,
) -> Paper:
    """The paper of ``fields``; ``now`` is its document date and, unless the fields carry one, the date printed."""
    agency = case.agency
    blocks = worded(build(Sheet(template, fields)), wording)
    if corrects is not None:
        what = f"《{corrects.title}》{f'（{corrects.number}）' if corrects.number else ''}"
        blocks = (Paragraph(f"本文书补正{what}。补正理由：{fields.get(CORRECTION, '')}"), *blocks)
    dated = fields.get("decided_on") or local_date(now).isoformat()
    closes = template.external and template.needs_seal
    return Paper(
        agency=agency.name,
        title=title or template.name,
        made_at=now,
        blocks=blocks,
        number=number,
        signature=Signature(agency.name, day_text(dated), sealed, agency.demonstration) if closes else None,
        verify=Verify(verify_code, f"{settings.BASE_URL}/y/{verify_code}/", digest(fields)) if verify_code else None,
        page_signers=page_signers(template),
        draft=draft,
    )


def preview(document: Document, now: datetime) -> bytes:
    """The current version as PDF marked 草稿; refuses a character without a glyph, nothing else."""
    return render.pdf(_paper_of(document, now, draft=True), archival=False)


def working_draft(document: Document, now: datetime) -> bytes:
    """The current version as an editable Word file."""
    return render.docx(_paper_of(document, now))


def signed_paper(document: Document, now: datetime, marks: tuple[PageMark, ...]) -> Paper:
    """The finished paper with what stands at the foot of each page."""
    return replace(_paper_of(document, now), page_marks=marks)


def prepare_final(document: Document, now: datetime) -> Prepared:
    """Check and render the current version outside the transaction; hand the result to ``finalise_document``."""
    fields = fields_of(document)
    demand_ready(document.case, template_for(document), fields, local_date(now))
    return Prepared(document.version, digest(fields), render.pdf(_paper_of(document, now)))


def make_issued(
    case: Case,
    code: str,
    fields: Mapping[str, Any],
    *,
    number: str = "",
    sealed: bool = True,
    verify_code: str = "",
    officers: Sequence[Mapping[str, str]] = (),
    actor: Person,
    now: datetime,
) -> Document:
    """Inside an open act: a complete, numbered, sealed and rendered paper, immutable from here on.

    Without ``number`` the next of the series is allotted when the template needs one.
    """
    return _make(case, code, fields, Document.ISSUED, number, sealed, verify_code, officers, actor, now)


def make_final(
    case: Case,
    code: str,
    fields: Mapping[str, Any],
    *,
    officers: Sequence[Mapping[str, str]] = (),
    actor: Person,
    now: datetime,
) -> Document:
    """Inside an open act: a complete internal paper, rendered and fixed, without number and seal."""
    return _make(case, code, fields, Document.FINAL, "", False, "", officers, actor, now)


def settle_number(case: Case, template: DocumentTemplate, number: str, sealed: bool, now: datetime) -> str:
    """The 文号 an issued paper bears. Refuses an external paper without its seal: it would be void."""
    if template.needs_seal and not sealed:
        raise refuse("G14", f"《{template.name}》没有加盖机关印章，不能签发，请加盖印章后再签发。", INVALID)
    if number or not template.needs_number:
        return number
    return allot(case.agency, template.word, local_date(now))


def code_for(template: DocumentTemplate) -> str:
    """The 核验码 on every page of a sealed paper that leaves the house; others need none."""
    return fresh_code() if template.external and template.needs_seal else ""


def note(kind: str, document: Document, actor: Person, now: datetime, **data: Any) -> None:
    """Journal an event of ``document``."""
    record(
        kind,
        agency=document.case.agency,
        actor=actor,
        now=now,
        subject=f"document:{document.uuid}",
        case_uuid=document.case.uuid,
        data={"code": document.code, "title": document.title, "version": document.version, **data},
    )


def _make(
    case: Case,
    code: str,
    fields: Mapping[str, Any],
    state: str,
    number: str,
    sealed: bool,
    verify_code: str,
    officers: Sequence[Mapping[str, str]],
    actor: Person,
    now: datetime,
) -> Document:
    current_permit()
    template = template_of(code, local_date(now))
    demand_ready(case, template, fields, local_date(now))
    issued = state == Document.ISSUED
    if issued:
        number = settle_number(case, template, number, sealed, now)
        verify_code = verify_code or code_for(template)
    wording = in_force(case.agency, code, local_date(now))
    paper = compose(case, template, fields, now, number=number, sealed=sealed, verify_code=verify_code, wording=wording)
    document = Document.objects.create(
        case=case,
        code=code,
        title=template.name,
        external=template.external,
        state=state,
        version=1,
        number=number,
        author=actor,
        officers=list(officers),
        sealed=sealed,
        verify_code=verify_code,
        wording=wording,
        content_digest=digest(fields),
        pdf=store.put_bytes(render.pdf(paper), "application/pdf", now),
        created_at=now,
        finalised_at=now,
        issued_at=now if issued else None,
    )
    DocumentVersion.objects.create(document=document, version=1, fields=plain(fields), saved_at=now, saved_by=actor)
    kind = "recording.document.issued" if issued else "recording.document.finalised"
    note(kind, document, actor, now, number=number, sha256=document.pdf.sha256, content=document.content_digest)
    return document


def _paper_of(document: Document, now: datetime, draft: bool = False) -> Paper:
    return compose(
        document.case,
        template_for(document),
        fields_of(document),
        now,
        title=document.title,
        number=document.number,
        corrects=document.corrects,
        wording=document.wording,
        draft=draft,
    )
