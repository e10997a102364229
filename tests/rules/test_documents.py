"""Pages about the house: links that lead somewhere, dependencies that were decided upon."""

from __future__ import annotations

import re
import tomllib

from tests.rules.tree import ROOT, shown

LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
# Written by `make bench`, so it may come later than a link to it.
MEASURED = {"docs/performance.md"}


def _pages():
    return sorted({*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")})


def test_every_link_leads_somewhere():
    dead = [
        (shown(page), target)
        for page in _pages()
        for target in LINK.findall(page.read_text("utf-8"))
        if "://" not in target and target not in MEASURED and not (page.parent / target).resolve().exists()
    ]
    assert not dead


def test_decisions_are_numbered_without_gap_and_say_what_was_rejected():
    pages = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [int(p.name[:4]) for p in pages] == list(range(1, len(pages) + 1))
    for page in pages:
        text = page.read_text("utf-8")
        assert text.startswith(f"# {page.name[:4]} "), page
        for part in ("**Decided.**", "**Rejected.**"):
            assert part in text, (shown(page), part)


def _asked() -> tuple[set[str], set[str]]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

    def names(wanted: list[str]) -> set[str]:
        return {re.split(r"[\[<>=!~; ]", each)[0] for each in wanted}

    return names(project["dependencies"]), names(project["optional-dependencies"]["dev"])


def test_every_dependency_was_decided_upon():
    runtime, dev = _asked()
    text = (ROOT / "docs" / "decisions" / "0006-dependencies.md").read_text("utf-8")
    listed = {row.split("|")[1].strip() for row in text.splitlines() if row.startswith("| ")} - {"package"}
    assert listed == runtime
    assert not [name for name in dev if name not in text]


def test_every_dependency_is_pinned_with_hashes():
    runtime, dev = _asked()
    for file, wanted in (("requirements.lock", runtime), ("requirements-dev.lock", runtime | dev)):
        text = (ROOT / file).read_text("utf-8")
        pins = re.findall(r"^(\S+)==\S+ \\\n    --hash=sha256:[0-9a-f]{64}", text, re.MULTILINE)
        assert {name.lower() for name in wanted} <= set(pins), file
        assert len(pins) == len(re.findall(r"^\S+==", text, re.MULTILINE)), file
        assert "://" not in text, "no index is named"
