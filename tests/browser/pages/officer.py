"""The officer who handles the case."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.browser.pages.seat import Answers, Seat, clock


class Officer(Seat):
    username = "officer"
    case = ""

    def registers_lead(self, lead: Answers) -> None:
        self.home()
        self.page.get_by_role("link", name="登记线索").click()
        self.fill(self.page.locator("main form"), lead)
        self.shot("登记线索")
        self.press("登记线索")
        self.is_told("已登记")
        self.case = self.page.url

    def opens_case(self) -> None:
        self.page.goto(self.case)

    def requests_opening(self, conditions: list[str], opinion: str) -> None:
        """By keyboard alone, from the top of the page to the submission."""
        self.opens_case()
        form = self.deed("报请立案").locator("form")
        for each in conditions:
            box = form.get_by_label(each)
            self.tabs_to(box)
            self.page.keyboard.press("Space")
        field = form.get_by_label("承办意见")
        self.tabs_to(field)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(opinion)
        self.page.keyboard.press("Control+Enter")

    def shows_identity(self) -> None:
        self.goes_to("登记亮证")
        self.fill(self.page.locator("main form"), {"方式": "音像记录"})
        self.press("登记亮证")
        self.is_told("亮证已登记")

    def goes_to(self, name: str) -> None:
        """A deed with a page of its own."""
        self.opens_case()
        self.deed(name).get_by_role("link", name=name, exact=True).click()

    def does(self, name: str, button: str, answers: Answers) -> None:
        """A deed that stands in the workspace."""
        self.opens_case()
        card = self.deed(name)
        self.fill(card, answers)
        self.press(button, card)

    def searches_priors(self) -> None:
        self.opens_case()
        self.page.locator("nav.steps").get_by_role("link", name="当事人与回避").click()
        self.press("查询以往处罚")
        self.is_told("查询记录已入卷")

    def concludes(self, report: Answers) -> None:
        self.goes_to("调查终结")
        self.fill(self.page.locator("main form"), report)
        self.press("调查终结")
        self.is_told("调查已终结")

    def serves_notice(self, notice: Answers, penalties: list[dict[str, str]]) -> None:
        self.goes_to("送达处罚告知")
        form = self.page.locator("main form")
        self.fill(form, notice)
        self.lists_penalties(form, penalties)
        self.hands_over(form)
        self.press("送达处罚告知")
        self.is_told("告知书已签发")

    def lists_penalties(self, form: Locator, penalties: list[dict[str, str]]) -> None:
        for n, penalty in enumerate(penalties, start=1):
            self.fill(form, {f"第 {n} 项{name}": text for name, text in penalty.items()})

    def hands_over(self, form: Locator) -> None:
        """直接送达 to the party's clerk."""
        self.fill(form, {"送达方式": "直接送达", "签收人": "演示签收人", "签收人与受送达人关系": "经办人"})

    def uploads(self, film: Path, item: str) -> None:
        self.opens_case()
        self.page.get_by_role("link", name="上传音像记录").click()
        form = self.page.locator("form[data-upload]")
        self.fill(form, {"对应的清单事项": item, "设备号": "演示记录仪01"})
        form.get_by_label("文件").set_input_files(film)
        self.press("上传", form)
        expect(form.locator("[data-upload-words]")).to_have_text("校验一致，已关联本案", timeout=60_000)

    def plays(self, film: Path) -> None:
        """Says why, hears it to its end; the hearing is on record."""
        self.page.reload()
        self.page.get_by_role("link", name=film.name).first.click()
        self.press("登记并查看")
        sound = self.page.locator("audio")
        sound.evaluate("each => each.play()")
        expect(sound).to_have_js_property("ended", True)
        self.page.reload()
        expect(self.page.get_by_role("region", name="调阅记录")).to_contain_text("演示甲")

    def writes(self, paper: str, answers: Answers) -> None:
        """Begin, type, see it saved by itself, finish."""
        self.opens_case()
        self.press(f"制作{paper}")
        form = self.page.locator("form[data-autosave]")
        self.fill(form, answers)
        expect(form.locator("[data-said]")).to_contain_text("已自动保存", timeout=20_000)
        self.shot(paper)
        self.press("定稿 Ctrl ↵", form)
        self.is_told("已定稿")

    def draft_form(self) -> Locator:
        return self.page.locator("form[data-autosave]")

    def drafts(self, answers: Answers, fine: Answers, penalties: list[dict[str, str]]) -> None:
        """Types the draft, sees it saved by itself and the fine computed."""
        self.amends_draft(
            {
                **answers,
                **{f"第 1 行{name}": text for name, text in fine.items()},
                **{
                    f"第 {n} 项{name}": text for n, each in enumerate(penalties, start=1) for name, text in each.items()
                },
            }
        )

    def amends_draft(self, answers: Answers) -> None:
        self.opens_case()
        self.page.get_by_role("link", name="编辑").click()
        form = self.draft_form()
        self.fill(form, answers)
        expect(form.locator("[data-said]")).to_contain_text("已自动保存", timeout=20_000)

    def sends_for_review(self, response: str = "") -> None:
        self.opens_case()
        card = self.deed("送法制审核")
        if response:
            self.fill(card, {"对上次退回意见的回应": response})
        self.press("送法制审核", card)

    def still_has(self, label: str, text: str) -> None:
        """What was typed survives a refusal."""
        expect(self.page.locator("main form").get_by_label(label)).to_have_value(text)

    def excuses(self, item: str, reason: str) -> None:
        self.goes_to("说明未录音像的原因")
        self.fill(self.page.locator("main form"), {"没有录音像的事项": item, "技术原因": reason})
        self.press("登记说明")
        self.is_told("说明已登记")

    def serves_decision(self) -> None:
        self.goes_to("送达决定书")
        form = self.page.locator("main form")
        self.hands_over(form)
        self.press("登记送达")
        self.is_told("送达已登记")

    def downloads(self, paper: str) -> bytes:
        """The paper as it lies in the file, opened from its page."""
        self.page.goto(f"{self.case}file/")
        self.page.get_by_role("link", name=paper, exact=True).click()
        address = self.page.get_by_role("link", name="打开 PDF").get_attribute("href")
        return self.page.request.get(str(address)).body()

    def prepares_public_copy(self, party: str) -> None:
        self.page.goto("/office/publication/")
        link = self.page.get_by_role("link", name=re.compile(party)).first
        # The worker opens the publication a few seconds after the issue.
        for _ in range(60):
            if link.count():
                break
            self.page.wait_for_timeout(500)
            self.page.reload()
        link.click()
        self.press("生成公示版")


def at_the_site(**more: str | bool) -> dict[str, str | bool]:
    """The fields both visit papers share."""
    return {"开始时间": clock(), "结束时间": clock(), **more}
