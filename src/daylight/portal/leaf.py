"""What the index keeps of one decision: its day, its facets and the text that may be found."""

from __future__ import annotations

from dataclasses import dataclass

from daylight.portal import searchwords
from daylight.portal.askednumber import joined
from daylight.portal.models import PublicDecision

# Categories of what was withdrawn.
LOST = "lost"


@dataclass(frozen=True, slots=True)
class Leaf:
    """What the index keeps of one decision. ``day`` orders the list; ``facets`` and ``spans`` are names like ``year:2026``."""

    pk: int
    day: str
    facets: tuple[str, ...]
    spans: tuple[str, ...]
    body: str

    @property
    def key(self) -> str:
        return f"{self.day} {self.pk:012d}"

    @property
    def names(self) -> str:
        return "\t".join((*self.facets, "", *self.spans))


def leaf(decision: PublicDecision) -> Leaf | None:
    """None for what is not listed at all: not yet published, or past its last day."""
    if decision.status == "expired" or not (decision.version or decision.status == "withdrawn"):
        return None
    first = decision.published_on or decision.withdrawn_on
    day = first.isoformat() if first else ""
    if decision.status == "withdrawn":
        # Apart from what stands, so that the size of a set is a number that can be shown.
        return Leaf(decision.pk, day, ("status:withdrawn", f"{LOST}:{decision.category}"), (), "")
    facets = [f"status:{decision.status}", f"category:{decision.category}"]
    facets += [f"agency:{decision.agency_code}", f"item:{decision.violation.strip()}"]
    facets += [f"unit:{decision.unit}"] if decision.unit else []
    spans: tuple[str, ...] = ()
    if decision.decided_on:
        text = decision.decided_on.isoformat()
        facets.append(f"year:{text[:4]}")
        spans = (f"month:{text[:7]}", f"day:{text}")
    return Leaf(decision.pk, day, tuple(facets), spans, searchwords.body(indexed_fields(decision)))


def indexed_fields(decision: PublicDecision) -> list[str]:
    """What may be found of a decision; the shown name of a natural person is cut out wherever it stands."""
    # As printed, and as a reader's number is understood: 〔2023〕第011号 is asked for as 〔2023〕11号.
    fields = [*dict.fromkeys((decision.number, joined(decision.number)))]
    fields += [decision.title, decision.violation, decision.gist, decision.basis, decision.penalty_text]
    fields += [decision.agency_name, decision.category, str((decision.record or {}).get("facts", ""))]
    if decision.party_kind == "organisation":
        return [*fields, decision.party_display, decision.credit_code]
    shown = decision.party_display
    return [text.replace(shown, searchwords.BOUNDARY) for text in fields] if shown else fields
