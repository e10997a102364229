"""Background work of the recording room: read back and seal complete uploads, let abandoned ones go."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from daylight.base.chores import chore
from daylight.base.journal.writing import record
from daylight.base.permit import permit
from daylight.recording import staging
from daylight.recording.acts.media import LIFETIME
from daylight.recording.docklinking import link, match_of
from daylight.recording.models import DockFile, Upload
from daylight.recording.playback import making
from daylight.recording.sealing import claim, seal

# Files tried again in one round; the newest first.
MATCHED_AT_ONCE = 100
log = logging.getLogger("daylight.recording")


@chore("recording.hash", every=timedelta(seconds=1))
def hash_complete(now: datetime) -> int:
    """Seal the next complete upload. A failing disk leaves it claimed; it is tried again when the claim runs out."""
    upload = claim(now)
    if upload is None:
        return 0
    try:
        seal(upload, now)
    except OSError:
        log.exception("upload %s could not be sealed; it is tried again", upload.uuid)
        return 0
    return 1


@chore("recording.derive")
def derive(now: datetime) -> int:
    """Measure originals and make what people look at, in a child process with limits."""
    return making.step(now) if settings.DERIVE else 0


@chore("recording.expire", every=timedelta(minutes=10))
def expire_abandoned(now: datetime) -> int:
    """End uploads past their date and clear what ended uploads left on disk."""
    moved = 0
    for upload in Upload.objects.filter(state=Upload.RECEIVING, expires_at__lte=now).select_related("case__agency")[
        :50
    ]:
        with permit("chore:recording.expire"), transaction.atomic(durable=True):
            if not Upload.objects.filter(pk=upload.pk, state=Upload.RECEIVING).update(state=Upload.EXPIRED):
                continue
            record(
                "recording.upload.expired",
                agency=upload.case.agency,
                actor=None,
                now=now,
                subject=f"upload:{upload.uuid}",
                case_uuid=upload.case.uuid,
                data={"offset": upload.offset, "length": upload.length},
            )
        staging.discard(upload)
        moved += 1
    return moved + _clear_leftovers()


def _clear_leftovers() -> int:
    """Files of uploads that ended while nobody was left to remove them."""
    cleared = 0
    folder = Path(settings.UPLOAD_DIR)
    ended = {Upload.EXPIRED, Upload.TERMINATED, Upload.SEALED, Upload.QUARANTINED}
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        try:
            upload = Upload.objects.filter(uuid=UUID(path.name)).first()
        except ValueError:
            continue
        if upload is not None and upload.state in ended:
            path.unlink(missing_ok=True)
            cleared += 1
    return cleared


@chore("recording.dock.match", every=timedelta(minutes=5))
def match_docked(now: datetime) -> int:
    """Try waiting files again: the record that says who was there is often finished after the camera is docked."""
    moved = 0
    waiting = DockFile.objects.filter(state=DockFile.WAITING, taken_at__gt=now - LIFETIME)
    waiting = waiting.exclude(officer=None).exclude(started_at=None).select_related("officer", "agency", "blob")
    for row in waiting.order_by("-id")[:MATCHED_AT_ONCE]:
        if (match := match_of(row)) is None or row.officer is None:
            continue
        with permit("chore:recording.dock.match"), transaction.atomic(durable=True):
            # Somebody may be claiming it at this moment.
            still = DockFile.objects.select_for_update(of=("self",)).filter(pk=row.pk, state=DockFile.WAITING).first()
            if still is not None:
                link(row, match.case, row.officer, step="", item_code="", why=match.why, now=now)
                moved += 1
    return moved
