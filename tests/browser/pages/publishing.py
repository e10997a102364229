"""The publisher and whoever takes the second look."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.pages.deciding import Reviewer
from tests.browser.pages.seat import Seat


class SecondLook(Seat):
    def opens_publication(self, number: str) -> None:
        self.page.goto("/office/publication/")
        self.page.get_by_role("row").filter(has_text=number).get_by_role("link").first.click()

    def confirms(self) -> None:
        """Reads the preview the public will see, ticks the secrecy check, publishes."""
        preview = self.page.locator("iframe.preview")
        preview.scroll_into_view_if_needed()
        expect(preview.content_frame.locator("main h1")).to_be_visible()
        self.page.get_by_label("已完成保密审查").check()
        self.press("通过并公示")


class Publisher(SecondLook):
    username = "publisher"

    def corrects(self, ground: str, reason: str, field: str, text: str) -> None:
        card = self.page.locator("details.fold").filter(has=self.page.get_by_text("更正", exact=True))
        card.locator("summary").first.click()
        card.locator("details summary").click()
        self.fill(card, {"更正情形": ground, "更正理由": reason, field: text})
        self.press("生成更正版", card)
        self.is_told("更正版已生成")

    def withdraws(self, ground: str, reason: str) -> None:
        card = self.page.locator("details.fold").filter(has=self.page.get_by_text("撤回", exact=True))
        card.locator("summary").first.click()
        self.fill(card, {"撤回情形": ground, "情形发生日": "今天", "撤回理由": reason})
        self.press("撤回公示", card)
        self.is_told("已撤回")


class ReviewerAsSecond(SecondLook, Reviewer):
    """The reviewer looks over a correction the publisher made."""
