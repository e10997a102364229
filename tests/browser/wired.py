"""A Chromium page whose requests are answered by Django's test client: one process, one transaction, no port."""

from __future__ import annotations

import contextvars
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Browser, Page, Route, sync_playwright

HOST = "http://testserver"
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser for the module; the driver's event loop must not stop the synchronous database."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as driver:
        path = next((p for p in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(p).exists()), None)
        opened = driver.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def page_of(browser: Browser, client: Client, width: int = 1366, *, script: bool = True) -> Page:
    """A page in which ``client`` is signed in. Redirects are followed behind the scenes."""
    context = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=script)
    page = context.new_page()
    # The driver answers requests in contexts of its own; the open transaction is known in this one only.
    here = contextvars.copy_context()

    def reply(route: Route) -> None:
        asked = route.request
        parts = urlsplit(asked.url)
        if parts.path.startswith("/static/"):
            found = Path(str(finders.find(parts.path.removeprefix("/static/"))))
            route.fulfill(body=found.read_bytes(), content_type=TYPES[found.suffix])
            return
        where = f"{parts.path}?{parts.query}" if parts.query else parts.path
        kind = asked.headers.get("content-type", "application/octet-stream")
        sent = (asked.method, where, asked.post_data_buffer or b"", kind)
        answer = here.copy().run(client.generic, *sent)
        if answer.status_code == 302:
            answer = here.copy().run(client.get, answer["Location"], follow=True)
        headers = {name: value for name, value in answer.headers.items() if name != "Set-Cookie"}
        route.fulfill(status=answer.status_code, headers=headers, body=answer.content)

    page.route("**/*", reply)
    return page
