"""The leaf: 33 opaque bytes that bind a journal entry without telling anything about it.

``leaf = 0x01 ‖ SHA-256("AELv1\\0" ‖ salt ‖ JCS(event))`` where ``event`` lists one salted digest for each field
(selective disclosure after RFC 9901). Whoever holds ``salt`` can open the leaf; only the fields whose disclosures
he is also given become known. ``salt`` and ``field_secret`` are independent 32-byte random values of one entry, kept
inside; without ``field_secret`` no hidden field can be guessed, however small its range.

The format is final: docs/reference-leaf-format.md.
"""

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from daylight.core.canonical import Json, NotCanonical, canonical

LEAF_VERSION = b"\x01"
LEAF_BYTES = 33
SECRET_BYTES = 32
FIELD_SALT_BYTES = 16
DIGEST_ALGORITHM = "sha-256"
# RFC 9901 gives these two names a meaning of their own inside a disclosed object.
RESERVED_NAMES = frozenset({"_sd", "..."})


class CommitmentFault(ValueError):
    """Fields that cannot be committed, or an opening that does not open its leaf."""


@dataclass(frozen=True)
class Commitment:
    """``leaf`` goes into the tree; ``event`` and ``disclosures`` (field name → disclosure) can be computed again."""

    leaf: bytes
    event: dict[str, Json]
    disclosures: dict[str, str]


def commit(fields: Mapping[str, Json], salt: bytes, field_secret: bytes) -> Commitment:
    """Commit to ``fields`` under two independent 32-byte secrets. Raises :class:`CommitmentFault`."""
    _require_secret("salt", salt)
    _require_secret("field_secret", field_secret)
    if salt == field_secret:
        raise CommitmentFault("salt and field_secret must be independent: revealing one would reveal the other")
    disclosures = {name: _disclose(name, value, field_secret) for name, value in fields.items()}
    digests: list[Json] = [*sorted(_digest(disclosure) for disclosure in disclosures.values())]
    event: dict[str, Json] = {"_sd": digests, "_sd_alg": DIGEST_ALGORITHM, "v": 1}
    return Commitment(leaf=_leaf(salt, event), event=event, disclosures=disclosures)


def opening(fields: Mapping[str, Json], salt: bytes, field_secret: bytes, reveal: Iterable[str]) -> dict[str, Json]:
    """What an outsider needs to open the leaf and read the fields named in ``reveal``; JSON-able.

    ``{"salt": hex, "event": {...}, "disclosures": [base64url, ...]}``, disclosures in the order of ``reveal``.
    """
    commitment = commit(fields, salt, field_secret)
    names = list(dict.fromkeys(reveal))
    absent = [name for name in names if name not in commitment.disclosures]
    if absent:
        raise CommitmentFault(f"no such field to reveal: {', '.join(absent)}")
    shown: list[Json] = [commitment.disclosures[name] for name in names]
    return {"salt": salt.hex(), "event": commitment.event, "disclosures": shown}


def open_leaf(leaf: bytes, opening: Mapping[str, Json]) -> dict[str, Json]:
    """The revealed fields, after checking that ``opening`` opens ``leaf``. Raises :class:`CommitmentFault`."""
    if len(leaf) != LEAF_BYTES or leaf[:1] != LEAF_VERSION:
        raise CommitmentFault("not a leaf of version 1: 33 bytes beginning with 0x01 expected")
    salt, event, disclosures = opening.get("salt"), opening.get("event"), opening.get("disclosures")
    if not isinstance(salt, str) or not isinstance(event, Mapping) or not isinstance(disclosures, list):
        raise CommitmentFault("an opening has salt (hex), event (object) and disclosures (list)")
    digests = _event_digests(event)
    try:
        committed = _leaf(_require_secret("salt", bytes.fromhex(salt)), event)
    except (ValueError, NotCanonical) as fault:
        raise CommitmentFault(f"the opening is malformed: {fault}") from None
    if not hmac.compare_digest(committed, leaf):
        raise CommitmentFault("salt and event do not give this leaf")
    revealed: dict[str, Json] = {}
    for disclosure in disclosures:
        if not isinstance(disclosure, str) or not disclosure.isascii() or _digest(disclosure) not in digests:
            raise CommitmentFault("a disclosure is not among the digests of the event")
        name, value = _read_disclosure(disclosure)
        if name in revealed:
            raise CommitmentFault(f"field {name} is disclosed twice")
        revealed[name] = value
    return revealed


def _leaf(salt: bytes, event: Mapping[str, Json]) -> bytes:
    return LEAF_VERSION + hashlib.sha256(b"AELv1\0" + salt + canonical(event)).digest()


def _disclose(name: str, value: Json, field_secret: bytes) -> str:
    if not isinstance(name, str) or not name or name in RESERVED_NAMES:
        raise CommitmentFault(f"{name!r} cannot be a field name")
    try:
        keyed = hmac.digest(field_secret, b"AELv1-field\0" + name.encode("utf-8"), "sha256")
        return _base64url(canonical([_base64url(keyed[:FIELD_SALT_BYTES]), name, value]))
    except (NotCanonical, UnicodeEncodeError) as fault:
        raise CommitmentFault(f"field {name!r} cannot be committed: {fault}") from None


def _read_disclosure(disclosure: str) -> tuple[str, Json]:
    try:
        raw = base64.b64decode(disclosure + "=" * (-len(disclosure) % 4), altchars=b"-_", validate=True)
        parts = json.loads(raw)
        whole = canonical(parts) == raw and _base64url(raw) == disclosure
    except (ValueError, binascii.Error, RecursionError) as fault:
        raise CommitmentFault(f"a disclosure cannot be read: {fault}") from None
    if not whole or not isinstance(parts, list) or len(parts) != 3 or not isinstance(parts[1], str):
        raise CommitmentFault("a disclosure is not the canonical [salt, name, value]")
    return parts[1], parts[2]


def _event_digests(event: Mapping[str, Json]) -> set[str]:
    digests = event.get("_sd")
    known = set(event) == {"_sd", "_sd_alg", "v"} and event["_sd_alg"] == DIGEST_ALGORITHM and event["v"] == 1
    if not known or event["v"] is True or not isinstance(digests, list):
        raise CommitmentFault("the event is not of version 1 with sha-256 digests")
    texts = [digest for digest in digests if isinstance(digest, str)]
    if len(texts) != len(digests) or texts != sorted(set(texts)):
        raise CommitmentFault("the digests of the event are not a sorted list without repeats")
    return set(texts)


def _require_secret(name: str, value: bytes) -> bytes:
    if len(value) != SECRET_BYTES:
        raise CommitmentFault(f"{name} must be {SECRET_BYTES} bytes, got {len(value)}")
    return value


def _digest(disclosure: str) -> str:
    return _base64url(hashlib.sha256(disclosure.encode("ascii")).digest())


def _base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")
