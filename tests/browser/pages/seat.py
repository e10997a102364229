"""A person before a browser: signs in, fills forms by their labels, presses buttons, reads what the page says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

from daylight.core.moment import BEIJING

Answers = Mapping[str, str | bool]


def clock() -> str:
    """The wall clock, as an officer types it."""
    return datetime.now(BEIJING).strftime("%Y-%m-%d %H:%M")


class Seat:
    """``shots``: where this person's pages are kept as pictures, one after another."""

    username = ""

    def __init__(self, browser: Browser, site: str, password: str, shots: Path, *, script: bool = True) -> None:
        self.site, self.shots = site, shots
        context = browser.new_context(
            base_url=site, viewport={"width": 1366, "height": 768}, java_script_enabled=script, accept_downloads=True
        )
        self.page: Page = context.new_page()
        self.script, self.taken = script, 0
        if self.username:
            self.sign_in(password)

    def sign_in(self, password: str) -> None:
        self.page.goto("/office/")
        self.fill(self.page.locator("main form"), {"登录名": self.username, "密码": password})
        self.press("登录")
        expect(self.page.get_by_role("heading", name="我的待办")).to_be_visible()

    # -- reading ----------------------------------------------------------------------------------------------------

    def home(self) -> Page:
        self.page.goto("/office/")
        return self.page

    def is_told(self, sentence: str) -> None:
        """What was done stands on top of the next page."""
        expect(self.page.get_by_role("status").filter(has_text=sentence)).to_be_visible()

    def is_refused(self, sentence: str, article: str) -> None:
        """The list of faults names the sentence and its article."""
        faults = self.page.locator("#faults")
        expect(faults).to_contain_text(sentence)
        expect(faults).to_contain_text(article)

    def opens_task(self, doing: str) -> None:
        """The row of 我的待办 that says ``doing``."""
        row = self.home().get_by_role("row").filter(has_text=doing)
        row.get_by_role("link").first.click()

    def shot(self, name: str) -> None:
        self.taken += 1
        self.page.screenshot(
            path=self.shots / f"{self.username or 'public'}-{self.taken:02}-{name}.png", full_page=True
        )

    # -- writing ----------------------------------------------------------------------------------------------------

    def fill(self, where: Locator | Page, answers: Answers) -> None:
        """Labels as printed; an option is chosen by a part of its text."""
        for label, answer in answers.items():
            self.answer(where.get_by_label(re.compile(rf"^\s*{re.escape(label)}(（选填）)?\s*$")), answer)

    def answer(self, field: Locator, answer: str | bool) -> None:
        if isinstance(answer, bool):
            field.set_checked(answer)
        elif field.evaluate("each => each.tagName") == "SELECT":
            option = field.locator("option").filter(has_text=answer).first
            field.select_option(value=option.get_attribute("value"))
        else:
            field.fill(answer)

    def press(self, button: str, where: Locator | Page | None = None) -> None:
        (where or self.page.locator("main")).get_by_role("button", name=button, exact=True).click()

    def tabs_to(self, field: Locator) -> None:
        """By keyboard alone: Tab until ``field`` has the focus."""
        for _ in range(80):
            if field.evaluate("each => each === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError("Tab 到不了这一栏")

    def deed(self, name: str) -> Locator:
        """The card of a deed in the workspace, opened."""
        card = self.page.locator(".deed").filter(has=self.page.locator("h2, .h2").get_by_text(name, exact=True))
        if card.evaluate("each => each.tagName") == "DETAILS" and not card.evaluate("each => each.open"):
            card.locator("summary").click()
        return card
