"""Every public page, filled, empty and in error, at two widths and in every reading setting: axe finds nothing, nothing scrolls
sideways, everything can be hit, and the first visit stays within its weight."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import quote, urlencode

import axe_playwright_python
import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Page

from daylight.portal import chores, listing, subscribing
from daylight.portal.build import build
from daylight.portal.following import Followed
from daylight.portal.models import Subscription
from tests.browser.pages.soundness import PORTAL, RULES
from tests.portal import records
from tests.portal.behind import pages_behind_a_code
from tests.portal.conftest import Tell
from tests.portal.crawl import MARK, Found, Reader, mark_templates
from tests.portal.test_browser import browser  # noqa: F401 — the fixture
from tests.portal.test_guides import guides
from tests.portal.test_lists import policy
from tests.portal.test_officers import NUMBER, officers

TEMPLATES = Path(chores.__file__).parent / "templates" / "portal"
# The others are parts of pages.
WHOLE = {
    each.stem for each in TEMPLATES.glob("*.html") if each.read_text("utf-8").startswith('{% extends "portal/base')
}
FACES = ({}, {"data-mode": "elder"}, {"data-contrast": "high"})
WIDTHS = (360, 1366)
COUNTED = {
    "kind": "completeness.counted",
    "agency": dict(records.AGENCY),
    "counted_on": "2026-11-23",
    "rows": [
        {"month": "2026-11", "unit": "执法大队", "category": "行政处罚", "made": 4, "published": 2, "published_late": 1, "withdrawn": 0}
        | {"withheld": [{"reason": "国家秘密", "cite": "政府信息公开条例第十四条", "count": 1}], "exempt": [], "waiting": 0}
        | {"late": [{"overdue_workdays": 3, "count": 1}]}
    ],
}  # fmt: skip
WINDOWS = records.list_published(
    rows=[{"code": "W1", "unit": "行政审批科", "place": "演示大厅 1 号窗口", "hours": "8:30-17:00", "services": ["演示许可"]}]
) | {
    "list": "windows",
    "title": "窗口办事人员信息",
    "columns": [{"code": name, "title": name} for name in ("code", "unit", "place", "hours", "services", "person_name")],
}  # fmt: skip
UNLINKED = (
    "/lists/items/compare/?from=1&to=2",
    f"/decisions/{records.FIRST}/",
    f"/decisions/{records.LEGACY}/",
    f"/decisions/{records.SECOND}/",
    "/y/7K3Q9MXD/",
    f"/officers/{quote(NUMBER)}/",
    "/policies/",
)
ERRORS = (
    "/decisions/?from=yesterday",
    f"/decisions/?q={quote('苏小明')}",
    "/decisions/?q=nothing-like-this",
    f"/parties/?q={quote('苏小明')}",
    f"/parties/?q={quote('没有这样的单位名称')}",
    "/y/?code=AAAAAAAA",
    "/officers/?q=nobody",
    "/nothing/",
    "/subscribe/leave/forged/",
)
KINDS = {
    "css": re.compile(r'<link rel="stylesheet" href="/static/([^"?]+)'),
    "js": re.compile(r'<script[^>]* src="/static/([^"?]+)'),
}


@pytest.fixture
def found(
    db: None, tell: Tell, render: Callable[[], int], now: object, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> list[Found]:
    """Pages of a site with nothing on it, then of a site with something of everything, then what goes wrong."""
    mark_templates(monkeypatch)
    tell(records.site_described())
    render()
    reader = Reader()
    made = reader.walk(alike=1)
    better = records.record(version=2, violation="未经批准占用集体土地")
    tell(
        records.list_published(),
        records.list_published(
            2,
            "2026-11-20",
            [{"code": "SX001", "item": "对非法占用土地的处罚", "legal_basis": ["新法"], "time_limit": "60 日"}],
        ),
        records.flow_published(),
        officers(),
        policy(),
        COUNTED,
        WINDOWS,
        guides(),
        records.published(records.record()),
        records.published(better, "decision.corrected", reason="违法行为表述有误"),
        records.published(records.person_record()),
        records.published(records.legacy_record()),
        records.published(
            records.record(uuid="3f0c6f0a-0000-4000-8000-000000000004", code="ABCDEFGH", category="行政许可")
        ),
        records.withdrawn(records.SECOND),
    )
    render()
    chores.count(now)  # type: ignore[arg-type]
    made += reader.walk(("/", *UNLINKED))
    # As if there were more pages than a bundle writes one after another.
    monkeypatch.setattr(listing, "LAST", 0)
    made += _of_a_bundle(tmp_path / "bundle", now, {each.template for each in made})
    made += [reader.ask(address) for address in ERRORS]
    token = f"csrfmiddlewaretoken={'a' * 32}&" + urlencode({"address": "nobody", "q": "占地"})
    made.append(reader.ask("/subscribe/", token.encode()))
    subscribing.ask("reader@example.cn", Followed(), now)  # type: ignore[arg-type]
    made.append(reader.ask(subscribing.confirm_path(Subscription.objects.get())))
    return made + pages_behind_a_code(now)  # type: ignore[arg-type]


def _of_a_bundle(folder: Path, now: object, seen: set[str]) -> list[Found]:
    """One page of each template that only a bundle of files has."""
    build(folder, now)  # type: ignore[arg-type]
    made: dict[str, Found] = {}
    for file in sorted(folder.rglob("index.html")):
        text = file.read_text("utf-8")
        mark = MARK.search(text)
        if mark and mark[1] not in seen:
            made.setdefault(mark[1], Found(f"/{file.relative_to(folder)}", mark[1], 200, text))
    return list(made.values())


def test_every_template_is_judged_and_within_its_weight(found: list[Found]) -> None:
    seen = {each.template for each in found}
    assert sorted(WHOLE - seen) == []
    heavy = {each.address: too for each in found if (too := _too_heavy(each))}
    assert not heavy
    assert {each.status for each in found} <= {200, 404, 410, 422}


def _too_heavy(page: Found) -> dict[str, int]:
    """Kinds over their budget on a first visit, in bytes after gzip."""
    weights = {"html": len(gzip.compress(page.text.encode(), 6))}
    for kind, pattern in KINDS.items():
        weights[kind] = sum(_squeezed(path) for path in pattern.findall(page.text))
    weights["total"] = sum(weights.values())
    return {kind: size for kind, size in weights.items() if size > 1000 * getattr(PORTAL, kind)}


def _squeezed(path: str) -> int:
    file = finders.find(path)
    assert isinstance(file, str), path
    return len(gzip.compress(Path(file).read_bytes(), 6))


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def kept(found: list[Found], tmp_path: Path) -> Iterator[tuple[str, list[str]]]:
    """The pages as files beside the assets, for a browser that must not touch the database of the test."""
    root = tmp_path / "kept"
    for folder in ("daylight", "portal"):
        source = Path(str(finders.find(f"{folder}/{'face' if folder == 'daylight' else 'portal'}.css"))).parent
        for file in source.iterdir():
            (root / "static" / folder).mkdir(parents=True, exist_ok=True)
            (root / "static" / folder / file.name).write_bytes(file.read_bytes())
    names = []
    for number, each in enumerate(found):
        name = f"{number:03d}-{each.template or 'plain'}.html"
        (root / name).write_text(each.text, "utf-8")
        names.append(name)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(root)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", names
    server.shutdown()
    server.server_close()


LOOK = """async ([attributes, rules]) => {
  const root = document.documentElement;
  for (const name of ['data-mode', 'data-contrast']) root.removeAttribute(name);
  for (const [name, value] of Object.entries(attributes)) root.setAttribute(name, value);
  window.dispatchEvent(new Event('resize'));
  const found = await axe.run(document, {runOnly: rules, resultTypes: ['violations']});
  const wide = root.scrollWidth - root.clientWidth;
  const least = attributes['data-mode'] === 'elder' ? 43 : 23;
  const small = [...document.querySelectorAll('.btn, .tabs a, .rows a, .links a, .pager a, .util button, select, textarea, .doors a, .foot a')]
    .filter(e => e.offsetParent && e.getBoundingClientRect().height < least)
    .map(e => e.className + '|' + e.textContent.slice(0, 12) + ' ' + Math.round(e.getBoundingClientRect().height));
  return [found.violations.map(v => v.id + ' ' + v.nodes[0].target), wide, small.slice(0, 3)];
}"""


@pytest.mark.browser
def test_axe_finds_nothing_on_any_page_in_any_setting(browser: object, kept: tuple[str, list[str]]) -> None:  # noqa: F811
    address, names = kept
    axe = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
    page: Page = browser.new_context(bypass_csp=True).new_page()  # type: ignore[attr-defined]
    faults = []
    for name in names:
        page.goto(f"{address}/{name}")
        page.evaluate(axe)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 780})
            for face in FACES:
                violations, wide, small = page.evaluate(LOOK, [face, RULES])
                where = f"{name} {width} {''.join(face.values())}"
                faults += [f"{where}: {each}" for each in violations]
                faults += [f"{where}: {wide} px sideways"] if wide > 0 else []
                faults += [f"{where}: too small {each}" for each in small]
    page.context.close()
    assert not faults, "\n".join(faults[:40])
