"""The review by keyboard in a real Chromium: returned and sent again, with comments that stay on their words."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from daylight.decisions import acts as decisions
from daylight.review import acts as story_acts
from daylight.review.acts import comment
from daylight.review.models import Comment, Dossier, Finding
from tests.browser.test_desks import sound
from tests.browser.wired import HOST, chromium, page_of
from tests.cast import Cast
from tests.story import Story, Tale, begin
from tests.web.entering import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


class Keys:
    """Counts what is pressed; words typed into a field are not strokes of the desk."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, 0

    def press(self, key: str) -> None:
        self.pressed += 1
        self.page.keyboard.press(key)


def desk(page: Page, dossier: Dossier) -> None:
    page.goto(HOST + reverse("office:dossier", args=[dossier.uuid]))


def test_returned_and_sent_again_by_keyboard(cast: Cast, now: datetime, settings: Any, browser: Browser) -> None:
    """A suggestion on one field: the author takes it over with one click, and only the element that looks at it is
    judged again."""
    story = begin(cast, now, Tale(party="演示建材有限公司", act_ended_on=date(2026, 6, 30))).to("assign")
    settings.FIXED_NOW = story.now
    dossier = story.dossier
    comment(dossier, "performance", "十五日内", "从宽", "三十日内", actor=cast.reviewer, now=story.now)
    page = page_of(browser, signed_in(cast.reviewer))
    desk(page, dossier)
    keys = Keys(page)
    keys.press("ArrowDown")
    codes = [each["code"] for each in dossier.elements]
    for number, code in enumerate(codes, 1):
        expect(page.locator(f"#e-{code}")).to_be_focused()
        if code == "documents":
            keys.press("3")
            expect(page.locator("#f-documents-note")).to_be_focused()
            page.keyboard.type("履行期限见批注。")
            keys.press("Control+Enter")
        else:
            keys.press("1")
        expect(page.locator("#left")).to_have_text(f"还有 {11 - number} 项未作结论" if number < 11 else "都有结论")
    expect(page.get_by_label("修改后同意")).to_be_checked()  # the opinion follows from the verdicts
    expect(page.locator("[data-conclude]")).to_be_focused()
    keys.press("Enter")
    expect(page.get_by_text("审核意见：修改后同意")).to_be_visible()
    assert keys.pressed == 14
    page.context.close()

    author = page_of(browser, signed_in(cast.officer))
    author.goto(HOST + reverse("office:draft", args=[story.case.uuid]))
    _picture(author, "draft-comments")
    author.get_by_role("button", name="采纳改文").click()
    expect(author.get_by_text("已采纳，拟决定已存为新的一版。")).to_be_visible()
    author.context.close()
    story.case.refresh_from_db()
    assert "三十日内" in story.case.draft.fields["performance"]

    second = decisions.send_for_review(story.case, "已采纳。", actor=cast.officer, now=story.now)
    page = page_of(browser, signed_in(cast.reviewer))
    desk(page, second)
    page.get_by_role("button", name="领取").click()
    expect(page.locator("#left")).to_have_text("还有 1 项未作结论")
    page.wait_for_load_state("load")  # the keys work once their script has run
    keys = Keys(page)
    keys.press("ArrowDown")
    expect(page.locator("#e-documents")).to_be_focused()
    keys.press("1")
    expect(page.locator("[data-conclude]")).to_be_focused()
    keys.press("Enter")
    expect(page.get_by_text("审核意见：同意")).to_be_visible()
    assert keys.pressed == 3
    assert Finding.objects.filter(dossier=second, carried_from=1).count() == 10
    page.goto(HOST + reverse("office:review-trail", args=[second.uuid]))
    expect(page.get_by_text("沿用第 1 次").first).to_be_visible()
    _picture(page, "trail")
    sound(page)
    page.context.close()


def test_comments_survive_three_versions(cast: Cast, now: datetime, settings: Any, browser: Browser) -> None:
    """Words selected on the page; they stay marked through two further rounds, and say so when they were rewritten."""
    story = begin(cast, now, Tale(party="王某", party_kind="person", act_ended_on=date(2026, 6, 30))).to("assign")
    settings.FIXED_NOW = story.now
    page = page_of(browser, signed_in(cast.reviewer))
    desk(page, story.dossier)
    _select(page, "facts", "未经批准")
    expect(page.locator("#f-quote")).to_have_value("未经批准")
    expect(page.locator("#f-comment_field")).to_have_value("facts")
    page.locator("#f-comment_text").fill("写明应经谁批准")
    page.locator("[data-comment-form]").get_by_role("button", name="批注").click()
    expect(page.locator("[data-field=facts] mark")).to_have_text("未经批准")
    _picture(page, "desk")
    page.set_viewport_size({"width": 360, "height": 800})
    sound(page)
    _picture(page, "desk-360")
    page.context.close()

    facts = story.tale.story
    for text in (f"二〇二六年六月，{facts}", f"二〇二六年六月，{facts}面积以勘测为准。"):
        page = _again(story, cast, browser, {"facts": text})
        expect(page.locator("[data-field=facts] mark")).to_have_text("未经批准")
        expect(page.get_by_text("原文已改")).to_have_count(0)
        page.context.close()
    page = _again(story, cast, browser, {"facts": facts.replace("未经批准", "没有依法取得批准")})
    expect(page.get_by_text("原文已改")).to_be_visible()
    expect(page.locator("[data-field=facts] mark")).to_have_count(0)
    page.get_by_role("link", name="与上次送审比较").click()
    expect(page.locator("[data-field=facts] ins").first).to_be_visible()
    assert Comment.objects.get().dossier.round == 1
    page.context.close()


def _again(story: Story, cast: Cast, browser: Browser, changes: dict[str, Any]) -> Page:
    """Returned, changed, sent and taken again."""
    story.judge("documents", "mend", "请按批注修改。")
    last = story.dossier
    from_reviewer = {"actor": cast.reviewer, "now": story.now}
    story_acts.return_dossier(last, "修改后同意", **from_reviewer)
    story.case.refresh_from_db()
    story.save(**changes)
    story.dossier = decisions.send_for_review(story.case, "已修改。", actor=cast.officer, now=story.now)
    story_acts.assign_reviewer(story.dossier, cast.reviewer, **from_reviewer)
    page = page_of(browser, signed_in(cast.reviewer))
    desk(page, story.dossier)
    return page


def _select(page: Page, field: str, words: str) -> None:
    page.evaluate(
        """([field, words]) => {
        const place = document.querySelector(`[data-field="${field}"]`);
        const node = [...place.childNodes].find((each) => each.textContent.includes(words));
        const at = node.textContent.indexOf(words);
        getSelection().setBaseAndExtent(node, at, node, at + words.length);
        }""",
        [field, words],
    )


def _picture(page: Page, name: str) -> None:
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)
