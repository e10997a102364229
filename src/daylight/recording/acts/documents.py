"""Acts on papers: begin, save, finish, issue, correct. Issued papers change only by a 补正文书 (监督条例第31条; G26)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from daylight.base import lawpack
from daylight.base.access import require
from daylight.base.act import act
from daylight.base.journal.writing import plain
from daylight.base.orgs.models import Person
from daylight.base.vault import store
from daylight.cases.models import Case
from daylight.cases.scopes import scope_of
from daylight.core import gates
from daylight.core.lawrecords import DocumentTemplate
from daylight.core.moment import local_date, local_time
from daylight.core.refusal import Refusal, Refused, refuse
from daylight.recording import papers, render
from daylight.recording.acts.media import officer_line
from daylight.recording.models import Document, DocumentVersion
from daylight.recording.readiness import demand_ready
from daylight.recording.visits import visit_facts
from daylight.recording.wording import in_force

# Whose hand writes a paper, where it is not the officers of the case.
RIGHT_OF = {
    "collective_discussion": "decision.approve",
    "hearing_record": "case.hear",
    "legal_review_opinion": "review.decide",
    "payment_record": "payment.register",
    "penalty_decision": "decision.draft",
    "trial_record": "case.hear",
}
FIXED = "山东省行政执法监督条例第三十一条"


class Conflict(Refused):
    """Somebody saved first. ``theirs`` is the version now standing, ``yours`` the text that was not saved."""

    def __init__(self, document: Document, yours: Mapping[str, Any]) -> None:
        self.theirs = document.versions.select_related("saved_by").get(version=document.version)
        self.yours = dict(yours)
        at = local_time(self.theirs.saved_at)
        who = f"{self.theirs.saved_by.name}已于 {at:%H:%M} 保存第 {self.theirs.version} 版"
        super().__init__(Refusal("document.conflict", f"本页打开后{who}，您的文字仍保留在本页，请对照合并后再保存。"))


def right_for(code: str) -> str:
    """The right needed to write the paper ``code``."""
    return RIGHT_OF.get(code, "case.investigate")


@act("recording.document.started")
def start_document(case: Case, code: str, fields: Mapping[str, Any], *, actor: Person, now: datetime) -> Document:
    """Begin a paper as a draft; fields may still be missing."""
    require(actor, right_for(code), scope_of(case))
    template = papers.template_of(code, local_date(now))
    _demand_known(template, fields)
    document = _begin(case, template, template.name, fields, None, actor, now)
    papers.note("recording.document.started", document, actor, now)
    return document


@act("recording.document.saved")
def save_document(
    document: Document, fields: Mapping[str, Any], base_version: int, *, actor: Person, now: datetime
) -> Document:
    """Save ``fields`` written upon ``base_version``. Raises ``Conflict`` when somebody saved meanwhile."""
    require(actor, right_for(document.code), scope_of(document.case))
    _demand_known(papers.template_for(document), fields, correction=document.corrects_id is not None)
    document.refresh_from_db()
    _demand_draft(document)
    current = Document.objects.filter(pk=document.pk, version=base_version, state=Document.DRAFT)
    if not current.update(version=base_version + 1):
        # The update may have waited for the winner: read again, so that the loser sees the winner's text.
        document.refresh_from_db()
        raise Conflict(document, fields)
    document.version = base_version + 1
    _append(document, fields, actor, now)
    papers.note("recording.document.saved", document, actor, now, content=papers.digest(fields))
    return document


@act("recording.document.finalised")
def finalise_document(document: Document, prepared: papers.Prepared, *, actor: Person, now: datetime) -> Document:
    """定稿: bind the rendered paper (``papers.prepare_final``) to the version it was drawn from; then it is fixed."""
    require(actor, right_for(document.code), scope_of(document.case))
    document.refresh_from_db()
    _demand_draft(document)
    fields = papers.fields_of(document)
    if prepared.version != document.version or prepared.content_digest != papers.digest(fields):
        raise Conflict(document, {})
    demand_ready(document.case, papers.template_for(document), fields, local_date(now))
    _demand_visit_lawful(document, fields, now)
    document.state = Document.FINAL
    document.content_digest = prepared.content_digest
    document.finalised_at = now
    document.pdf = store.put_bytes(prepared.pdf, "application/pdf", now)
    document.save(update_fields=["state", "content_digest", "finalised_at", "pdf"])
    papers.note(
        "recording.document.finalised",
        document,
        actor,
        now,
        sha256=document.pdf.sha256,
        content=document.content_digest,
    )
    return document


@act("recording.document.issued")
def issue_document(
    document: Document,
    *,
    number: str = "",
    sealed: bool = True,
    verify_code: str = "",
    actor: Person,
    now: datetime,
) -> Document:
    """签发: number, seal, final drawing. Without ``number`` the next of the series is allotted when one is needed."""
    require(actor, right_for(document.code), scope_of(document.case))
    document.refresh_from_db()
    if document.state == Document.ISSUED:
        raise refuse("G26", f"《{document.title}》已签发，更正请制作补正文书。", FIXED)
    if document.state != Document.FINAL:
        raise refuse("document.draft", f"《{document.title}》还没有定稿，请先定稿再签发。", FIXED)
    template = papers.template_for(document)
    fields = papers.fields_of(document)
    demand_ready(document.case, template, fields, local_date(now))
    document.number = papers.settle_number(document.case, template, number, sealed, now)
    verify_code = verify_code or papers.code_for(template)
    document.sealed, document.verify_code = sealed, verify_code
    paper = papers.compose(
        document.case,
        template,
        fields,
        now,
        title=document.title,
        number=document.number,
        sealed=sealed,
        verify_code=verify_code,
        corrects=document.corrects,
        wording=document.wording,
    )
    document.pdf = store.put_bytes(render.pdf(paper), "application/pdf", now)
    document.state, document.issued_at = Document.ISSUED, now
    document.save(update_fields=["state", "number", "sealed", "verify_code", "pdf", "issued_at"])
    papers.note(
        "recording.document.issued",
        document,
        actor,
        now,
        number=document.number,
        sha256=document.pdf.sha256,
        content=document.content_digest,
    )
    return document


@act("recording.correction.started")
def start_correction(document: Document, reason: str, *, actor: Person, now: datetime) -> Document:
    """补正文书: a new draft that points to the paper it corrects and begins with its words."""
    require(actor, right_for(document.code), scope_of(document.case))
    problems = []
    if document.state == Document.DRAFT:
        problems.append(Refusal("document.draft", "草稿可以直接修改，不需要补正。", FIXED))
    if not reason.strip():
        problems.append(Refusal("field.required", "请写明补正的理由。", FIXED, "reason"))
    if problems:
        raise Refused(problems)
    fields = papers.fields_of(document) | {papers.CORRECTION: reason.strip()}
    template = papers.template_of(document.code, local_date(now))
    made = _begin(document.case, template, f"{document.title}（补正）", fields, document, actor, now)
    papers.note("recording.correction.started", made, actor, now, corrects=document.uuid, reason=reason.strip())
    return made


def _begin(
    case: Case,
    template: DocumentTemplate,
    title: str,
    fields: Mapping[str, Any],
    corrects: Document | None,
    actor: Person,
    now: datetime,
) -> Document:
    people = [each.person for each in case.handlers.select_related("person")]
    document = Document.objects.create(
        case=case,
        code=template.code,
        title=title,
        external=template.external,
        version=1,
        author=actor,
        officers=[officer_line(person) for person in people],
        corrects=corrects,
        wording=in_force(case.agency, template.code, local_date(now)),
        created_at=now,
    )
    _append(document, fields, actor, now)
    return document


def _append(document: Document, fields: Mapping[str, Any], actor: Person, now: datetime) -> None:
    DocumentVersion.objects.create(
        document=document, version=document.version, fields=plain(fields), saved_at=now, saved_by=actor
    )


def _demand_known(template: DocumentTemplate, fields: Mapping[str, Any], correction: bool = False) -> None:
    known = {each.code for each in template.fields} | ({papers.CORRECTION} if correction else set())
    if strange := sorted(set(fields) - known):
        raise refuse("field.unknown", f"《{template.name}》没有这些栏目：{'、'.join(strange)}，请刷新页面后再填。")


def _demand_draft(document: Document) -> None:
    if document.state != Document.DRAFT:
        raise refuse("G26", f"《{document.title}》已定稿，不能再修改，更正请制作补正文书。", FIXED)


def _demand_visit_lawful(document: Document, fields: Mapping[str, Any], now: datetime) -> None:
    """G01 and G02 for records of a visit: two qualified officers, certificates shown."""
    facts = visit_facts(document, fields)
    if facts is None:
        return
    pack = lawpack.current()
    verdicts = gates.evaluate(("G01", "G02"), facts, pack, local_date(now), pack.calendar())
    if refusals := [each for verdict in verdicts for each in verdict.refusals]:
        raise Refused(refusals)
