"""What the papers of a case say, by template: the facts of procedures whose moves are papers are read from here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from django.db.models import F

from daylight.cases.models import Case
from daylight.decisions.standing import past
from daylight.recording.models import Document, DocumentVersion

# Template code → fields of its last paper, in the shapes of recording/values.py.
Entries: TypeAlias = Mapping[str, Mapping[str, Any]]
KEPT = (Document.FINAL, Document.ISSUED)


def entries_of(case: Case) -> dict[str, dict[str, Any]]:
    """The last final or issued paper of each template, without those about a decision that was set aside and replaced."""
    kept = case.documents.filter(state__in=KEPT).exclude(past(case))
    rows = DocumentVersion.objects.filter(document__in=kept, version=F("document__version")).order_by("document_id")
    return dict(rows.values_list("document__code", "fields"))


def latest_fields(document: Document) -> dict[str, Any]:
    """The fields of a document's last version."""
    found: dict[str, Any] = document.versions.order_by("-version").values_list("fields", flat=True)[0]
    return found
