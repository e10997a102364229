"""核验码: eight letters without I, L, O, U, so that nobody misreads one from paper (≈ 2⁴⁰ codes)."""

from __future__ import annotations

import secrets

from daylight.decisions.models import Decision

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def fresh_code() -> str:
    """A code no decision carries yet. Random: a code tells nothing about how many there are."""
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(8))
        if not Decision.objects.filter(code=code).exists():
            return code
