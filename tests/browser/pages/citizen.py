"""Somebody outside: no account, only the public site, and the verifier that trusts nobody."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from typing import Any
from urllib.parse import urljoin

from playwright.sync_api import Page, expect

from tests.browser.pages.seat import Seat
from tests.faults.harness import ROOT

VERIFIER = ROOT / "verifier" / "daylight_verify.py"


class Citizen(Seat):
    """``decision``: the address of the page once it was found."""

    decision = ""

    def finds(self, words: str, number: str) -> Page:
        """Searches the list until the worker has put the page up, and opens it."""
        self.page.goto(f"/decisions/?q={words}")
        link = self.page.locator("main table").get_by_role("link").filter(has_text=number)
        self.until(lambda: link.count() > 0)
        link.first.click()
        self.decision = self.page.url
        return self.page

    def until(self, seen: Any) -> None:
        """Loads the page again until ``seen()``; the worker needs a moment."""
        for _ in range(240):
            if seen():
                return
            self.page.wait_for_timeout(250)
            self.page.reload()
        raise AssertionError(f"{self.page.url} 一直没有变化")

    def sees(self, sentence: str) -> None:
        """The page of the decision comes to say so."""
        self.page.goto(self.decision)
        self.until(lambda: sentence in self.page.locator("main").inner_text())

    @property
    def path(self) -> str:
        return self.decision.removeprefix(self.site)

    def linked(self, name: str) -> str:
        """Where a link of the page leads."""
        return urljoin(self.page.url, self.page.get_by_role("link", name=name).get_attribute("href"))

    def code(self) -> str:
        return self.page.locator(".ver .code").inner_text()

    def checks_code(self, code: str) -> Page:
        self.page.goto("/y/")
        self.page.get_by_label("核验码").fill(code)
        self.press("核验")
        expect(self.page.get_by_role("heading", name="签发真伪")).to_be_visible()
        return self.page

    def body(self, address: str) -> tuple[int, bytes]:
        answer = self.page.request.get(address)
        return answer.status, answer.body()

    def compares_with_printed_digest(self) -> dict[str, Any]:
        """JSON and PDF have the digests the page prints or offers for comparison; the record."""
        digests = self.page.locator("[data-compare]").get_attribute("data-compare") or ""
        status, record = self.body(f"{self.decision}index.json")
        assert status == 200
        kept: dict[str, Any] = json.loads(record)
        printed = self.page.locator(".ver .hash").inner_text().replace(" ", "").replace("\n", "")
        found = [hashlib.sha256(record).hexdigest()]
        found += [hashlib.sha256(self.body(self.decision + each["file"])[1]).hexdigest() for each in kept["documents"]]
        assert digests.split() == found and printed in found
        return kept

    def reads(self, address: str) -> str:
        return self.body(f"{self.site}{address}")[1].decode("utf-8")

    def verifies(self, where: str) -> dict[str, Any]:
        """The stand-alone verifier in a clean Python; its report when it found no fault."""
        done = subprocess.run(
            [sys.executable, "-I", str(VERIFIER), where, "--json"], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        report: dict[str, Any] = json.loads(done.stdout)
        return report
