"""音像时间轴 in the browser: who sees it, a gap closed, a refused reason, an unknown time stated."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

from tests.story import COMPANY, begin
from tests.web.desks import words
from tests.web.office_case import Office, office

__all__ = ["office"]


def test_the_timeline_and_its_gap(office: Office) -> None:
    office.story = begin(office.cast, office.story.now, replace(COMPANY, unfilmed_seconds=40), lists=False)
    office.to("investigate")
    cast, page = office.cast, f"{office.home}timeline/"
    seen = {name: office.as_(who).get(page).status_code for name, who in cast.everybody().items()}
    assert {name for name, status in seen.items() if status == 200} == {
        "officer", "partner", "head", "reviewer", "leader", "publisher",
    }  # fmt: skip
    assert set(seen.values()) == {200, 404}
    body = office.as_(cast.officer).get(page)
    assert "40 秒" in words(body) and "演示甲、演示乙" in words(body)
    gap = unescape(re.search(r'href="([^"]*timeline/gap/[^"]*)"', body.content.decode()).group(1))  # type: ignore[union-attr]
    assert "补上这一段" not in words(office.as_(cast.head).get(page))
    assert office.as_(cast.head).get(gap).status_code == 404
    client = office.as_(cast.officer)
    form = client.get(gap).content.decode()
    first, last = (re.search(rf'name="{n}"[^>]*value="([^"]+)"', form).group(1) for n in ("from", "to"))  # type: ignore[union-attr]
    said = {"do": "explain", "from": first, "to": last, "code": "power", "text": ""}
    refused = client.post(gap, said)
    assert refused.status_code == 422 and "请写明当时的情况" in words(refused)
    assert client.post(gap, {**said, "from": "昨天"}).status_code == 422
    assert client.post(gap, {"do": "link", "recording": ""}).status_code == 422
    assert client.post(gap, {**said, "text": "电量耗尽，换机后继续。"}).status_code == 302
    assert "已说明" in words(client.get(page))
    assert client.get(f"{office.home}timeline/gap/?item=YX-01&from=x&to=y").status_code == 404
    assert client.get(f"{office.home}timeline/occasion/?item=YX-01&key=none").status_code == 404


def test_a_case_without_demands_says_so(office: Office) -> None:
    office.to("open")
    page = office.as_(office.cast.officer).get(f"{office.home}timeline/")
    assert "目前没有清单要求的音像记录" in words(page)
