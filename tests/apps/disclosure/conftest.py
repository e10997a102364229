"""Two days after the decision of the test room was issued."""

from __future__ import annotations

from datetime import datetime

import pytest

from daylight.core.moment import BEIJING


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 11, 27, 9, 0, tzinfo=BEIJING)
