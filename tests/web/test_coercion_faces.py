"""行政强制 through the faces: every step filled in on its page, and the same case over the interface."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from daylight.base.orgs.models import Person
from daylight.cases.models import Case
from daylight.config.demo.coercion import MINERALS
from daylight.core.moment import local_time
from daylight.recording.models import Document
from tests.cast import Cast
from tests.story import begin
from tests.web.api_client import Program, codes, token_for
from tests.web.desks import words
from tests.web.entering import signed_in as enter

pytestmark = pytest.mark.django_db
THINGS = ["演示挖掘机一台", "演示矿产品二百吨"]


class Desk:
    """The case on its pages; the clock on the wall moves on."""

    def __init__(self, cast: Cast, now: datetime, settings: Any) -> None:
        self.cast, self.now, self.settings = cast, now, settings
        begin(cast, now - timedelta(days=3))
        self.later(0)

    def later(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        self.settings.FIXED_NOW = self.now

    @property
    def case(self) -> Case:
        return Case.objects.latest("id")

    @property
    def at(self) -> str:
        return f"{local_time(self.now):%Y-%m-%d %H:%M}"

    def page(self, code: str) -> str:
        return reverse("office:deed", args=[self.case.uuid, code])

    def do(self, by: Person, code: str, data: dict[str, Any]) -> None:
        """Open the form of the step, fill it in, and land on the case again."""
        client = enter(by)
        home = words(client.get(reverse("office:case", args=[self.case.uuid])))
        opened = client.get(self.page(code))
        assert opened.status_code == 200, (code, home)
        response = client.post(self.page(code), data)
        assert response.status_code == 302, words(response)

    def service(self) -> dict[str, Any]:
        return {
            "served_on": self.at, "method": "直接送达", "servers_place": "演示路", "receiver": "演示签收人",
            "servers": [str(self.cast.officer.uuid), str(self.cast.partner.uuid)],
        }  # fmt: skip


@pytest.fixture
def desk(cast: Cast, now: datetime, settings: Any) -> Desk:
    return Desk(cast, now, settings)


def register(desk: Desk) -> None:
    client = enter(desk.cast.officer)
    sent = {
        "item_code": "QZ-01", "source": "巡查", "lead": "演示：发现无证开采。", "place": "海阳市演示镇演示村",
        "partner": str(desk.cast.partner.uuid), "party_name": "演示采石有限公司", "party_kind": "organisation",
        "party_address": "演示路", "key": "one",
    }  # fmt: skip
    response = client.post(f"{reverse('office:register')}?category=行政强制", sent)
    assert response.status_code == 302, words(response)


def test_a_measure_is_walked_on_its_pages(desk: Desk) -> None:
    register(desk)
    officers = [str(desk.cast.officer.uuid), str(desk.cast.partner.uuid)]
    desk.do(desk.cast.officer, "request_measure", {
        "party": "演示采石有限公司", "power": MINERALS, "facts": "无证开采，设备可能被转移。",
        "basis": "矿产资源法第五十七条", "things": "\n".join(THINGS), "period": "30", "officers": officers,
    })  # fmt: skip
    desk.later(1)
    # The leader finds it on his desk although it is no decision.
    signing = words(enter(desk.cast.leader).get(reverse("office:approval-desk")))
    assert "批准实施" in signing and "演示采石有限公司" in signing
    desk.do(desk.cast.leader, "approve_measure", {"move_reason": "同意。"})
    desk.later(2)
    desk.do(desk.cast.officer, "record_scene", {
        "started_at": desk.at, "ended_at": desk.at, "place": "演示村", "officers": officers,
        "identity_shown_at": desk.at, "party_present": "当事人到场", "told": "on", "statement": "无", "process": "清点。",
        "condition": "完好。", "keeper": "当事人就地保管", "signed": "on",
    })  # fmt: skip
    desk.do(desk.cast.officer, "list_things", {
        "party": "演示采石有限公司", "things": "\n".join(THINGS), "keeper": "当事人就地保管", "copies": "on",
        "officers": officers,
    })  # fmt: skip
    desk.do(desk.cast.leader, "issue_measure", {
        "party": "演示采石有限公司", "facts": "无证开采。", "basis": "矿产资源法第五十七条", "measure": "查封、扣押。",
        "things": "\n".join(THINGS), "from_on": "2026-11-23", "until_on": "2026-12-23",
    })  # fmt: skip
    desk.later(1)
    desk.do(desk.cast.officer, "deliver_measure", desk.service())
    page = words(enter(desk.cast.officer).get(reverse("office:case", args=[desk.case.uuid])))
    assert "查封扣押期间" in page and "剩 30 日" in page
    desk.later(24)
    desk.do(desk.cast.officer, "propose_ending", {"move_reason": "已经作出处罚决定。"})
    desk.do(desk.cast.leader, "release_measure", {
        "party": "演示采石有限公司", "decision_number": "海自然资规强〔2026〕1号",
        "ground": "对违法行为已经作出处理决定，不再需要查封、扣押", "things": "\n".join(THINGS),
    })  # fmt: skip
    desk.later(1)
    desk.do(desk.cast.officer, "serve_ending", desk.service())
    desk.do(desk.cast.head, "close_measure", {
        "outcome": "措施已经解除并退还财物", "performance": "已退还。", "officers": officers, "opinion": "同意。",
    })  # fmt: skip
    assert desk.case.closed_on is not None


def test_what_is_missing_is_said_on_the_page_and_nothing_typed_is_lost(desk: Desk) -> None:
    register(desk)
    client = enter(desk.cast.officer)
    response = client.post(desk.page("request_measure"), {"facts": "写到一半的事实"})
    assert response.status_code == 422
    page = response.content.decode()
    assert "写到一半的事实" in page and "请填写" in page and "请选择" in page
    assert desk.case.step == "M0"


def test_whose_step_it_is_not_finds_no_page(desk: Desk) -> None:
    register(desk)
    for name, person in desk.cast.everybody().items():
        status = enter(person).get(desk.page("request_measure")).status_code
        assert status == (200 if name in ("officer", "partner") else 404), name
        assert enter(person).get(desk.page("no_such_move")).status_code == 404


def test_the_same_over_the_interface(cast: Cast, now: datetime, settings: Any) -> None:
    begin(cast, now - timedelta(days=3))
    settings.FIXED_NOW = now
    officer, leader = (Program(token_for(person, now)) for person in (cast.officer, cast.leader))
    case = officer.post("/cases", {
        "item_code": "QZ-01", "source": "巡查", "lead": "演示。", "place": "演示村", "partner": str(cast.partner.uuid),
        "parties": [{"name": "演示采石有限公司", "kind": "organisation"}],
    })  # fmt: skip
    path = f"/cases/{case['uuid']}"
    ways = {each["code"]: each for each in officer.get(path)["available"]}
    assert (ways["request_measure"]["way"], ways["request_measure"]["paper"]) == ("steps", "coercion_request")
    template = officer.get("/templates/coercion_request")
    assert "power" in {each["code"] for each in template["fields"]}
    lacking = officer.ask("POST", f"{path}/steps/request_measure", {"fields": {"party": "演示"}})
    assert lacking.status_code == 422 and "document.required" in codes(lacking)
    asked = officer.post(f"{path}/steps/request_measure", {"fields": {
        "party": "演示采石有限公司", "power": MINERALS, "facts": "无证开采。", "basis": "矿产资源法第五十七条",
        "things": THINGS, "period": "30",
        "officers": [{"uuid": str(p.uuid), "name": p.name} for p in (cast.officer, cast.partner)],
    }})  # fmt: skip
    assert asked["step"] == "M1"
    assert leader.post(f"{path}/steps/approve_measure", {"reason": "同意。"})["step"] == "M2"
    assert officer.ask("POST", f"{path}/steps/release_measure", {}).status_code in (403, 409, 422)
    assert officer.ask("POST", f"{path}/services/record_scene", {
        "served_on": "2026-11-23", "method": "直接送达", "place": "演示路", "servers": [],
    }).status_code == 404  # fmt: skip
    assert Document.objects.filter(case__uuid=case["uuid"], code="coercion_request").count() == 1
