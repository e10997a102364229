"""Channels, deliveries, 双公示, the roster and 亮证码 over the interface: what the pages can do, a program can."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from daylight.base.outbox.delivering import deliver_all
from daylight.core.moment import local_date
from daylight.disclosure import acts, credit_queue
from daylight.lists.models import ListRow
from tests.apps.channels.place import administrator, channel, message, running
from tests.apps.disclosure.room import opened
from tests.cast import Cast
from tests.listing import publish_demo_lists
from tests.web.api_client import Program, codes, token_for

LISTS = ("officers", "windows", "subjects")
pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.api_addresses")]


@pytest.fixture
def now(settings: Any) -> datetime:
    found = datetime.fromisoformat("2026-11-23T09:30:00+08:00")
    settings.FIXED_NOW = found
    return found


@pytest.fixture
def programs(cast: Cast, now: datetime) -> dict[str, Program]:
    people = {**cast.everybody(), "admin": administrator(cast)}
    return {name: Program(token_for(person, now)) for name, person in people.items()}


def test_a_channel_is_kept_by_the_administrator_alone(programs: dict[str, Program]) -> None:
    admin = programs["admin"]
    typed = {"name": "演示门户", "address": "http://127.0.0.1:9/receive", "secret": "file:gov"}
    made = admin.post("/channels", typed | {"code": "gov", "kind": "municipal_portal"})
    path = f"/channels/{made['uuid']}"
    assert admin.last["ETag"] == '"1"'
    assert codes(programs["publisher"].ask("POST", "/channels", typed | {"code": "b", "kind": "webhook"}))
    again = admin.ask("POST", "/channels", typed | {"code": "gov", "kind": "municipal_portal"})
    assert codes(again) == ["channel.code"]
    assert admin.patch(path, typed | {"active": False}, 1)["active"] is False
    assert codes(admin.ask("PATCH", path, typed, If_Match='"1"')) == ["channel.stale"]
    assert admin.last.status_code == 412
    assert admin.last.json()["saved_by"] == "演示癸"
    assert [each["code"] for each in admin.get("/channels")["items"]] == ["gov"]
    # Whoever reads deliveries sees how a channel stands, not where its secret lies.
    assert "secret" not in programs["publisher"].get("/channels")["items"][0]
    for name, program in programs.items():
        assert (program.ask("GET", path).status_code == 200) == (name == "admin"), name
    assert admin.post("/agency/credit-code", {"credit_code": "11370687004260666X"})["credit_code"]
    assert codes(admin.ask("POST", "/agency/credit-code", {"credit_code": "1"})) == ["agency.code"]


def test_a_delivery_shows_its_receipts_and_is_sent_again(
    cast: Cast, now: datetime, programs: dict[str, Program]
) -> None:
    with running("municipal_portal") as there:
        there.receiver.mood = "declines"
        channel(cast, now, "municipal_portal", there.address)
        sent = message("gov", "a", 1, now)
        deliver_all(now)
    publisher, path = programs["publisher"], f"/deliveries/{sent.uuid}"
    assert [each["uuid"] for each in publisher.get("/deliveries?state=failed&channel=gov")["items"]] == [str(sent.uuid)]
    assert publisher.get("/deliveries?state=delivered")["items"] == []
    assert publisher.get(path)["receipts"][0]["outcome"] == "declined"
    assert publisher.get("/channels/standings")[0]["failed"] == 1
    assert codes(publisher.ask("POST", f"{path}/resend", {"reason": " "})) == ["field.required"]
    assert codes(programs["leader"].ask("POST", f"{path}/resend", {"reason": "试"})) == ["right.missing"]
    assert publisher.post(f"{path}/resend", {"reason": "对方已恢复"})["resendings"][0]["reason"] == "对方已恢复"
    for name in ("officer", "admin", "stranger"):
        assert programs[name].ask("GET", path).status_code == 404
        assert programs[name].get("/deliveries")["items"] == []


def test_double_publicity_is_read_reported_and_exported(
    cast: Cast, now: datetime, programs: dict[str, Program]
) -> None:
    task = opened(cast, now, "organisation")
    copy = acts.prepare_copy(task, actor=cast.publisher, now=now)
    acts.publish(copy, copy.sha256, True, actor=cast.reviewer, now=now)
    publisher = programs["publisher"]
    waiting = publisher.get("/credit-reports/unreported")["items"]
    assert [each["number"] for each in waiting] == [task.number]
    report = f"/decisions/{waiting[0]['decision']}/credit-report"
    assert "credit.field" in codes(publisher.ask("POST", report, {}))
    programs["admin"].post("/agency/credit-code", {"credit_code": "11370687004260666X"})
    credit_queue.work(now)
    lacking = publisher.get("/credit-reports?state=lacking")["items"][0]
    assert lacking["faults"]
    publisher.post(f"/credit-reports/{lacking['uuid']}/party", {"legal_representative": "演示代表"})
    assert publisher.post(report, {})["state"] == "reported"
    made = publisher.get("/credit-reports?state=reported")["items"][0]
    whole = publisher.get(f"/credit-reports/{made['uuid']}")
    assert task.number in {each["text"] for each in whole["cells"]}
    assert codes(publisher.ask("POST", report, {"purpose": "credit"})) == ["credit.same"]
    day = copy.task.decision.decided_on
    ask = f"/credit-reports/export.csv?table=penalty&start={day}&end={day}"
    assert task.number in publisher.ask("GET", ask).content.decode("utf-8-sig")
    assert publisher.ask("GET", ask.replace("csv", "xlsx")).content[:2] == b"PK"
    assert codes(publisher.ask("GET", ask.replace("penalty", "none"))) == ["credit.table"]
    assert codes(publisher.ask("GET", ask.replace(f"end={day}", "end=2020-01-01"))) == ["credit.days"]
    assert codes(programs["officer"].ask("GET", ask)) == ["right.missing"]
    for name in ("officer", "stranger"):
        assert programs[name].ask("GET", f"/credit-reports/{made['uuid']}").status_code == 404
        assert programs[name].ask("POST", report, {}).status_code in (403, 404)


def test_a_shift_is_assigned_changed_and_cancelled(cast: Cast, now: datetime, programs: dict[str, Program]) -> None:
    publish_demo_lists(cast, now, local_date(now), LISTS)
    window = ListRow.objects.filter(version__kind="windows", version__agency=cast.agency).first().code
    today, keeper = local_date(now).isoformat(), programs["keeper"]
    asked = {"window": window, "person": str(cast.window.uuid), "first": today, "last": today}
    asked |= {"begins": "08:30", "ends": "17:30"}
    made = keeper.post("/shifts", asked)
    path = f"/shifts/{made['uuid']}"
    assert codes(keeper.ask("POST", "/shifts", asked | {"person": str(cast.officer.uuid)})) == ["shift.window"]
    assert codes(programs["officer"].ask("POST", "/shifts", asked)) == ["right.missing"]
    assert codes(keeper.ask("POST", "/shifts", asked | {"person": str(cast.stranger.uuid)})) == ["person.unknown"]
    away = {"away": True, "note": "十点回来"}
    assert programs["window"].post(f"{path}/duty", away)["state"] == "away"
    shown = keeper.post(f"{path}/replace", {"person": str(cast.officer.uuid)})
    assert (shown["person"]["name"], shown["stands_in_for"]["name"]) == (cast.officer.name, cast.window.name)
    assert [each["uuid"] for each in keeper.get("/shifts")["items"]] == [made["uuid"]]
    assert keeper.post(f"{path}/cancel", {"reason": "窗口停用"})["state"] == "cancelled"
    assert programs["stranger"].ask("GET", path).status_code == 404


def test_an_officer_takes_and_stops_his_own_codes(cast: Cast, now: datetime, programs: dict[str, Program]) -> None:
    publish_demo_lists(cast, now, local_date(now), LISTS)
    officer = programs["officer"]
    made = officer.post("/identity-codes", {"purpose": "日常巡查"})
    path = f"/identity-codes/{made['uuid']}"
    assert made["running"]
    assert len(made["codes"]) == made["count"]
    assert officer.get("/identity-codes")["items"][0]["batch"] == made["batch"]
    for name in ("partner", "leader", "stranger", "admin"):
        assert programs[name].ask("GET", path).status_code == 404
        assert programs[name].get("/identity-codes")["items"] == []
    assert codes(programs["publisher"].ask("POST", "/identity-codes", {})) == ["right.missing"]
    assert officer.ask("POST", "/identity-codes", {"case": str(uuid4())}).status_code == 404
    stopped = officer.post(f"{path}/stop", {"reason": "检查结束"})
    assert (stopped["running"], stopped["codes"]) == (False, [])
    assert codes(officer.ask("POST", f"{path}/stop", {"reason": "检查结束"})) == ["codes.ended"]


def test_codes_of_a_day_gone_by_are_not_given_again(cast: Cast, now: datetime, programs: dict[str, Program], settings: Any) -> None:  # fmt: skip
    publish_demo_lists(cast, now, local_date(now), LISTS)
    made = programs["officer"].post("/identity-codes", {})
    settings.FIXED_NOW = now + timedelta(days=1)
    assert programs["officer"].get(f"/identity-codes/{made['uuid']}")["codes"] == []
