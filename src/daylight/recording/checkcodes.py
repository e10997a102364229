"""核验码: eight characters without I, L, O, U, so that nobody misreads one from paper (≈ 2⁴⁰ codes)."""

from __future__ import annotations

import secrets

from daylight.recording.models import Document

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def fresh_code() -> str:
    """A code no paper carries yet. Random: a code tells nothing about how many there are."""
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(8))
        if not Document.objects.filter(verify_code=code).exists():
            return code
