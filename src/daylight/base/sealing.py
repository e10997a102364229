"""Sealing of personal numbers at rest: AES-256-GCM under a key file that is not in the database (个保法第51条)."""

from __future__ import annotations

import hashlib
import hmac
import os
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

# Bound into every sealed value so that a ciphertext cannot be moved to another purpose.
PURPOSE = b"daylight party identity v1"
INDEX_PURPOSE = b"daylight party index v1"


def _key() -> bytes:
    path = Path(settings.DATA_DIR) / "keys" / "personal.key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(AESGCM.generate_key(bit_length=256))
    return path.read_bytes()


def seal(text: str) -> bytes:
    """Ciphertext of ``text``: 12-byte nonce, then AES-GCM output."""
    nonce = os.urandom(12)
    return nonce + AESGCM(_key()).encrypt(nonce, text.encode(), PURPOSE)


def unseal(body: bytes) -> str:
    """The text again. Raises ``cryptography.exceptions.InvalidTag`` if the bytes or the key are not the ones used."""
    body = bytes(body)
    return AESGCM(_key()).decrypt(body[:12], body[12:], PURPOSE).decode()


def blind_index(text: str) -> str:
    """64 hex digits that are equal for equal ``text`` and say nothing else without the key: numbers are compared, never
    read. Its key is derived from the sealing key, so that neither tells the other."""
    key = hmac.digest(_key(), INDEX_PURPOSE, hashlib.sha256)
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
