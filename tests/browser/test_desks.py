"""The desks in a real Chromium: axe, reflow, the review by keyboard, selecting text to mask, and no script at all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from daylight.disclosure.acts import correct, prepare_copy, publish
from daylight.disclosure.models import Task
from daylight.disclosure.opening import ensure_task
from daylight.review.acts import assign_reviewer
from daylight.review.models import Finding
from tests.browser.wired import HOST, chromium, page_of
from tests.cast import Cast
from tests.story import Story, Tale, begin
from tests.web.entering import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


def told(cast: Cast, now: datetime, settings: Any, step: str) -> Story:
    story = begin(cast, now, Tale(party="王某", party_kind="person", act_ended_on=date(2026, 6, 30))).to(step)
    settings.FIXED_NOW = story.now
    return story


def sound(page: Page) -> None:
    """Nothing scrolls sideways, axe finds nothing."""
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    found = Axe().run(page, options={"runOnly": RULES, "iframes": False})
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("width", [360, 1366])
def test_every_desk_is_sound(cast: Cast, now: datetime, settings: Any, browser: Browser, width: int) -> None:
    story = told(cast, now, settings, "send")
    other = Story(cast, Tale(party="演示二公司", act_ended_on=date(2026, 6, 30)), now).to("serve")
    task = _correcting(other, cast)
    settings.FIXED_NOW = max(story.now, other.now)
    pages = {
        cast.reviewer: ["review-desk", ("dossier", story.dossier.uuid), ("publication", task.uuid), "lists-desk"],
        cast.publisher: ["publication-desk", ("publication", task.uuid), "legacy-desk"],
        cast.leader: ["approval-desk"],
        cast.keeper: [("list-kind", "items")],
    }
    for person, names in pages.items():
        page = page_of(browser, signed_in(person), width)
        for name in names:
            place, *more = (name,) if isinstance(name, str) else name
            page.goto(HOST + reverse(f"office:{place}", args=more))
            sound(page)
        page.context.close()


def test_a_clean_element_is_one_key_and_a_doubtful_one_asks_why(
    cast: Cast, now: datetime, settings: Any, browser: Browser
) -> None:
    story = told(cast, now, settings, "send")
    assign_reviewer(story.dossier, cast.reviewer, actor=cast.reviewer, now=story.now)
    page = page_of(browser, signed_in(cast.reviewer))
    page.goto(HOST + reverse("office:dossier", args=[story.dossier.uuid]))
    page.locator("#e-subject").focus()
    page.keyboard.press("1")
    expect(page.locator("#left")).to_have_text("还有 10 项未作结论")
    expect(page.locator("#e-qualification")).to_be_focused()  # on to the next by itself
    page.keyboard.press("2")
    expect(page.locator("#f-qualification-note")).to_be_focused()
    page.keyboard.type("3 号证件查不到")  # digits are text here, not verdicts
    page.locator("#e-qualification").get_by_role("button", name="记录结论").click()
    expect(page.locator("#left")).to_have_text("还有 9 项未作结论")
    other = page.locator("#e-other")
    other.locator("summary").click()
    while (ticked := other.locator("input[type=checkbox]:checked")).count():
        ticked.first.uncheck()
    other.focus()
    page.keyboard.press("1")  # points at nothing
    expect(page.locator("#f-other-pointed .err")).to_be_visible()
    assert dict(Finding.objects.values_list("element", "verdict")) == {"subject": "conforms", "qualification": "fails"}


def test_a_clean_file_takes_thirteen_keys(cast: Cast, now: datetime, settings: Any, browser: Browser) -> None:
    story = told(cast, now, settings, "assign")
    page = page_of(browser, signed_in(cast.reviewer))
    page.goto(HOST + reverse("office:dossier", args=[story.dossier.uuid]))
    assert page.get_by_text("全部符合").count() == 0  # nobody passes all at once
    keys = 0

    def press(key: str) -> None:
        nonlocal keys
        keys += 1
        page.keyboard.press(key)

    press("ArrowDown")
    codes = [each["code"] for each in story.dossier.elements]
    for number, code in enumerate(codes, 1):
        expect(page.locator(f"#e-{code}")).to_be_focused()
        assert page.locator(f"#e-{code} .machine").count() == 0  # what the platform thinks is closed
        press("1")
        expect(page.locator(f"#e-{code} .machine")).to_have_count(1)
        expect(page.locator("#left")).to_have_text(f"还有 {11 - number} 项未作结论" if number < 11 else "都有结论")
    expect(page.locator("[data-conclude]")).to_be_focused()
    press("Enter")
    expect(page.get_by_text("审核意见：同意")).to_be_visible()
    assert keys == 13
    story.case.refresh_from_db()
    assert story.case.step == "P10"
    assert all(each.machine for each in Finding.objects.all())


def test_the_review_works_without_script(cast: Cast, now: datetime, settings: Any, browser: Browser) -> None:
    story = told(cast, now, settings, "send")
    assign_reviewer(story.dossier, cast.reviewer, actor=cast.reviewer, now=story.now)
    page = page_of(browser, signed_in(cast.reviewer), 360, script=False)
    page.goto(HOST + reverse("office:dossier", args=[story.dossier.uuid]))
    item = page.locator("#e-facts")
    item.get_by_label("符合", exact=True).check()
    item.get_by_role("button", name="记录结论").click()
    expect(page.locator("#left")).to_have_text("还有 10 项未作结论")


def test_selecting_text_fills_the_mask_form(cast: Cast, now: datetime, settings: Any, browser: Browser) -> None:
    story = told(cast, now, settings, "serve")
    task = ensure_task(story.decision, story.now)
    prepare_copy(task, actor=cast.publisher, now=story.now)
    page = page_of(browser, signed_in(cast.publisher))
    page.goto(HOST + reverse("office:publication", args=[task.uuid]))
    page.evaluate(
        """() => {
        const piece = [...document.querySelectorAll('[data-path="facts"] [data-start]')]
          .find((each) => each.textContent.includes("演示村"));
        const at = piece.textContent.indexOf("演示村");
        getSelection().setBaseAndExtent(piece.firstChild, at, piece.firstChild, at + 3);
        }"""
    )
    expect(page.get_by_label("要遮盖的文字")).to_have_value("演示村")
    expect(page.get_by_label("所在栏目")).to_have_value("facts")
    page.locator("#f-mask_reason").fill("能认出住处")
    page.get_by_role("button", name="遮盖", exact=True).click()
    expect(page.get_by_text("已增加一处遮盖")).to_be_visible()


def _correcting(story: Story, cast: Cast) -> Task:
    """A published decision with a correction under way: every form of the page at once."""
    task = ensure_task(story.decision, story.now)
    copy = prepare_copy(task, actor=cast.officer, now=story.now)
    publish(copy, copy.sha256, True, actor=cast.reviewer, now=story.now)
    correct(task, "masking_incomplete", "地点可认出住处。", actor=cast.publisher, now=story.now)
    return task
