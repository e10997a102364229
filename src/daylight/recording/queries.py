"""Reading the record: papers, recordings, and what the list demands but nobody filmed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from daylight.base.vault import store
from daylight.base.vault.models import Blob
from daylight.cases.models import Case
from daylight.core.facts import RecordingFacts, SealedThing, VisitFacts
from daylight.recording import papers
from daylight.recording.models import Document, Excuse, Recording, Upload
from daylight.recording.visits import RECORDS, visit_of


@dataclass(frozen=True, slots=True)
class Demand:
    """One row of the 音像记录事项清单 at this case: ``steps`` of the row that the case has reached."""

    item_code: str
    name: str
    steps: tuple[str, ...]
    recordings: tuple[Recording, ...]
    excuse: Excuse | None

    @property
    def missing(self) -> bool:
        return not self.recordings and self.excuse is None


def documents_of(case: Case) -> QuerySet[Document]:
    """Papers of the case, oldest first."""
    return case.documents.select_related("author", "pdf").order_by("id")


def recordings_of(case: Case) -> QuerySet[Recording]:
    """Recordings of the case, quarantined ones too, oldest first."""
    return case.recordings.select_related("uploader", "blob").order_by("id")


def same_as(recording: Recording) -> Recording | None:
    """The first recording of the agency with the very same bytes, when it came before this one."""
    agency = recording.case.agency_id
    same = Recording.objects.filter(sha256=recording.sha256, case__agency_id=agency, pk__lt=recording.pk)
    return same.select_related("case").order_by("id").first()


def waiting_uploads(case: Case) -> QuerySet[Upload]:
    """Uploads still receiving or waiting for their read-back."""
    return case.uploads.filter(state__in=[Upload.RECEIVING, Upload.COMPLETE]).select_related("person")


def final_codes(case: Case) -> frozenset[str]:
    """Template codes with a final or issued paper in the file."""
    return frozenset(case.documents.exclude(state=Document.DRAFT).values_list("code", flat=True))


def final_fields(case: Case, code: str) -> dict[str, Any] | None:
    """The fields of the latest final or issued paper of ``code``."""
    document = case.documents.filter(code=code).exclude(state=Document.DRAFT).order_by("-id").first()
    return papers.fields_of(document) if document else None


def visits_of(case: Case) -> tuple[VisitFacts, ...]:
    """The visits recorded in final 笔录, for the gates."""
    found = case.documents.filter(code__in=RECORDS).exclude(state=Document.DRAFT).order_by("id")
    visits = (visit_of(document, papers.fields_of(document)) for document in found)
    return tuple(each for each in visits if each is not None)


def sealed_things(case: Case) -> tuple[SealedThing, ...]:
    """Issued papers and sealed recordings with their digest then and now, for G26. Reads every byte of them."""
    issued = [(each.title, each.pdf) for each in documents_of(case) if each.state == Document.ISSUED]
    blobs = issued + [(each.title, each.blob) for each in recordings_of(case) if each.state == "sealed"]
    return tuple(
        SealedThing(title=title, sealed_sha256=b.sha256, current_sha256=_now_in_vault(b)) for title, b in blobs
    )


def _now_in_vault(blob: Blob) -> str:
    return store.current_digest(blob.sha256)


def reached(case: Case) -> frozenset[str]:
    """Steps the case stands on or has passed."""
    pairs = case.moves.values_list("from_step", "to_step")
    return frozenset({case.step, *(step for pair in pairs for step in pair if step)})


def required_recordings(
    case: Case, rows: Iterable[Mapping[str, Any]], steps: Iterable[str] | None = None
) -> list[Demand]:
    """For rows of the list in force (``lists.queries.recording_items``): what is there, excused or missing.

    Rows whose ``steps`` the case has not reached are left out; ``steps`` narrows to one step's demands. A sealed
    recording counts for the row it was made for, by item code, or by 记录种类 (``recording``) when that is given.
    """
    wanted = frozenset(steps) if steps is not None else reached(case)
    sealed = [each for each in recordings_of(case) if each.state == "sealed"]
    excuses = {each.item_code: each for each in case.recording_excuses.order_by("id")}
    found = []
    for row in rows:
        here = tuple(step for step in row.get("steps") or () if step in wanted)
        if not here:
            continue
        names = {row["code"], row.get("recording") or row["code"]}
        excuse = next((excuses[name] for name in sorted(names) if name in excuses), None)
        present = tuple(each for each in sealed if each.item_code in names)
        found.append(Demand(row["code"], row.get("step") or row["code"], here, present, excuse))
    return found


def recording_facts(case: Case, rows: Iterable[Mapping[str, Any]]) -> RecordingFacts:
    """What G25 asks: demanded, present and excused, by item code."""
    demands = required_recordings(case, rows)
    return RecordingFacts(
        required={each.item_code: each.name for each in demands},
        present=frozenset(each.item_code for each in demands if each.recordings),
        excused={each.item_code: each.excuse.reason for each in demands if each.excuse},
    )
