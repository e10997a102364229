"""A list published anew with some words changed, as a list keeper does when a certificate runs out."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.conf import settings

from daylight.config.demo.lists import carry_through
from daylight.core.moment import local_date
from daylight.lists.acts import publish_list
from daylight.lists.importing import import_list
from tests.cast import Cast


def publish_changed(cast: Cast, kind: str, changes: dict[str, str], now: datetime, folder: Path) -> None:
    """The demonstration list of ``kind`` with ``changes`` made in its text, in force from the day of ``now``."""
    text = (Path(settings.LAWPACKS_DIR) / "haiyang" / "lists" / f"{kind}.csv").read_text("utf-8-sig")
    for before, after in changes.items():
        assert before in text
        text = text.replace(before, after)
    path = folder / f"{kind}.csv"
    path.write_text(text, "utf-8")
    report = import_list(kind, path, cast.agency, cast.keeper, now, basis="测试")
    assert report.version_object is not None and not report.rejected, report.lines()
    approved = carry_through(report.version_object, cast.reviewer, now)
    publish_list(approved, local_date(now), actor=cast.keeper, now=now, basis="测试")
