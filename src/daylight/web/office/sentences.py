"""Journal entries as sentences: who did what when. The words are those of each room's events."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from daylight.base.journal.models import Entry
from daylight.base.orgs import events as orgs
from daylight.cases import events as cases
from daylight.core.moment import local_time
from daylight.decisions import events as decisions
from daylight.disclosure import events as disclosure
from daylight.recording import events as recording
from daylight.review import events as review

SENTENCES: dict[str, str] = {
    **orgs.SENTENCES,
    **cases.SENTENCES,
    **recording.SENTENCES,
    **review.SENTENCES,
    **decisions.SENTENCES,
    **disclosure.SENTENCES,
}
# What of an entry's data is worth a word on the line.
DETAILS = ("number", "title", "leaving", "joining", "lead", "reason", "opinion", "version")
# A registration is told as its procedure calls it: 登记线索, 登记申请.
REGISTERED = "cases.case.registered"
WORDS = {"version": "第 {} 版", "leaving": "{}转出", "joining": "{}接办", "lead": "由{}主办"}


@dataclass(frozen=True, slots=True)
class Told:
    at: datetime
    who: str
    what: str
    detail: str
    seq: int
    kind: str


def told(entries: Iterable[Entry]) -> list[Told]:
    """Entries as lines."""
    return [
        Told(
            local_time(each.at),
            each.actor_name,
            _named(each) or SENTENCES.get(each.kind, each.kind),
            "，".join(
                WORDS.get(key, "{}").format(each.data[key]) for key in DETAILS if each.data.get(key) not in (None, "")
            ),
            each.case_seq or 0,
            each.kind,
        )
        for each in entries
    ]


def _named(entry: Entry) -> str:
    """A declared move and a registration are told by their own names."""
    own = entry.kind in decisions.NAMED or entry.kind == REGISTERED
    return str(entry.data.get("name", "")) if own else ""
