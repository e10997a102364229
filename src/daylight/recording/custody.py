"""保管链: everything that happened to one original, from the first byte received to the last viewing, and whether its bytes
are still the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from daylight.base.journal.models import Entry
from daylight.base.orgs.models import Person
from daylight.base.vault import store
from daylight.recording.acts.custody import PURPOSES
from daylight.recording.events import SENTENCES
from daylight.recording.models import Access, Recording

WAYS = dict(Access.KINDS)


@dataclass(frozen=True, slots=True)
class Link:
    """One event of the chain. ``number``: of the agency's journal, by which anybody finds the leaf in the public log."""

    at: datetime
    who: str
    what: str
    detail: str
    number: int


def open_access_of(recording: Recording, person: Person, kind: str, now: datetime) -> Access | None:
    """The access under which ``person`` may see the bytes now."""
    return (
        Access.objects.filter(recording=recording, person=person, kind=kind, at__lte=now, until__gt=now)
        .order_by("-id")
        .first()
    )


def chain_of(recording: Recording) -> list[Link]:
    """Oldest first: upload, sealing, each access with its purpose and seconds, links, frames, statements."""
    subjects = [f"recording:{recording.uuid}"]
    if recording.upload_id:
        subjects.append(f"upload:{recording.upload.uuid}")
    found = Entry.objects.filter(Q(case_uuid=recording.case.uuid), subject__in=subjects).order_by("id")
    return [
        Link(each.at, each.actor_name or "系统", SENTENCES.get(each.kind, each.kind), _detail(each), each.agency_seq)
        for each in found
    ]


def digest_now(recording: Recording) -> str:
    """SHA-256 of the bytes as they lie in the vault now; empty when they are gone. Reads the whole file."""
    return store.current_digest(recording.sha256)


def _detail(entry: Entry) -> str:
    data = entry.data
    parts = []
    if "way" in data:
        parts.append(WAYS.get(data["way"], data["way"]))
    if "purpose" in data:
        parts.append(PURPOSES.get(data["purpose"], data["purpose"]))
    if data.get("why"):
        parts.append(data["why"])
    if data.get("spans"):
        parts.append("第 " + "、".join(str(each) for each in data["spans"]) + " 秒")
    if data.get("word"):
        parts.append(f"第 {data['second']} 秒：{data['word']}")
    if "millisecond" in data:
        parts.append(f"第 {data['millisecond'] / 1000:.3f} 秒")
    if data.get("reason"):
        parts.append(str(data["reason"]))
    if entry.kind in ("recording.media.sealed", "recording.statement.made"):
        parts.append(f"SHA-256 {str(data.get('current_sha256') or data.get('sha256'))[:16]}…")
    return "，".join(parts)
