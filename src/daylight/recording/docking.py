"""The watched folder of a docking station: what is there, whether it has come to rest, its copy into the vault.

The station's own file is only read. A file counts by station, path, size and time of change, so a run after a kill takes
up where the last one died: until the row stands the copy is made again, and the vault knows equal bytes.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q

from daylight.base import lawpack
from daylight.base.journal.writing import record
from daylight.base.orgs.models import Agency, Person
from daylight.base.permit import permit
from daylight.base.vault import store
from daylight.core.docknames import Named, read_name, rules_in
from daylight.core.moment import local_date
from daylight.recording import scanning, soundness
from daylight.recording.docklinking import link, match_of
from daylight.recording.models import DeviceLoan, DockFile, Recording

PERMIT = "chore:recording.dock"
PIECE = 1024 * 1024
SM3 = "sm3" in hashlib.algorithms_available
# What copying programs call a file that is not finished.
UNFINISHED = (".tmp", ".part", ".partial", ".crdownload", ".filepart")


class Moving(Exception):
    """The file changed while it was read; it is taken when it has come to rest."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file below the watched folder as it stands now."""

    path: Path
    name: str
    size: int
    changed_ns: int


def resting(folder: Path, now: datetime, settle_seconds: float) -> Iterator[Found]:
    """Files that have not changed for ``settle_seconds`` and do not look unfinished, by name. Links are not followed."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        hidden = any(part.startswith(".") for part in Path(name).parts)
        if hidden or path.is_symlink() or not path.is_file() or name.lower().endswith(UNFINISHED) or len(name) > 400:
            continue
        state = path.stat()
        if state.st_size and now.timestamp() - state.st_mtime >= settle_seconds:
            yield Found(path, name, state.st_size, state.st_mtime_ns)


def known(agency: Agency, station: str, found: Found) -> bool:
    """Whether this very file has been taken before."""
    return DockFile.objects.filter(
        agency=agency, station=station, path=found.name, size=found.size, changed_ns=found.changed_ns
    ).exists()


def take(agency: Agency, station: str, found: Found, now: datetime) -> DockFile | None:
    """Copy, read back, look into, put into the vault, enter and link one file; None when another run entered it first.

    Raises ``Moving`` when the file changes meanwhile and ``OSError`` when the disk takes no more.
    """
    copy = _waiting_place(agency, station, found)
    copy.parent.mkdir(parents=True, exist_ok=True)
    sha256, sm3 = _copied(found, copy)
    kind, reason = soundness.look(copy, found.name)
    said = scanning.scan(copy)
    reason = soundness.found(said) or reason
    named = read_name(rules_in((layer.tables for layer in _layers()), local_date(now)), found.name)
    with permit(PERMIT):
        blob = store.adopt(copy, soundness.UNKNOWN if reason else kind, now, sha256, found.size)
        row = DockFile(
            agency=agency,
            station=station,
            path=found.name,
            size=found.size,
            changed_ns=found.changed_ns,
            rule=named.rule,
            officer_code=named.officer[:32],
            officer=officer_of(agency, named),
            device=named.device[:64],
            started_at=named.started_at,
            taken_at=now,
            blob=blob,
            sha256=sha256,
            sm3=sm3,
            content_type=soundness.UNKNOWN if reason else kind,
            scan=said.as_data(),
            reason=reason[:300],
        )
        try:
            _enter(row, now)
        except IntegrityError:
            return None
    copy.unlink(missing_ok=True)
    return row


def officer_of(agency: Agency, named: Named) -> Person | None:
    """The person of the agency whom the name means: by certificate number, by login name, else who had the device then."""
    people = Person.objects.filter(agency=agency, is_active=True)
    if named.officer:
        by_number = list(people.filter(certificate_number__iexact=named.officer)[:2])
        found = by_number or list(people.filter(username__iexact=named.officer)[:2])
        if len(found) == 1:
            return found[0]
    if not named.device or named.started_at is None:
        return None
    at = named.started_at
    had = DeviceLoan.objects.filter(device__agency=agency, device__number=named.device, out_at__lte=at)
    loan = had.filter(Q(in_at=None) | Q(in_at__gte=at)).select_related("person").first()
    return loan.person if loan else None


def _enter(row: DockFile, now: datetime) -> None:
    with transaction.atomic(durable=True):
        row.state = DockFile.QUARANTINED if row.reason else _state(row)
        row.save()
        record(
            "recording.dock.received",
            agency=row.agency,
            actor=None,
            now=now,
            subject=f"dock:{row.uuid}",
            data={
                "station": row.station,
                "path": row.path,
                "size": row.size,
                "sha256": row.sha256,
                "sm3": row.sm3,
                "state": row.state,
                "reason": row.reason,
                "scan": row.scan,
            },
        )
        if row.state == DockFile.WAITING and (match := match_of(row)) is not None:
            assert row.officer is not None
            link(row, match.case, row.officer, step=match.case.step, item_code="", why=match.why, now=now)


def _state(row: DockFile) -> str:
    docked = DockFile.objects.filter(agency=row.agency, sha256=row.sha256).exclude(state=DockFile.QUARANTINED)
    uploaded = Recording.objects.filter(case__agency=row.agency, sha256=row.sha256)
    return DockFile.DUPLICATE if docked.exists() or uploaded.exists() else DockFile.WAITING


def _copied(found: Found, copy: Path) -> tuple[str, str]:
    """Copy to ``copy``, synced; SHA-256 and SM3 as read back from our own disk, equal to what was read from the station."""
    read = hashlib.sha256()
    with found.path.open("rb") as source, copy.open("wb") as stream:
        while piece := source.read(PIECE):
            read.update(piece)
            stream.write(piece)
        stream.flush()
        os.fsync(stream.fileno())
        after = os.fstat(source.fileno())
    if (after.st_size, after.st_mtime_ns) != (found.size, found.changed_ns) or copy.stat().st_size != found.size:
        copy.unlink()
        raise Moving(found.name)
    back, chinese = hashlib.sha256(), hashlib.new("sm3") if SM3 else None
    with copy.open("rb") as stream:
        while piece := stream.read(PIECE):
            back.update(piece)
            if chinese is not None:
                chinese.update(piece)
    if back.digest() != read.digest():
        copy.unlink()
        raise OSError(f"{found.name} 写入后读回不一致，请检查磁盘")
    return back.hexdigest(), chinese.hexdigest() if chinese else ""


def _waiting_place(agency: Agency, station: str, found: Found) -> Path:
    # Named by us: the same file has the same place, so a killed run's leftover is overwritten.
    said = f"{agency.code}\0{station}\0{found.name}\0{found.size}\0{found.changed_ns}"
    return Path(settings.UPLOAD_DIR) / f"dock-{hashlib.sha256(said.encode()).hexdigest()[:32]}"


def _layers() -> tuple[object, ...]:
    return tuple(lawpack.current().other.get("dock_names", ()))
