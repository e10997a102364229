"""起草 → 定稿 → 签发 → 送达 → 归档: where a paper stands, said only from what is in the file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from daylight.core.moment import local_date
from daylight.recording.models import Document, DocumentVersion
from daylight.recording.papers import template_for

RECEIPT = "service_receipt"


@dataclass(frozen=True, slots=True)
class Stage:
    """``on`` the day it was reached; None while it is not, then ``waits`` says what is missing."""

    name: str
    on: date | None
    waits: str = ""


def lifeline(document: Document) -> list[Stage]:
    """The stages this paper has; one that stays in the house is neither issued nor served."""
    template = template_for(document)
    day = {name: local_date(at) if at else None for name, at in _times(document).items()}
    stages = [Stage("起草", day["created"]), Stage("定稿", day["finalised"], "内容还可以修改")]
    if template.needs_number or template.needs_seal:
        stages.append(Stage("签发", day["issued"], "还没有编号、盖章"))
    if template.external and template.needs_seal:
        served = _served_on(document)
        stages.append(Stage("送达", served, "案卷里没有写明本文书文号的送达回证"))
    stages.append(Stage("归档", document.case.closed_on, "案件还没有办结"))
    return stages


def _times(document: Document) -> dict[str, datetime | None]:
    return {"created": document.created_at, "finalised": document.finalised_at, "issued": document.issued_at}


def _served_on(document: Document) -> date | None:
    """The day of the first finished receipt that names the number of the paper."""
    if not document.number:
        return None
    receipts = DocumentVersion.objects.filter(document__case=document.case, document__code=RECEIPT)
    for each in receipts.exclude(document__state=Document.DRAFT).order_by("id"):
        if document.number in str(each.fields.get("document") or ""):
            said = str(each.fields.get("served_at") or "")[:10]
            return date.fromisoformat(said) if said else None
    return None
