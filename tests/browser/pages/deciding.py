"""Head of section, legal reviewer, leader: the people who decide about a case they do not handle."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.pages.seat import Answers, Seat


class Head(Seat):
    username = "head"

    def opens(self, title: str) -> None:
        self.opens_task(title)

    def approves_opening_with_a_double_click(self) -> None:
        card = self.deed("批准立案")
        card.get_by_role("button", name="批准立案").dblclick()
        self.is_told("已批准立案")
        self.page.get_by_role("link", name="全部留痕").first.click()
        expect(self.page.get_by_role("row").filter(has_text="批准立案")).to_have_count(1)

    def hears(self, answers: Answers) -> None:
        self.deed("案件审理").get_by_role("link").click()
        self.fill(self.page.locator("main form"), answers)
        self.press("完成审理")
        self.is_told("审理完成")

    def closes(self, performance: str) -> None:
        self.deed("批准结案").get_by_role("link").click()
        form = self.page.locator("main form")
        form.get_by_label("缴款凭证或者履行记录").check()
        answers = {
            "结案情形": "执行完毕",
            "执行情况": performance,
            "移送情况": "没有应当移送的情形。",
            "承办机构意见": "同意结案。",
        }
        self.fill(form, answers)
        self.press("批准结案")
        self.is_told("已批准结案")

    def archives(self) -> None:
        self.press("归档", self.deed("归档"))
        self.is_told("已归档")


class Reviewer(Seat):
    username = "reviewer"

    def takes(self) -> None:
        self.opens_task("分派审核人")
        self.press("领取")
        self.is_told("由演示丁审核")

    def elements(self) -> list[str]:
        """The elements in their order."""
        return [str(each.get_attribute("id")) for each in self.page.locator("li.element").all()]

    def judges(self, element: str, verdict: str, note: str = "", pointing: bool = True) -> None:
        """One element: verdict, at least one pointer for 符合, and the button."""
        item = self.page.locator(f"#{element}")
        item.get_by_label(verdict, exact=True).check()
        pointed = item.locator("details")
        if pointing and not pointed.locator("input:checked").count():
            pointed.locator("summary").click()
            pointed.locator("input").first.check()
        if note:
            item.locator("textarea").fill(note)
        item.get_by_role("button").click()
        expect(self.page.locator(f"#{element} .element-head")).to_contain_text(verdict)

    def returns(self, opinion: str, text: str) -> None:
        self.page.locator("#f-opinion").get_by_label(opinion, exact=True).check()
        self.page.get_by_label("退回的说明").fill(text)
        self.press("退回承办机构")
        self.is_told("已退回承办机构")

    def passes(self, text: str) -> None:
        self.page.get_by_label("同意的说明").fill(text)
        self.press("同意，通过审核")
        self.is_told("审核通过")


class Leader(Seat):
    username = "leader"

    def approves(self) -> None:
        self.page.goto("/office/signing/")
        self.press("批准")
        self.is_told("已批准")

    def issues(self) -> None:
        self.press("签发决定书")
        self.is_told("已签发")


class Window(Seat):
    username = "window"

    def registers_payment(self, receipt: str) -> None:
        self.page.goto("/office/payments/")
        self.page.get_by_role("link", name="登记缴款").first.click()
        self.fill(self.page.locator("main form"), {"缴款日期": "今天", "财政票据号": receipt})
        self.press("登记缴款")
        self.is_told("缴款已登记")
