"""核验: is the file in hand the very paper that was registered? Compared by SHA-256, so one changed byte shows.

The 核验码 printed on every page says which registered paper a file claims to be; a file of ours carries it in its properties too.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from django.db.models import QuerySet

from daylight.base.orgs.models import Person
from daylight.cases.queries import visible_cases
from daylight.recording.checkcodes import ALPHABET
from daylight.recording.models import Document

LARGEST = 64 * 1024**2
_CLAIM = re.compile(rb"daylight-paper:([0-9A-HJKMNP-TV-Z]{8})")
# What people write for what was printed.
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})
SAME, DIFFERS, UNKNOWN = "same", "differs", "unknown"


@dataclass(frozen=True, slots=True)
class Verdict:
    """``state`` same, differs or unknown; ``document`` the registered paper where there is one; ``sha256`` of the file."""

    state: str
    sha256: str
    document: Document | None = None


def read_code(typed: str) -> str:
    """What a person typed or scanned (the whole address too) → the stored code, or an empty string."""
    last = next((part for part in reversed(typed.strip().split("/")) if part), "")
    kept = "".join(each for each in last.upper() if each.isalnum()).translate(_MISREAD)
    return kept if len(kept) == 8 and all(each in ALPHABET for each in kept) else ""


def issued_papers(person: Person) -> QuerySet[Document]:
    """Issued papers of the cases the person may read."""
    cases = visible_cases(person)
    return Document.objects.filter(case__in=cases, state=Document.ISSUED).select_related("case__agency", "pdf")


def paper_by_code(person: Person, typed: str) -> Document | None:
    """The issued paper that bears the code; None as well when the person may not see its case."""
    code = read_code(typed)
    return issued_papers(person).filter(verify_code=code).order_by("id").first() if code else None


def check(person: Person, body: bytes, typed: str = "") -> Verdict:
    """Compare a file with what is registered; ``typed``: the code a person read from the paper."""
    return compare(person, hashlib.sha256(body).hexdigest(), typed or claimed_code(body))


def compare(person: Person, sha256: str, typed: str = "") -> Verdict:
    """Compare a digest with what is registered: first the paper the code names, then any paper of these very bytes."""
    named = paper_by_code(person, typed)
    if named is not None and named.pdf is not None:
        return Verdict(SAME if named.pdf.sha256 == sha256 else DIFFERS, sha256, named)
    same = issued_papers(person).filter(pdf__sha256=sha256).order_by("id").first()
    return Verdict(SAME, sha256, same) if same and not read_code(typed) else Verdict(UNKNOWN, sha256)


def claimed_code(body: bytes) -> str:
    """The code a PDF of ours carries in its properties; empty when there is none."""
    found = _CLAIM.search(body)
    return found[1].decode("ascii") if found else ""
