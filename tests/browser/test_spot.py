"""当场处罚 on a phone of 360 px: how many taps and keys one decision costs, with and without script, and that it is sound."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from daylight.decisions import acts
from daylight.decisions.models import Decision
from tests import spot
from tests.browser.pages.soundness import sound
from tests.browser.wired import HOST, chromium, page_of
from tests.cast import Cast
from tests.web.entering import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
PHONE = 360
# 当场处罚决定书 (docs: counts to publish): at most 25 taps; the keys are the party's name, number, the place and the act.
TAPS, KEYS = 25, 60


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


class Thumb:
    """Counts what the officer does with one hand: taps, and keys typed."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps, self.keys = page, 0, 0

    def tap(self, where: Locator) -> None:
        where.click()
        self.taps += 1

    def chip(self, words: str) -> None:
        self.tap(self.page.locator("label").filter(has_text=words).first)

    def type(self, label: str, words: str) -> None:
        self.tap(self.page.get_by_label(re.compile(rf"^\s*{label}(（选填）)?\s*$")))
        self.page.keyboard.type(words)
        self.keys += len(words)


@pytest.fixture
def phone(cast: Cast, now: datetime, settings: Any, browser: Browser, request: Any) -> Iterator[Page]:
    """An officer who decided on the spot before: the partner and the bank are known, the place is offered."""
    spot.listed(cast, now)
    acts.decide_on_spot(spot.typed(cast, now, fine_yuan=Decimal(50)), actor=cast.officer, now=now)
    settings.FIXED_NOW = now
    page = page_of(browser, signed_in(cast.officer), PHONE, script=getattr(request, "param", True))
    page.goto(f"{HOST}/office/spot/")
    yield page
    page.context.close()


def _decide(thumb: Thumb) -> None:
    thumb.chip("罚 100 元")
    thumb.type("地点", "演示镇西坡村村东")
    thumb.type("违法行为", "把保护牌拆下搬走")
    thumb.chip("现场照片")
    thumb.chip("违法事实确凿并有法定依据")
    thumb.type("姓名或者名称", "演示李某")
    thumb.type("身份证号或者信用代码", "11010519491231002X")
    thumb.chip("两人已出示执法证件")
    thumb.chip("已告知拟作出的处罚")
    thumb.chip("不陈述申辩")
    thumb.chip("当事人签收")
    thumb.tap(thumb.page.get_by_role("button", name="生成并交付"))


@pytest.mark.parametrize("phone", [True, False], indirect=True, ids=["script", "no script"])
def test_a_decision_costs_few_taps_and_shows_the_paper_at_once(phone: Page) -> None:
    thumb = Thumb(phone)
    _decide(thumb)
    expect(phone.get_by_role("heading", name="决定书已生成，请当场交付")).to_be_visible()
    # The last tap opens the paper for the printer.
    expect(phone.get_by_role("link", name="打印决定书（PDF）")).to_be_visible()
    assert thumb.taps + 1 <= TAPS and thumb.keys <= KEYS, (thumb.taps, thumb.keys)
    assert (thumb.taps, thumb.keys) == (12, 38)
    decision = Decision.objects.get(number="海自然资规当罚〔2026〕2号")
    assert decision.case.parties.get().name == "演示李某" and decision.fields["fine_yuan"] == "100"
    expect(phone.get_by_role("img", name="核验二维码").locator("svg")).to_be_visible()
    picture = phone.get_by_role("img", name="海自然资规当罚〔2026〕2号 第 1 页")
    assert picture.evaluate("each => each.complete && each.naturalWidth") > 800


def test_both_screens_are_sound(phone: Page) -> None:
    sound(phone)
    phone.get_by_role("button", name="生成并交付").click()
    expect(phone.locator("#faults")).to_be_visible()
    sound(phone)
    _decide(Thumb(phone))
    expect(phone.get_by_role("heading", name="决定书已生成，请当场交付")).to_be_visible()
    sound(phone)


def test_what_is_chosen_opens_what_belongs_to_it(phone: Page) -> None:
    for words, field in (
        ("有陈述申辩", "当事人说了什么"),
        ("拒绝签收", "拒绝签收的情况"),
        ("当场收缴（小额）", "财政票据号"),
        ("罚其他数额", "其他罚款数额"),
    ):
        expect(phone.get_by_label(re.compile(rf"^\s*{field}(（选填）)?\s*$"))).to_be_hidden()
        phone.locator("label").filter(has_text=words).first.click()
        expect(phone.get_by_label(re.compile(rf"^\s*{field}(（选填）)?\s*$"))).to_be_visible()


def test_targets_are_big_enough_for_a_thumb(phone: Page) -> None:
    small = phone.evaluate(
        """() => [...document.querySelectorAll('.spot .tap, .spot .choice, .spot .bar .btn, .spot summary')]
        .filter(each => each.offsetParent && each.getBoundingClientRect().height < 40).map(each => each.textContent)"""
    )
    assert small == []
