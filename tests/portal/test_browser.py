"""The public pages in a real Chromium: one printed sheet, settings, comparing a file. What every page must hold is in
``test_every_page``."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from daylight.portal.files import PublicFiles
from tests.portal import records
from tests.portal.conftest import Tell

pytestmark = pytest.mark.browser

FIRST, SECOND = f"/decisions/{records.FIRST}/", f"/decisions/{records.SECOND}/"


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        return


def _nothing(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
    start("404 Not Found", [("Content-Length", "0")])
    return [b""]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # The driver runs its own event loop; the database fixtures of this module stay synchronous.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as driver:
        chromium = next((p for p in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(p).exists()), None)
        opened = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def address(site: Path, tell: Tell, render: Callable[[], int]) -> Iterator[str]:
    """The site as files, one decision withdrawn, served without Django behind."""
    tell(records.withdrawn(records.SECOND), records.flow_published())
    render()
    server = make_server("127.0.0.1", 0, PublicFiles(_nothing), server_class=_Server, handler_class=_Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def opened(browser: Browser, address: str, width: int, face: str = "") -> Page:
    context = browser.new_context(viewport={"width": width, "height": 780})
    if face:
        context.add_cookies([{"name": "face", "value": face, "url": address}])
    return context.new_page()


def test_a_decision_prints_on_one_sheet(browser: Browser, address: str, tmp_path: Path) -> None:
    page = opened(browser, address, 1366)
    page.goto(address + FIRST)
    page.pdf(path=tmp_path / "sheet.pdf", prefer_css_page_size=True)
    page.context.close()
    with pypdfium2.PdfDocument(tmp_path / "sheet.pdf") as sheet:
        text = sheet[0].get_textpage().get_text_bounded()
        assert len(sheet) == 1 and "7K3Q-9MXD" in text and "行政处罚决定" in text


def test_a_file_is_compared_on_the_readers_machine(browser: Browser, address: str) -> None:
    page = opened(browser, address, 1366)
    page.goto(address + FIRST)
    for content, answer in ((records.PDF, "一致："), (records.PDF + b"x", "不一致：")):
        page.set_input_files("input[type=file]", {"name": "d.pdf", "mimeType": "application/pdf", "buffer": content})
        page.wait_for_function("want => document.getElementById('res').textContent.startsWith(want)", arg=answer)
    page.context.close()


def test_settings_are_kept_from_page_to_page(browser: Browser, address: str) -> None:
    page = opened(browser, address, 1366)
    page.goto(address + "/")
    page.get_by_role("button", name="特大").click()
    page.get_by_role("button", name="高对比").click()
    page.goto(address + FIRST)
    root = page.locator("html")
    assert (root.get_attribute("data-size"), root.get_attribute("data-contrast")) == ("largest", "high")
    page.get_by_role("button", name="标准").click()
    assert root.get_attribute("data-size") is None
    assert page.get_by_role("button", name="高对比").get_attribute("aria-pressed") == "true"
    page.context.close()


def test_a_page_reads_without_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + FIRST)
    assert page.get_by_text("罚款已缴清").is_visible()
    assert not page.get_by_text("比对手中的文件").is_visible()
    context.close()
