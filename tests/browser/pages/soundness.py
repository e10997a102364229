"""What every key screen must hold: axe finds nothing, nothing scrolls sideways, and the first visit stays light (gzip)."""

from __future__ import annotations

import gzip
from collections import Counter
from dataclasses import dataclass

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Response

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (1366, 360)
KINDS = {"document": "html", "stylesheet": "css", "script": "js", "image": "images"}


@dataclass(frozen=True)
class Budget:
    """Kilobytes of a first visit, compressed."""

    total: int
    html: int
    css: int
    js: int
    images: int


PORTAL = Budget(total=80, html=15, css=15, js=20, images=30)
OFFICE = Budget(total=150, html=30, css=15, js=60, images=45)


def sound(page: Page) -> None:
    """At both widths; the page is left as it was."""
    before = page.viewport_size
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 780})
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, width
        found = Axe().run(page, options={"runOnly": RULES, "iframes": False})
        assert found.violations_count == 0, found.generate_report()
    if before:
        page.set_viewport_size(before)


def light(browser: Browser, seen: Page, budget: Budget) -> None:
    """A first visit to the same page by the same person, with nothing cached."""
    context = browser.new_context(storage_state=seen.context.storage_state(), viewport={"width": 1366, "height": 768})
    page = context.new_page()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(seen.url, wait_until="networkidle")
    weights: Counter[str] = Counter()
    # A frame that uses a sheet of its page gets it from the cache: the browser tells of both, the network saw one.
    for answer in {each.url: each for each in answers}.values():
        if answer.ok:
            size = len(gzip.compress(answer.body(), 6))
            weights[KINDS.get(answer.request.resource_type, answer.request.resource_type)] += size
            weights["total"] += size
    context.close()
    assert weights["html"] and weights["css"], weights
    heavy = {kind: size for kind, size in weights.items() if size > 1000 * getattr(budget, kind, budget.total)}
    assert not heavy, (seen.url, dict(weights))
