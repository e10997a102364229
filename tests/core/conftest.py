"""The shipped law, read once, for tests of the pure rules."""

from pathlib import Path

import pytest

from daylight.base.lawpack import load

LAWPACKS = Path(__file__).parents[2] / "lawpacks"


@pytest.fixture(scope="session")
def pack():
    return load(LAWPACKS)


@pytest.fixture(scope="session")
def calendar_2026(pack):
    return pack.calendar()
