"""The cast every test may call on, a fixed morning, and a data directory of its own."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

# Before Django reads its settings: a test run never touches the data of a demonstration.
_HOME = tempfile.TemporaryDirectory(prefix="daylight-test-")
os.environ["DAYLIGHT_DATA_DIR"] = _HOME.name
os.environ.pop("DAYLIGHT_NOW", None)
# No child process for every film of a story; the tests of playback ask for it themselves.
os.environ["DAYLIGHT_DERIVE"] = "no"

from collections.abc import Iterator  # noqa: E402
from datetime import datetime  # noqa: E402
from typing import Any  # noqa: E402
from zoneinfo import ZoneInfo  # noqa: E402

import pytest  # noqa: E402
from django.conf import settings as django_settings  # noqa: E402
from hypothesis import settings as hypothesis_settings  # noqa: E402

from daylight.base.permit import permit  # noqa: E402
from daylight.base.workdays import queries as workdays  # noqa: E402
from tests import migrated  # noqa: E402
from tests.cast import Cast, assemble  # noqa: E402

# How long an example takes depends on the machine; the examples themselves do not.
hypothesis_settings.register_profile("daylight", deadline=None)
hypothesis_settings.load_profile("daylight")
BEIJING = ZoneInfo("Asia/Shanghai")


@pytest.fixture(scope="session")
def _kept_database() -> Iterator[None]:
    with migrated.brought_back():
        yield


@pytest.fixture(scope="session")
def django_db_setup(_kept_database: None, django_db_setup: None, django_db_blocker: Any) -> None:
    """pytest-django's own, over the database an earlier run has migrated."""
    with django_db_blocker.unblock():
        migrated.keep()


@pytest.fixture
def now() -> datetime:
    """A Monday morning in China."""
    return datetime(2026, 11, 23, 9, 0, tzinfo=BEIJING)


@pytest.fixture
def cast(db: None) -> Cast:
    """One agency with one person per role, a second officer, and a stranger in another agency."""
    with permit("fixture"):
        return assemble()


@pytest.fixture(autouse=True)
def _own_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name, folder in {
        "DATA_DIR": "",
        "PUBLIC_DIR": "public",
        "VAULT_DIR": "vault",
        "UPLOAD_DIR": "uploads",
        "DERIVED_DIR": "derived",
        "LOG_KEY_FILE": "keys/log.key",
        "IDENTITY_KEY_FILE": "keys/identity.key",
    }.items():
        monkeypatch.setattr(django_settings, name, tmp_path / folder)
    # What the last test entered into the working calendar was rolled back with it.
    workdays.forget()
    yield
