"""Messages whose pages are answered, not written: they take effect with the next request and touch no file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from daylight.portal.identityfeed import apply_issued, apply_portrait, apply_stopped
from daylight.portal.windowfeed import apply_shifts

ANSWERED: dict[str, Callable[[Mapping[str, Any], datetime], None]] = {
    "identity.issued": apply_issued,
    "identity.stopped": apply_stopped,
    "identity.portrait": apply_portrait,
    "window.shifts": apply_shifts,
}
