"""One list of materials: the guide, the wizard, the intake form and the gate change together, and nothing is typed twice."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client

from daylight.cases.acts import publish_flow
from daylight.core.moment import local_date
from daylight.core.refusal import Refused
from daylight.decisions.permit_guide import listed_materials, required_materials
from daylight.portal import chores
from daylight.portal.guides import FIELDS
from tests.cast import Cast
from tests.listing import publish_demo_lists
from tests.permits import PermitStory, begin_permit
from tests.relisting import publish_changed
from tests.web.desks import words
from tests.web.entering import signed_in

CODE, GONE = "XK-G02", "使用土地的有关证明文件"


@pytest.fixture
def story(cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch) -> PermitStory:
    monkeypatch.setattr(django_settings, "FIXED_NOW", now)
    made = begin_permit(cast, now, item=CODE)
    publish_flow(cast.agency, "permit_ordinary", actor=cast.keeper, now=now)
    publish_site(now)
    return made


@pytest.fixture
def site(cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lists and the chart alone, in public."""
    monkeypatch.setattr(django_settings, "FIXED_NOW", now)
    publish_demo_lists(cast, now, date(2026, 1, 1), ("items", "guides"))
    publish_flow(cast.agency, "permit_ordinary", actor=cast.keeper, now=now)
    publish_site(now)


def publish_site(now: datetime) -> None:
    while chores.deliver_feed(now):
        pass
    while chores.render_pages(now):
        pass


def guide() -> dict[str, Any]:
    return json.loads((Path(django_settings.PUBLIC_DIR) / "guides" / CODE / "index.json").read_text("utf-8"))


def bring(**answers: str) -> dict[str, list[str]]:
    return Client().get(f"/guides/{CODE}/bring/", {**answers, "format": "json"}).json()


def intake(story: PermitStory) -> str:
    address = f"/office/cases/{story.case.uuid}/do/receive_application/"
    return signed_in(story.people.officer).get(address).content.decode()


def test_a_material_removed_from_the_list_is_gone_everywhere(
    story: PermitStory, cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    story.register()
    asked = {"applicant": "organisation", "presence": "self", "matter": "first"}
    assert GONE in guide()["fields"]["materials"]["lines"]
    assert GONE in bring(**asked)["needed"]
    assert GONE in intake(story)
    story.later(0, 1)
    story.receive(without=(GONE,))
    with pytest.raises(Refused) as refused:
        story.step("accept")
    assert GONE in str(refused.value) and "不能受理" in str(refused.value)

    later = story.now + timedelta(days=1)
    publish_changed(cast, "guides", {f"|{GONE}|建设工程设计方案": "|建设工程设计方案"}, later, tmp_path)
    monkeypatch.setattr(django_settings, "FIXED_NOW", later)
    publish_site(later)
    assert GONE not in guide()["fields"]["materials"]["lines"]
    assert GONE not in bring(**asked)["needed"]
    assert GONE not in required_materials(story.case, local_date(later))
    fresh = PermitStory(cast, later, item=CODE).register()
    assert GONE not in intake(fresh)
    # The same incomplete file is complete now.
    story.now = later
    story.step("accept")


def test_the_gate_asks_what_the_wizard_asks(story: PermitStory) -> None:
    """A person renewing through an agent: wizard and file name the same papers."""
    story.register()
    today = story.today
    before = listed_materials(story.case, today)
    assert "居民身份证件（自然人的提交）" not in before and "原许可证件（变更、延续、注销的提交）" in before
    story.step("receive_application", {"matter": "延续", "materials": [], "form_ok": True, "agent": "演示代理人"})
    said = bring(applicant="organisation", presence="agent", matter="renewal")["needed"]
    named = [each.split("（")[0] for each in required_materials(story.case, today)]
    assert said == named and "授权委托书和代理人身份证件" in said and "原许可证件" in said


def test_a_guide_says_all_thirteen_lines_and_takes_them_from_the_rules(site: None) -> None:
    told = guide()
    assert [each["title"] for each in told["fields"].values()] == [title for _, title in FIELDS]
    assert told["lacking"] == []
    assert "城乡规划法（2019修正）第四十条" in told["fields"]["basis"]["lines"]  # the item's
    assert {"审查核查", "法制审核", "决定送达"} <= set(told["fields"]["steps"]["lines"])
    page = (Path(django_settings.PUBLIC_DIR) / "guides" / CODE / "index.html").read_text("utf-8")
    assert "尚未公布" not in page and f"/flows/{told['flows'][0].split('/')[2]}/" in page
    root = Path(django_settings.PUBLIC_DIR)
    assert f"/guides/{CODE}/" in (root / "sitemaps" / "pages.xml").read_text("utf-8")
    assert 'href="/guides/"' in (root / "lists" / "index.html").read_text("utf-8")


def test_the_wizard_needs_no_script_and_hears_no_other_answers(site: None) -> None:
    client = Client()
    page = words(client.get(f"/guides/{CODE}/bring/", {"applicant": "person", "presence": "agent", "matter": "x"}))
    assert "居民身份证件" in page and "授权委托书和代理人身份证件" in page and "营业执照或者法人登记证书" not in page
    assert "“申请什么”还没有选" in page
    assert client.get("/guides/NOPE/bring/").status_code == 404
    assert client.get("/guides/CF-T01/").status_code == 404  # nothing to apply for


def test_items_have_a_page_with_chart_and_decisions(site: None, cast: Cast) -> None:
    for client in (Client(), *(signed_in(person) for person in cast.everybody().values())):
        assert client.get("/items/").status_code == 200
        assert client.get(f"/items/{CODE}/").status_code == 200
        assert client.get("/items/none/").status_code == 404
    page = words(Client().get("/items/CF-T01/"))
    assert "买卖或者以其他形式非法转让土地的处罚" in page and "已公示的决定" in page
    told = Client().get(f"/items/{CODE}/index.json").json()
    assert told["guide"] == f"/guides/{CODE}/" and told["published_decisions"] == 0


def test_without_lists_there_are_no_pages(db: None, now: datetime) -> None:
    publish_site(now)
    assert not (Path(django_settings.PUBLIC_DIR) / "guides" / "index.html").exists()
    assert "尚未公布执法事项清单" in words(Client().get("/items/"))
