"""再次送审只重审有改动的要素: which conclusions of the round before still stand on what they stood on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Content = Mapping[str, Any]
# Verdicts that are worth keeping; what was wrong is always judged again.
KEPT = frozenset({"conforms", "not_applicable"})


def fingerprint(content: Content, place: str) -> Any:
    """What stands in a dossier at ``kind:ref``; None where nothing does."""
    kind, _, ref = place.partition(":")
    if kind == "field":
        said = content.get("draft_texts") or content.get("draft", {})
        return said.get(ref)
    if kind == "case":
        return content.get("case", {}).get(ref)
    rows, key = {
        "document": ("documents", "uuid"),
        "recording": ("recordings", "uuid"),
        "officer": ("officers", "certificate_number"),
        "clock": ("clocks", "code"),
    }.get(kind, ("", ""))
    found = next((each for each in content.get(rows, ()) if str(each.get(key)) == ref), None)
    return None if found is None else found.get("sha256") or dict(found)


def watched(content: Content, element: str) -> frozenset[str]:
    """The places of a dossier that were gathered for an element."""
    return frozenset(place for fact in content.get("gathered", {}).get(element, ()) for place in fact.get("at", ()))


def changed_fields(before: Content, after: Content) -> frozenset[str]:
    """``field:…`` places whose text differs."""
    old, new = (each.get("draft_texts") or each.get("draft", {}) for each in (before, after))
    return frozenset(f"field:{name}" for name in {*old, *new} if old.get(name) != new.get(name))


def stands(
    before: Content,
    after: Content,
    element: str,
    verdict: str,
    pointed: Iterable[str],
    ignored: frozenset[str] = frozenset(),
) -> bool:
    """Whether a conclusion on ``element`` may be kept: nothing it pointed at or that was gathered for it has changed.

    ``ignored``: places that differ from round to round by themselves (the review's own clock and opinion).
    """
    if verdict not in KEPT:
        return False
    places = (watched(before, element) | watched(after, element) | frozenset(pointed)) - ignored
    return all(fingerprint(before, each) == fingerprint(after, each) for each in places)


def unwatched(before: Content, after: Content) -> bool:
    """Whether a field changed that no element looks at: then every element is judged again."""
    seen = frozenset(p for each in (before, after) for e in each.get("gathered", {}) for p in watched(each, e))
    return bool(changed_fields(before, after) - seen)
