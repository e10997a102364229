from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction

from daylight.base.permit import permit
from daylight.portal import chores, feed
from tests.portal import records

Tell = Callable[..., None]


@pytest.fixture
def tell(db: None, now: datetime) -> Tell:
    """Apply feed messages as the delivery chore would."""

    def apply(*messages: dict[str, Any]) -> None:
        for message in messages:
            with permit("chore:deliver.portal"), transaction.atomic():
                feed.apply(message, now)

    return apply


@pytest.fixture
def root() -> Path:
    return Path(settings.PUBLIC_DIR)


@pytest.fixture
def render(now: datetime) -> Callable[[], int]:
    """Write the pages until nothing is left."""

    def run() -> int:
        total = 0
        while moved := chores.render_pages(now):
            total += moved
        return total

    return run


@pytest.fixture
def site(tell: Tell, render: Callable[[], int], root: Path) -> Iterator[Path]:
    """A small site: an organisation, a natural person, an older decision, one list."""
    tell(
        records.site_described(),
        records.list_published(),
        records.published(records.record()),
        records.published(records.person_record()),
        records.published(records.legacy_record()),
    )
    render()
    yield root
