"""What people write to the site, sealed at rest under a key of its own.

The key of the case files is out of the site's reach (import law), so that whoever breaks into the site cannot open them.
"""

from __future__ import annotations

import os
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.utils.crypto import salted_hmac

PURPOSE = b"daylight public letters v1"


def _key() -> bytes:
    path = Path(settings.DATA_DIR) / "keys" / "letters.key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_bytes()
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(AESGCM.generate_key(bit_length=256))
    return path.read_bytes()


def seal(text: str) -> bytes:
    """Ciphertext of ``text``: 12-byte nonce, then AES-GCM output."""
    nonce = os.urandom(12)
    return nonce + AESGCM(_key()).encrypt(nonce, text.encode(), PURPOSE)


def unseal(body: bytes) -> str:
    """The text again. Raises ``cryptography.exceptions.InvalidTag`` when bytes or key are not the ones used."""
    body = bytes(body)
    return AESGCM(_key()).decrypt(body[:12], body[12:], PURPOSE).decode()


def trace(text: str) -> str:
    """32 letters that are the same for the same text and tell nothing of it."""
    return salted_hmac("daylight.portal.source", text, algorithm="sha256").hexdigest()[:32]
