"""What goes to the reviewer: the draft and digests of everything it stands on, as plain data."""

from __future__ import annotations

from datetime import date
from typing import Any

from daylight.base.journal.writing import plain
from daylight.cases.counting import rule_of
from daylight.cases.models import Case
from daylight.cases.moving import definition_of
from daylight.core.elementchecks import probe
from daylight.core.elementfindings import opened, sealed
from daylight.core.facts import CaseFacts
from daylight.decisions.entries import KEPT
from daylight.decisions.models import Draft
from daylight.decisions.outcomes import composed, paper_of, template_of
from daylight.decisions.priors import frozen
from daylight.decisions.probing import material
from daylight.recording.render.templates.sheet import Sheet


def _draft(case: Case, draft: Draft, today: date) -> dict[str, Any]:
    """The draft, whose bytes the review binds to; a plain paper also as it reads, with the labels of its template."""
    if composed(case, draft.fields):
        return {"draft": draft.fields}
    sheet = Sheet(template_of(case, draft.fields, today), paper_of(case, draft.fields, today))
    filled = [(field, text) for field, text in sheet.filled() if text]
    return {
        "draft": draft.fields,
        "draft_texts": {field.code: text for field, text in filled},
        "draft_labels": {field.code: field.label for field, _ in filled},
    }


def freeze(case: Case, draft: Draft, facts: CaseFacts, today: date) -> dict[str, Any]:
    """The content of a dossier; its canonical bytes are hashed by the review room."""
    definition = definition_of(case)
    content = {
        "case": {
            "uuid": str(case.uuid),
            "title": case.title,
            "number": case.number,
            "item": case.item_code,
            "item_name": case.item_name,
            "procedure": definition.name,
            "procedure_version": definition.version,
            "lawpack": case.lawpack_digest,
            "place": case.place,
            "area_m2": case.area_m2,
            "act_ended_on": case.act_ended_on,
            "opened_on": case.opened_on,
            "parties": [
                {"role": p.role, "kind": p.kind, "name": p.name, "credit_code": p.credit_code}
                for p in case.parties.all()
            ],
        },
        **_draft(case, draft, today),
        "draft_version": draft.version,
        "documents": [
            {
                "uuid": str(d.uuid),
                "code": d.code,
                "title": d.title,
                "number": d.number,
                "sha256": d.pdf.sha256,
                "finalised_at": d.finalised_at,
            }
            for d in case.documents.filter(state__in=KEPT).select_related("pdf")
        ],
        "recordings": [
            {
                "uuid": str(r.uuid),
                "item": r.item_code,
                "title": r.title,
                "step": r.step,
                "sha256": r.sha256,
                "seconds": int((r.ended_at - r.started_at).total_seconds()) if r.started_at and r.ended_at else 0,
            }
            for r in case.recordings.filter(state="sealed")
        ],
        "clocks": [
            {
                "code": c.code,
                "name": c.name,
                "started_on": c.started_on,
                "due_on": c.due_on,
                "stopped_on": c.stopped_on,
                "party_right": rule_of(c).party_right,
            }
            for c in case.clocks.all()
        ],
        "officers": [
            {"name": o.name, "certificate_number": o.certificate_number, "valid_until": o.valid_until}
            for o in facts.assigned or ()
        ],
        "priors": frozen(case),
    }
    kept: dict[str, Any] = plain(content)
    found = probe(material(case, kept, draft.fields, facts, today))
    # What was gathered may be read at once; what the platform thinks of it the review room keeps closed.
    kept["gathered"] = {code: opened(each) for code, each in found.items()}
    kept["machine"] = {code: sealed(each) for code, each in found.items()}
    return kept
