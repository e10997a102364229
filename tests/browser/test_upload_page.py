"""The upload form in a real browser: progress in words, a lost line, a reload, and no script at all."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright

from tests.films import HEAD
from tests.web.live_server import Server, command, prepared

pytestmark = pytest.mark.browser
BODY = HEAD + random.Random(9).randbytes(9_000_000)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = prepared(tmp_path_factory.mktemp("page"))
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        chromium = Path("/usr/bin/chromium")
        path = str(chromium) if chromium.exists() else None
        opened = driver.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path = tmp_path / "现场勘测.mp4"
    path.write_bytes(BODY)
    return path


def opened(browser: Browser, server: Server, script: bool = True) -> Page:
    context = browser.new_context(java_script_enabled=script)
    context.add_cookies([{"name": "sessionid", "value": server.session, "domain": "127.0.0.1", "path": "/"}])
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{server.port}/page/{server.case}/")
    return page


def submit(page: Page, film: Path) -> None:
    page.get_by_label("文件").set_input_files(film)
    page.get_by_role("button", name="上传", exact=True).click()


def latest(server: Server) -> tuple[object, ...]:
    return server.rows("SELECT state, offset, length, token FROM recording_upload ORDER BY id DESC LIMIT 1")[0]


def test_the_words_lead_from_here_to_verified(browser: Browser, server: Server, film: Path) -> None:
    page = opened(browser, server)
    submit(page, film)
    words = page.locator("[data-upload-words]")
    expect(words).to_have_text("已上传，正在校验", timeout=20_000)
    command(server.home, "work")
    expect(words).to_have_text("校验一致，已关联本案", timeout=20_000)
    assert latest(server)[0] == "sealed"


def test_a_lost_line_is_waited_out_and_nothing_sent_twice(browser: Browser, server: Server, film: Path) -> None:
    page = opened(browser, server)
    sent: list[str] = []

    def lose_the_second(route: Route) -> None:
        if route.request.method == "PATCH":
            sent.append(route.request.headers["upload-offset"])
            if len(sent) == 2:
                route.abort("connectionreset")
                return
        route.continue_()

    page.route(re.compile(r"/api/v1/uploads/"), lose_the_second)
    submit(page, film)
    words = page.locator("[data-upload-words]")
    expect(words).to_contain_text("网络中断", timeout=20_000)
    expect(words).to_have_text("已上传，正在校验", timeout=20_000)
    assert sent == ["0", "4194304", "4194304", "8388608"]
    state, offset, length, token = latest(server)
    assert (state, offset) == ("complete", length)
    assert server.stored(f"/{token}") == BODY


def test_a_pause_ends_between_pieces_and_goes_on_without_sending_twice(
    browser: Browser, server: Server, film: Path
) -> None:
    page = opened(browser, server)
    sent: list[str] = []

    def slowly(route: Route) -> None:
        if route.request.method == "PATCH":
            sent.append(route.request.headers["upload-offset"])
            if len(sent) == 1:
                page.get_by_role("button", name="暂停").dispatch_event("click")
        route.continue_()

    page.route(re.compile(r"/api/v1/uploads/"), slowly)
    submit(page, film)
    words = page.locator("[data-upload-words]")
    expect(words).to_have_text("已暂停，已上传 46%", timeout=20_000)
    assert sent == ["0"]
    page.get_by_role("button", name="继续").click()
    expect(words).to_have_text("已上传，正在校验", timeout=20_000)
    assert sent == ["0", "4194304", "8388608"]
    assert server.stored(f"/{latest(server)[3]}") == BODY


def test_a_reload_goes_on_where_it_stood(browser: Browser, server: Server, film: Path) -> None:
    page = opened(browser, server)
    hold = re.compile(r"/api/v1/uploads/")

    def hold_after_first(route: Route) -> None:
        if route.request.method == "PATCH" and route.request.headers["upload-offset"] != "0":
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route(hold, hold_after_first)
    submit(page, film)
    expect(page.locator("[data-upload-words]")).to_contain_text("网络中断", timeout=20_000)
    page.unroute(hold)
    offsets: list[str] = []
    page.on("dialog", lambda dialog: dialog.accept())
    page.on("request", lambda r: offsets.append(r.headers["upload-offset"]) if r.method == "PATCH" else None)
    page.reload()
    expect(page.locator("[data-upload-left]")).to_contain_text("现场勘测.mp4 还没有传完（已传 46%）", timeout=20_000)
    offsets.clear()
    submit(page, film)
    expect(page.locator("[data-upload-words]")).to_have_text("已上传，正在校验", timeout=20_000)
    assert offsets == ["4194304", "8388608"]
    expect(page.locator("[data-upload-left]")).to_have_count(0)
    assert server.stored(f"/{latest(server)[3]}") == BODY


def test_without_script_the_form_posts_itself(browser: Browser, server: Server, film: Path) -> None:
    page = opened(browser, server, script=False)
    before = server.rows("SELECT COUNT(*) FROM recording_upload")
    submit(page, film)
    page.wait_for_url(re.compile(r"/page/"))
    assert server.rows("SELECT COUNT(*) FROM recording_upload") != before
    state, offset, length, _ = latest(server)
    assert (state, offset) == ("complete", length)
