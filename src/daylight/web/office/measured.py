"""What was measured of a recording, in words, beside what was said about it."""

from __future__ import annotations

from typing import Any

from daylight.recording.models import Recording
from daylight.recording.playback.making import derived_of

# A form says minutes; what differs by less than one is no contradiction.
SAID_TO_SECONDS = 60


def measured(recording: Recording) -> dict[str, Any]:
    """Context of ``office/derived.html``: ``derived``, ``span``, ``thumbs``, and ``stated`` with ``differs`` (seconds)."""
    derived = derived_of(recording.blob)
    found: dict[str, Any] = {"derived": derived, "thumbs": range(derived.thumbnails) if derived else ()}
    if derived is None or derived.seconds is None:
        return found
    found["span"] = lasting(derived.seconds)
    if recording.started_at and recording.ended_at:
        stated = int((recording.ended_at - recording.started_at).total_seconds())
        if abs(stated - derived.seconds) > SAID_TO_SECONDS:
            found |= {"stated": lasting(stated), "differs": abs(stated - derived.seconds)}
    return found


def lasting(seconds: int) -> str:
    """75 → 1 分 15 秒."""
    hours, minutes, rest = seconds // 3600, seconds % 3600 // 60, seconds % 60
    parts = [f"{hours} 小时"] * bool(hours) + [f"{minutes} 分"] * bool(hours or minutes) + [f"{rest} 秒"]
    return " ".join(parts)
