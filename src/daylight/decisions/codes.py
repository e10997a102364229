"""The 核验码 of a decision, fixed at its approval and printed when its paper is issued."""

from __future__ import annotations

from daylight.decisions.models import Decision
from daylight.recording.checkcodes import fresh_code as fresh_paper_code


def fresh_code() -> str:
    """A code neither a paper nor a decision carries yet."""
    while True:
        code = fresh_paper_code()
        if not Decision.objects.filter(code=code).exists():
            return code
