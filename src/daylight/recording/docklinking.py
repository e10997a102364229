"""To which case a docked file belongs: by the officer it names and the time of his visits; else a person says."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from daylight.base import lawpack
from daylight.base.journal.writing import record
from daylight.base.orgs.models import Person
from daylight.base.permit import current_permit
from daylight.cases.models import Case, Handler
from daylight.core.facts import VisitFacts
from daylight.core.moment import local_date
from daylight.recording.acts.media import officer_line
from daylight.recording.models import DockFile, Recording, Upload
from daylight.recording.queries import visits_of


@dataclass(frozen=True, slots=True)
class Match:
    """``why``: one sentence naming the paper that says the officer was there then."""

    case: Case
    why: str


def match_of(row: DockFile) -> Match | None:
    """The one case whose final records put the officer there at that time; None when there is none or more than one."""
    found = list(matches_of(row))
    cases = {each.case.pk for each in found}
    return found[0] if len(cases) == 1 else None


def matches_of(row: DockFile) -> Iterator[Match]:
    """Every visit of the named officer within the allowed minutes of the recording's beginning."""
    if row.officer is None or row.started_at is None:
        return
    rule = lawpack.current().parameter("dock_match_minutes", local_date(row.taken_at))
    slack = timedelta(minutes=int(rule.value))
    mine = Handler.objects.filter(person=row.officer, case__agency=row.agency).values("case_id")
    for case in Case.objects.select_related("agency", "section").filter(pk__in=mine).order_by("id"):
        for visit in visits_of(case):
            if _near(visit, row.officer, row.started_at, slack):
                yield Match(
                    case, f"《{visit.title}》记明{row.officer.name}当时在场，前后相差不超过{rule.value}{rule.unit}"
                )


def _near(visit: VisitFacts, officer: Person, at: datetime, slack: timedelta) -> bool:
    began = visit.started_at
    if began is None or str(officer.uuid) not in {each.person_id for each in visit.officers}:
        return False
    return began - slack <= at <= (visit.ended_at or began) + slack


def link(
    row: DockFile, case: Case, uploader: Person, *, step: str, item_code: str, why: str, now: datetime
) -> Recording:
    """Make the recording of a docked file whose bytes are in the vault. Inside an open act or chore; the row is saved."""
    current_permit()
    officer = row.officer or uploader
    said = {
        "step": step or case.step,
        "item_code": item_code,
        "title": row.title[:120],
        "officers": [officer_line(officer)],
        "device": row.device,
        "started_at": row.started_at.isoformat() if row.started_at else None,
        "ended_at": None,
        "clock_offset_seconds": None,
        "sha256": row.sha256,
        "dock": {"station": row.station, "path": row.path, "uuid": str(row.uuid)},
    }
    # The file came through no upload; the row stands for its way in, so that every original has one.
    upload = Upload.objects.create(
        token=secrets.token_hex(16),
        person=uploader,
        case=case,
        meta=said,
        length=row.size,
        offset=row.size,
        state=Upload.SEALED,
        created_at=row.taken_at,
        expires_at=row.taken_at,
        completed_at=row.taken_at,
        sha256=row.sha256,
        sm3=row.sm3,
        content_type=row.content_type,
        scan=row.scan,
    )
    recording = Recording.objects.create(
        case=case,
        upload=upload,
        step=said["step"],
        item_code=item_code,
        title=said["title"],
        officers=said["officers"],
        device=row.device,
        started_at=row.started_at,
        uploader=uploader,
        received_at=row.taken_at,
        sealed_at=now,
        blob=row.blob,
        sha256=row.sha256,
        sm3=row.sm3,
        size=row.size,
        content_type=row.content_type,
        state="sealed",
    )
    row.state, row.recording, row.reason, row.settled_at = DockFile.LINKED, recording, why[:300], now
    row.save(update_fields=["state", "recording", "reason", "settled_at", "settled_by"])
    record(
        "recording.media.sealed",
        agency=row.agency,
        actor=None,
        now=now,
        subject=f"recording:{recording.uuid}",
        case_uuid=case.uuid,
        data={
            "item_code": item_code,
            "step": said["step"],
            "same_bytes_as": "",
            "upload": upload.uuid,
            "uploader": uploader.uuid,
            "sha256": row.sha256,
            "sm3": row.sm3,
            "size": row.size,
            "reason": why,
            "scan": row.scan,
            "dock": said["dock"],
        },
    )
    return recording
