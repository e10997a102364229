"""例外放行 by the real acts: only where the law leaves room, by a second person, in the journal and in the public count."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError

from daylight.base import lawpack
from daylight.base.journal.models import Entry
from daylight.base.orgs.models import RoleGrant
from daylight.base.outbox.models import Message
from daylight.base.permit import permit
from daylight.cases.models import GateOverride
from daylight.cases.overriding import overrides_of
from daylight.decisions import acts as decisions
from daylight.portal import chores
from daylight.portal.build import build
from daylight.portal.gatepages import gates_json, months_back
from daylight.portal.models import PublicOverride
from tests.cast import Cast
from tests.lawcopy import LawCopy, law
from tests.refusing import codes, fields, refused
from tests.story import COMPANY, Story, begin
from tests.web.entering import signed_in

__all__ = ["law"]

WHY = "本事项省级裁量基准尚未公布，按同类案件从轻确定。"


@pytest.fixture
def story(cast: Cast, now: datetime, law: LawCopy) -> Story:
    """A fine for an item without any published grade, ready to be sent for review."""
    law.remove("haiyang/discretion.toml")
    told = begin(cast, now, replace(COMPANY, grade="")).to("fill")
    told.later(0, 1)
    return told


def ask(story: Story, reason: str = WHY, **more: Any) -> GateOverride:
    case = story.case
    case.refresh_from_db()
    told = {"move": "send_for_review", "gate": "G12", "actor": story.people.officer, "now": story.now} | more
    return decisions.ask_override(case, told.pop("move"), told.pop("gate"), reason, **told)


def send(story: Story) -> Any:
    return decisions.send_for_review(story.case, actor=story.people.officer, now=story.now)


def test_without_an_override_the_gate_is_closed_and_says_what_can_be_done(story: Story) -> None:
    found = refused(send, story)
    assert codes(found) == {"G12"} and fields(found) == {"grade_absent"}
    assert "另一名人员复核后放行" in found[0].message


def test_asking_opens_nothing_a_second_person_does(story: Story) -> None:
    row = ask(story)
    assert codes(refused(send, story)) == {"G12"}
    assert overrides_of(story.case) == ()
    decisions.grant_override(row, actor=story.people.reviewer, now=story.now)
    dossier = send(story)
    checks = [each for element in dossier.machine.values() for each in element["checks"]]
    told = [each for each in checks if each["gate"] == "G12"]
    assert {each["state"] for each in told} == {"overridden"}
    for part in ("演示丁复核放行", "演示甲提出", WHY.rstrip("。"), "没有录入裁量阶次"):
        assert part in told[0]["finding"]


def test_one_override_carries_the_same_finding_to_the_signature(story: Story) -> None:
    decisions.grant_override(ask(story), actor=story.people.leader, now=story.now)
    story.to("issue")
    assert story.decision.fields["grade"] == ""
    assert PublicOverride.objects.count() == 0 and Message.objects.filter(lane="gate:G12").count() == 1


def test_what_the_second_person_did_not_see_is_not_let_pass(story: Story) -> None:
    decisions.grant_override(ask(story), actor=story.people.reviewer, now=story.now)
    part = {"kind": "rate_area", "quantity": "640.00", "rate": "5000", "label": "农村道路"}
    fine = [p | ({"amount_yuan": "3200000.00"} if p["kind"] == "fine" else {}) for p in story.penalties()]
    story.save(parts=[part], penalties=fine)
    messages = [each.message for each in refused(send, story) if each.code == "G12"]
    assert any("法定幅度" in each for each in messages) and any("其余问题请先补正" in each for each in messages)


@pytest.mark.parametrize("who", ["officer", "partner", "head", "publisher", "keeper", "window", "stranger"])
def test_nobody_else_lets_it_pass(story: Story, who: str) -> None:
    row = ask(story)
    refused(decisions.grant_override, row, actor=getattr(story.people, who), now=story.now)
    refused(decisions.refuse_override, row, "不同意。", actor=getattr(story.people, who), now=story.now)
    row.refresh_from_db()
    assert row.state == "asked"


def test_nobody_answers_his_own_request_nor_in_a_case_he_handles(story: Story) -> None:
    row = ask(story)
    with permit("fixture"):
        RoleGrant.objects.create(person=story.people.officer, role="reviewer")
        RoleGrant.objects.create(person=story.people.partner, role="leader")
    assert codes(refused(decisions.grant_override, row, actor=story.people.officer, now=story.now)) == {"override.same"}
    found = refused(decisions.grant_override, row, actor=story.people.partner, now=story.now)
    assert codes(found) == {"override.handler"}
    with permit("test"), pytest.raises(IntegrityError):
        GateOverride.objects.filter(pk=row.pk).update(answered_by=story.people.officer)


def test_a_refusal_keeps_the_gate_closed_and_names_the_reason(story: Story) -> None:
    row = ask(story)
    assert fields(refused(decisions.refuse_override, row, " ", actor=story.people.reviewer, now=story.now)) == {
        "answer"
    }
    decisions.refuse_override(row, "已有省级基准，请先录入。", actor=story.people.reviewer, now=story.now)
    assert codes(refused(send, story)) == {"G12"}
    entry = Entry.objects.get(kind="decisions.override.refused")
    assert (entry.data["reason"], entry.data["title"]) == ("已有省级基准，请先录入。", row.title)
    found = refused(decisions.grant_override, row, actor=story.people.leader, now=story.now)
    assert codes(found) == {"override.answered"}
    assert not Message.objects.filter(lane="gate:G12").exists()
    # Asked again with better reasons, the way is open as before.
    decisions.grant_override(ask(story), actor=story.people.leader, now=story.now)
    assert send(story).state == "waiting"


def test_asking_is_refused_where_there_is_no_room_no_need_or_no_reason(story: Story) -> None:
    assert fields(refused(ask, story, reason="  ")) == {"reason"}
    assert codes(refused(ask, story, gate="G08")) == {"override.idle"}
    assert codes(refused(ask, story, actor=story.people.reviewer)) == {"right.missing"}
    ask(story)
    assert codes(refused(ask, story, actor=story.people.partner)) == {"override.asked"}


def test_a_gate_without_room_stays_closed_to_everybody(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("notice")
    decisions.draft_decision(story.case, actor=cast.officer, now=story.now)
    found = refused(ask, story, gate="G07")
    assert codes(found) == {"override.closed"} and "没有留下余地" in found[0].message


def test_a_case_that_changed_since_is_asked_anew(story: Story, law: LawCopy) -> None:
    row = ask(story)
    story.save(parts=[], penalties=[p for p in story.penalties() if p["kind"] != "fine"])
    found = refused(decisions.grant_override, row, actor=story.people.reviewer, now=story.now)
    assert codes(found) == {"override.changed"}


def test_the_public_counts_it_by_month_without_a_trace_of_the_case(story: Story, tmp_path: Path) -> None:
    decisions.grant_override(ask(story), actor=story.people.reviewer, now=story.now)
    message = Message.objects.get(lane="gate:G12")
    told = json.dumps(message.body, ensure_ascii=False)
    for secret in (str(story.case.uuid), story.case.number, story.case.title, WHY, "演示甲", "演示建材", "演示丁"):
        assert secret not in told
    chores.deliver_feed(story.now)
    chores.deliver_feed(story.now)
    row = PublicOverride.objects.get()
    assert (row.gate, row.month, row.agency_code) == ("G12", date(2026, 12, 1), "haiyang")
    root = tmp_path / "site"
    build(root, story.now)
    page = (root / "gates" / "index.html").read_text("utf-8")
    assert "近 12 个月共 1 次" in page and "没有公布裁量基准" in page and "2026-01" in page
    body = json.loads((root / "gates" / "index.json").read_text("utf-8"))
    counts = {each["gate"]: each["overridden"] for each in body["gates"]}
    assert counts.keys() == lawpack.current().rules["gate"].keys() and len(body["months"]) == 12
    assert counts["G12"]["2026-12"] == 1 and sum(counts["G12"].values()) == 1 and sum(counts["G10"].values()) == 0
    assert str(story.case.uuid) not in page


@pytest.mark.django_db
def test_months_without_any_are_counted_as_zero_and_old_months_are_kept() -> None:
    assert months_back(date(2026, 1, 15), 3) == [date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1)]
    empty = gates_json(date(2026, 12, 5))
    assert all(set(each["overridden"].values()) == {0} for each in empty["gates"])
    with permit("fixture"):
        PublicOverride.objects.create(
            agency_code="haiyang", gate="G10", title="集体讨论", why="", cite="", month=date(2025, 1, 1),
            journal_entry_id=1,
        )  # fmt: skip
    body = gates_json(date(2026, 12, 5))
    assert body["months"][0] == "2025-01" and len(body["months"]) == 24


READERS = {"officer", "partner", "head", "reviewer", "leader", "publisher"}


def test_each_page_opens_for_its_readers_alone(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    row = ask(story)
    monkeypatch.setattr(settings, "FIXED_NOW", story.now)
    home = f"/office/cases/{story.case.uuid}/"
    table = {
        "/office/overrides/": {"reviewer", "leader", "stranger"},
        f"/office/overrides/{row.uuid}/": READERS,
        f"{home}override/send_for_review/G12/": {"officer", "partner"},
        f"{home}override/send_for_review/G30/": set(),
        f"{home}override/no_such/G12/": set(),
    }
    wrong = []
    for who, person in story.people.everybody().items():
        client = signed_in(person)
        for address, readers in table.items():
            found = client.get(address).status_code
            if found != (200 if who in readers else 404):
                wrong.append((who, address, found))
        for tail in ("grant", "refuse"):
            found = client.post(f"/office/overrides/{row.uuid}/{tail}/", {"key": f"{who}{tail}"}).status_code
            allowed = who in {"reviewer", "leader"} and tail == "refuse"
            if (who not in {"reviewer", "leader"} and found != 404) or (allowed and found != 422):
                wrong.append((who, tail, found))
            if who == "reviewer" and tail == "grant":
                row.refresh_from_db()
                assert row.state == "granted"
                with permit("fixture"):
                    GateOverride.objects.filter(pk=row.pk).update(state="asked", answered_by=None, answered_at=None)
                    Message.objects.filter(lane="gate:G12").delete()
    assert wrong == []


def test_asked_on_the_panel_answered_on_its_page(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    story.now += timedelta(minutes=1)
    monkeypatch.setattr(settings, "FIXED_NOW", story.now)
    officer, reviewer = signed_in(story.people.officer), signed_in(story.people.reviewer)
    home = f"/office/cases/{story.case.uuid}/"
    address = f"{home}override/send_for_review/G12/"
    page = officer.get(home).content.decode()
    assert "送审前检查" in page and address in page
    assert "没有例外放行的申请" in reviewer.get("/office/overrides/").content.decode()
    empty = officer.post(address, {"key": "a", "reason": " "})
    assert empty.status_code == 422 and "请写明需要例外放行的事实和理由" in empty.content.decode()
    assert officer.post(address, {"key": "b", "reason": WHY}).status_code == 302
    page = officer.get(home).content.decode()
    assert "例外放行待复核" in page and address not in page
    row = GateOverride.objects.get()
    assert "同意例外放行" not in officer.get(f"/office/overrides/{row.uuid}/").content.decode()
    typed = reviewer.post(f"/office/overrides/{row.uuid}/refuse/", {"key": "c", "answer": ""})
    assert typed.status_code == 422
    assert "同意例外放行" in reviewer.get(f"/office/overrides/{row.uuid}/").content.decode()
    assert reviewer.post(f"/office/overrides/{row.uuid}/grant/", {"key": "d"}).status_code == 302
    page = officer.get(home).content.decode()
    assert "例外放行" in page and "演示丁复核放行（演示甲提出）" in page
    assert "复核同意例外放行" in officer.get(f"{home}journal/").content.decode()
