"""A migrated SQLite database kept between runs: migrating takes fifteen seconds, copying it back a tenth of one.

The copy lies in the temporary directory under a name made from every migration and the Django version, so that a changed
migration migrates anew. PostgreSQL always migrates.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import django
from django.db import connection

SOURCES = Path(__file__).resolve().parents[1] / "src" / "daylight"


def kept_at() -> Path:
    """Where the copy for the migrations as they are now lies, or will lie."""
    digest = hashlib.sha256(django.__version__.encode())
    for source in sorted(SOURCES.rglob("migrations/*.py")):
        digest.update(f"{source.relative_to(SOURCES)}\0".encode() + source.read_bytes())
    return Path(tempfile.gettempdir()) / f"daylight-migrated-{os.getuid()}-{digest.hexdigest()[:32]}.sqlite3"


@contextmanager
def brought_back() -> Iterator[None]:
    """While this is open, the in-memory test database holds the kept copy, if there is one."""
    if connection.vendor != "sqlite" or not kept_at().exists():
        yield
        return
    with closing(sqlite3.connect(connection.creation._get_test_db_name(), uri=True)) as memory:
        with closing(sqlite3.connect(kept_at())) as kept:
            kept.backup(memory)
        yield


def keep() -> None:
    """Keep the freshly migrated database for the next run."""
    path = kept_at()
    if connection.vendor != "sqlite" or path.exists():
        return
    connection.ensure_connection()
    fresh = path.with_suffix(f".{os.getpid()}")
    with closing(sqlite3.connect(fresh)) as copy:
        connection.connection.backup(copy)
    fresh.replace(path)
