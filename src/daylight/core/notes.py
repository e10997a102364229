"""Signed notes and checkpoints in the text forms of C2SP signed-note and tlog-checkpoint.

::

    origin
    size (decimal)
    root (base64)

    — name base64(key id ‖ signature)

Signing and checking are callables, so that keys and cryptography stay outside.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass

from daylight.core.merkle import HASH_BYTES

ED25519 = b"\x01"
KEY_ID_BYTES = 4
_SIGNATURE_LINE = "\u2014 "
_NAME = re.compile(r"[^\s+\x00-\x1f]+")
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")


class NoteFault(ValueError):
    """Text that is not a signed note, checkpoint or verifier key, or a signature that does not hold."""


@dataclass(frozen=True)
class Signature:
    name: str
    key_id: bytes
    value: bytes


@dataclass(frozen=True)
class Note:
    """``text`` is exactly what is signed, with its final newline."""

    text: str
    signatures: tuple[Signature, ...]


@dataclass(frozen=True)
class VerifierKey:
    name: str
    key_id: bytes
    public_key: bytes

    def __str__(self) -> str:
        key = base64.b64encode(ED25519 + self.public_key).decode("ascii")
        return f"{self.name}+{self.key_id.hex()}+{key}"


@dataclass(frozen=True)
class Checkpoint:
    """Head of a log: ``root`` over the first ``size`` entries of the log named ``origin``."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()


def key_id(name: str, public_key: bytes) -> bytes:
    """First four bytes of SHA-256(name ‖ LF ‖ 0x01 ‖ public key)."""
    return hashlib.sha256(name.encode("utf-8") + b"\n" + ED25519 + public_key).digest()[:KEY_ID_BYTES]


def verifier_key(name: str, public_key: bytes) -> VerifierKey:
    """The key as outsiders pin it; ``str()`` gives ``name+hash+base64``. ``public_key``: 32 bytes, Ed25519."""
    if not _NAME.fullmatch(name):
        raise NoteFault(f"{name!r} cannot name a key: no spaces and no plus sign")
    if len(public_key) != 32:
        raise NoteFault("an Ed25519 public key has 32 bytes")
    return VerifierKey(name, key_id(name, public_key), public_key)


def parse_verifier_key(text: str) -> VerifierKey:
    """Read ``name+hash+base64``; the hash must fit. Raises :class:`NoteFault`."""
    parts = text.strip().split("+", 2)
    if len(parts) != 3:
        raise NoteFault("a verifier key reads name+hash+key")
    raw = _decoded(parts[2])
    if raw[:1] != ED25519:
        raise NoteFault("only Ed25519 verifier keys are known")
    key = verifier_key(parts[0], raw[1:])
    if key.key_id.hex() != parts[1]:
        raise NoteFault("the hash of the verifier key does not fit its name and key")
    return key


def sign_note(text: str, key: VerifierKey, sign: Callable[[bytes], bytes]) -> str:
    """``text`` (ends in a newline, no control characters) with one signature line. ``sign`` returns 64 bytes."""
    if not text.endswith("\n") or any(ord(character) < 32 and character != "\n" for character in text):
        raise NoteFault("the text of a note ends in a newline and has no other control character")
    line = base64.b64encode(key.key_id + sign(text.encode("utf-8"))).decode("ascii")
    return f"{text}\n{_SIGNATURE_LINE}{key.name} {line}\n"


def parse_note(note: str) -> Note:
    """Split a signed note. Raises :class:`NoteFault`."""
    split = note.rfind("\n\n")
    if split < 0 or not note.endswith("\n") or any(ord(character) < 32 and character != "\n" for character in note):
        raise NoteFault("not a signed note")
    text, lines = note[: split + 1], note[split + 2 : -1].split("\n")
    signatures = []
    for line in lines:
        name, _, encoded = line.removeprefix(_SIGNATURE_LINE).partition(" ")
        raw = _decoded(encoded)
        if not line.startswith(_SIGNATURE_LINE) or not _NAME.fullmatch(name) or len(raw) <= KEY_ID_BYTES:
            raise NoteFault("a signature line of the note is malformed")
        signatures.append(Signature(name, raw[:KEY_ID_BYTES], raw[KEY_ID_BYTES:]))
    return Note(text, tuple(signatures))


def verify_note(note: str, key: VerifierKey, verify: Callable[[bytes, bytes, bytes], bool]) -> str:
    """The text of ``note`` when ``key`` signed it; other signatures are ignored. Raises :class:`NoteFault`.

    ``verify(public_key, signature, message)`` tells whether an Ed25519 signature holds.
    """
    parsed = parse_note(note)
    own = [each for each in parsed.signatures if each.name == key.name and each.key_id == key.key_id]
    if len(own) != 1:
        raise NoteFault(f"the note has {len(own)} signatures by {key.name}, one expected")
    if not verify(key.public_key, own[0].value, parsed.text.encode("utf-8")):
        raise NoteFault(f"the signature by {key.name} does not hold")
    return parsed.text


def checkpoint_text(origin: str, size: int, root: bytes) -> str:
    """The three lines that are signed."""
    if not origin or "\n" in origin or size < 0 or len(root) != HASH_BYTES:
        raise NoteFault("a checkpoint has a one-line origin, a size and a 32-byte root")
    return f"{origin}\n{size}\n{base64.b64encode(root).decode('ascii')}\n"


def parse_checkpoint(text: str) -> Checkpoint:
    """Read the signed text of a checkpoint. Raises :class:`NoteFault`."""
    lines = text.split("\n")
    if len(lines) < 4 or lines[-1] or not lines[0] or not all(lines[:-1]) or not _SIZE.fullmatch(lines[1]):
        raise NoteFault("a checkpoint has the lines origin, size and root")
    root = _decoded(lines[2])
    if len(root) != HASH_BYTES:
        raise NoteFault("the root of a checkpoint has 32 bytes")
    return Checkpoint(lines[0], int(lines[1]), root, tuple(lines[3:-1]))


def _decoded(text: str) -> bytes:
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise NoteFault("text is not base64") from None
    if base64.b64encode(raw).decode("ascii") != text:
        raise NoteFault("text is not canonical base64")
    return raw
