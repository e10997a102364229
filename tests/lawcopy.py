"""A copy of the lawpacks that a test may edit: what changes then is the law, not the program."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from daylight.base import lawpack


class LawCopy:
    """``edit`` replaces text in one file, ``add`` appends to one; either takes effect at once."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.monkeypatch, self.edition = folder, monkeypatch, 0
        self._take(Path(settings.LAWPACKS_DIR))

    def _take(self, source: Path) -> None:
        self.edition += 1
        self.root = self.folder / f"law{self.edition}"
        shutil.copytree(source, self.root)
        self.monkeypatch.setattr(settings, "LAWPACKS_DIR", self.root)

    def edit(self, file: str, old: str, new: str) -> None:
        """Replace ``old`` by ``new``; ``old`` must be there."""
        self._take(self.root)
        path = self.root / file
        text = path.read_text("utf-8")
        assert old in text, old
        path.write_text(text.replace(old, new), "utf-8")
        lawpack.current()

    def add(self, file: str, text: str) -> None:
        """Append ``text`` to ``file``, which need not exist yet."""
        self._take(self.root)
        path = self.root / file
        before = path.read_text("utf-8") if path.exists() else ""
        path.write_text(f"{before}\n{text}\n", "utf-8")
        lawpack.current()

    def remove(self, file: str) -> None:
        """Take one file away."""
        self._take(self.root)
        (self.root / file).unlink()
        lawpack.current()

    def repeal(self, law: str, article: str, since: str) -> None:
        """废止一条."""
        self.add(
            "haiyang/repeals.toml",
            f'[[repeal]]\nid = "r{self.edition}"\nlaw = "{law}"\narticle = "{article}"\ncite = "演示废止决定"\n'
            f"in_force_from = {since}",
        )


@pytest.fixture
def law(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LawCopy]:
    yield LawCopy(tmp_path / "law", monkeypatch)
