"""亮证码: a short-lived signed statement that this certificate was shown in this minute (行政处罚法第五十五条).

::

    version 1 (1) ‖ key id (4) ‖ begin, Unix seconds (4) ‖ length in seconds (2) ‖ batch (8)
    ‖ length (1) ‖ agency code, UTF-8 ‖ length (1) ‖ certificate number, UTF-8 ‖ Ed25519 signature (64)

as base64url without padding. Signed is ``CONTEXT`` and everything before the signature, so that no other thing signed by
any key can be taken for a code. Whoever holds the public key checks it without the network.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import struct
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from daylight.core.notes import KEY_ID_BYTES, VerifierKey

CONTEXT = b"daylight identity code v1\n"
VERSION = 1
BATCH_BYTES = 8
SIGNATURE_BYTES = 64
LONGEST = 400
_HEAD = struct.Struct(f">B{KEY_ID_BYTES}sIH{BATCH_BYTES}s")

VALID, EARLY, EXPIRED = "valid", "early", "expired"


class CodeFault(ValueError):
    """No code, a code of another shape, or a signature that does not hold."""


@dataclass(frozen=True, slots=True)
class IdentityCode:
    """``begins`` and ``seconds``: the slot it is good for, in Unix seconds; ``batch`` names the codes issued together."""

    key_id: bytes
    begins: int
    seconds: int
    batch: bytes
    agency: str
    certificate: str

    @property
    def ends(self) -> int:
        return self.begins + self.seconds


def body_of(code: IdentityCode) -> bytes:
    """The bytes before the signature."""
    names = [each.encode("utf-8") for each in (code.agency, code.certificate)]
    if not all(0 < len(each) < 256 for each in names) or len(code.batch) != BATCH_BYTES:
        raise CodeFault("agency and certificate are short texts, a batch has eight bytes")
    head = _HEAD.pack(VERSION, code.key_id, code.begins, code.seconds, code.batch)
    return head + b"".join(bytes([len(each)]) + each for each in names)


def sealed(code: IdentityCode, sign: Callable[[bytes], bytes]) -> str:
    """The code as text. ``sign(message)`` gives 64 bytes."""
    body = body_of(code)
    return base64.urlsafe_b64encode(body + sign(CONTEXT + body)).rstrip(b"=").decode("ascii")


def opened(
    text: str, keys: Iterable[VerifierKey], verify: Callable[[bytes, bytes, bytes], bool]
) -> tuple[IdentityCode, VerifierKey]:
    """The code and the key that signed it; says nothing of time. Raises :class:`CodeFault`."""
    code, body, signature = _read(text)
    for key in keys:
        if key.key_id == code.key_id and verify(key.public_key, signature, CONTEXT + body):
            return code, key
    raise CodeFault("no known key signed this code")


def standing(code: IdentityCode, now: int, grace: int) -> str:
    """``valid`` within its slot and ``grace`` seconds on either side (clocks differ), else ``early`` or ``expired``."""
    if now < code.begins - grace:
        return EARLY
    return VALID if now < code.ends + grace else EXPIRED


def slots(first: IdentityCode, count: int) -> list[IdentityCode]:
    """``first`` and those that follow it without a gap."""
    return [
        IdentityCode(
            first.key_id, first.begins + n * first.seconds, first.seconds, first.batch, first.agency, first.certificate
        )
        for n in range(count)
    ]


def digest_of(text: str) -> str:
    """SHA-256 (hex) of the text: what a receipt and the case file keep."""
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _read(text: str) -> tuple[IdentityCode, bytes, bytes]:
    if not text or len(text) > LONGEST:
        raise CodeFault("not an identity code")
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise CodeFault("not base64url") from None
    # One spelling for one code: what is counted as used must not be written in a second way.
    if base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii") != text:
        raise CodeFault("not canonical base64url")
    body, signature = raw[:-SIGNATURE_BYTES], raw[-SIGNATURE_BYTES:]
    if len(body) < _HEAD.size + 2 or body[0] != VERSION:
        raise CodeFault("another version or too short")
    _, key_id, begins, seconds, batch = _HEAD.unpack(body[: _HEAD.size])
    names, rest = [], body[_HEAD.size :]
    for _ in range(2):
        if not rest or not rest[0] or len(rest) < 1 + rest[0]:
            raise CodeFault("a name is cut short")
        names.append(rest[1 : 1 + rest[0]])
        rest = rest[1 + rest[0] :]
    if rest:
        raise CodeFault("something stands behind the names")
    try:
        agency, certificate = (each.decode("utf-8") for each in names)
    except UnicodeDecodeError:
        raise CodeFault("a name is not UTF-8") from None
    return IdentityCode(key_id, begins, seconds, batch, agency, certificate), body, signature
