"""扫码亮证: the officer shows, the party checks without an account, both keep a receipt, and a picture of it fails."""

from __future__ import annotations

import base64
import json
import re
import subprocess
import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from daylight.base.journal.models import Entry
from daylight.base.orgs.acts import CertificateInput, add_certificate, suspend_certificate
from daylight.cases import acts as cases
from daylight.cases.models import Case
from daylight.cases.showing.acts import issue_codes, keep_portrait, stop_codes
from daylight.cases.showing.chores import stop_codes_of_unfit
from daylight.cases.showing.models import CodeBatch, ShowingReceipt
from daylight.cases.showing.queries import codes_of, running
from daylight.config.demo.portraits import GROUNDS, drawn
from daylight.core.refusal import Refused
from daylight.portal import chores
from daylight.portal.identity_models import IdentityScan
from tests.cast import Cast
from tests.listing import publish_demo_lists
from tests.web.desks import words
from tests.web.entering import signed_in

ROOT = Path(__file__).resolve().parents[2]
PNG = drawn("演示甲", GROUNDS["officer"])


class Street:
    """An officer, a party with a telephone, and the clock both live by."""

    def __init__(self, cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
        self.cast, self.now, self.monkeypatch = cast, now, monkeypatch
        self.at(now)

    def at(self, moment: datetime) -> None:
        self.now = moment
        self.monkeypatch.setattr(django_settings, "FIXED_NOW", moment)
        while chores.deliver_feed(moment):
            pass

    def later(self, seconds: int) -> None:
        self.at(self.now + timedelta(seconds=seconds))

    def take(self, case: Case | None = None, who: str = "officer", purpose: str = "") -> str:
        """Codes taken; the one of this minute."""
        batch = issue_codes(case, purpose, actor=getattr(self.cast, who), now=self.now)
        self.at(self.now)
        return codes_of(batch, self.now)[0]


@pytest.fixture
def street(cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch) -> Street:
    publish_demo_lists(cast, now, date(2026, 1, 1), ("officers", "items"))
    return Street(cast, now, monkeypatch)


@pytest.fixture
def case(street: Street, cast: Cast, now: datetime) -> Case:
    party = cases.PartyInput(name="演示建材有限公司", kind="organisation")
    lead = cases.Lead(
        item_code="CF-T04", source="巡查发现", lead="演示线索。", place="海阳市演示街道", parties=[party],
        partner=cast.partner,
    )  # fmt: skip
    return cases.register_lead(lead, actor=cast.officer, now=now)


def receipt_of(page: Any) -> str:
    found = re.search(r"/show/receipts/([0-9A-Z]{12})/", page.content.decode())
    assert found
    return found[1]


def test_the_party_sees_who_it_is_and_keeps_a_receipt(street: Street) -> None:
    text = street.take(purpose="双随机检查：矿山储量")
    street.later(5)
    phone = Client()
    page = phone.get(f"/show/{text}/")
    said = words(page)
    for part in (
        "核验通过",
        "演示甲",
        "演示370687001",
        "证件有效",
        "双随机检查：矿山储量",
        "有权拒绝接受调查或者检查",
        "机关没有提供照片",
    ):
        assert part in said
    assert page["Cache-Control"] == "no-store" and "noindex" in page["X-Robots-Tag"]
    number = receipt_of(page)
    assert receipt_of(phone.get(f"/show/{text}/")) == number  # the same telephone, the same receipt
    told = phone.get(f"/show/receipts/{number}.json").json()
    assert told["verdict"] == "valid" and told["certificate"]["person_name"] == "演示甲" and told["code"] == text
    assert number in words(Client().get(f"/show/receipts/{number}/"))
    assert Client().get("/show/receipts/000000000000/").status_code == 404
    assert told["key"] in Client().get("/show/keys.txt").content.decode()


def test_a_picture_shown_later_or_elsewhere_gives_itself_away(street: Street) -> None:
    text = street.take()
    Client().get(f"/show/{text}/")
    street.later(20)
    second = Client().get(f"/show/{text}/")
    assert "已于 2026-11-23 09:00:00 在另一部手机上核验过，已被使用" in words(second)
    assert "证件有效" not in words(second) and "status ok" not in second.content.decode()
    kept = words(Client().get(f"/show/receipts/{receipt_of(second)}/"))
    assert "已被使用" in kept and "2026-11-23 09:00:00，在另一部手机上" in kept and "核验通过" not in kept
    street.later(100)
    late = Client().get(f"/show/{text}/")
    assert late.status_code == 404 and "这个码已过期" in words(late) and "演示甲" not in words(late)
    assert IdentityScan.objects.count() == 2


@pytest.mark.parametrize("text", ["x", "A" * 150, "%E6%BC%94"])
def test_a_made_up_code_says_nothing(street: Street, text: str) -> None:
    page = Client().get(f"/show/{text}/")
    assert page.status_code == 404 and "不是本站认得的亮证码" in words(page)
    assert not IdentityScan.objects.exists()
    assert Client().get(f"/show/{text}/photo/").status_code == 404


def test_a_code_ahead_of_its_time_is_not_taken(street: Street) -> None:
    batch = issue_codes(actor=street.cast.officer, now=street.now)
    street.at(street.now)
    later = codes_of(batch, street.now)[10]
    assert "还没有到时间" in words(Client().get(f"/show/{later}/"))
    # Without a signal the telephone shows it at its minute.
    street.later(600)
    assert "核验通过" in words(Client().get(f"/show/{later}/"))


def test_codes_stop_with_the_certificate_and_with_a_lost_telephone(street: Street, cast: Cast) -> None:
    text = street.take()
    held = add_certificate(
        cast.officer,
        CertificateInput("enforcement", "演示370687001", date(2024, 1, 1)),
        actor=cast.keeper,
        now=street.now,
    )
    suspend_certificate(held, date(2026, 11, 23), "演示", actor=cast.keeper, now=street.now)
    assert stop_codes_of_unfit(street.now) == 1 and stop_codes_of_unfit(street.now) == 0
    street.later(1)
    assert "这批码已停用" in words(Client().get(f"/show/{text}/"))
    with pytest.raises(Refused, match="暂扣"):
        issue_codes(actor=cast.officer, now=street.now)
    other = street.take(who="partner")
    batch = running(cast.partner, street.now)
    assert batch is not None
    with pytest.raises(Refused):
        stop_codes(batch, "不是他的", actor=cast.officer, now=street.now)
    stop_codes(batch, "手机遗失", actor=cast.keeper, now=street.now)
    street.later(1)
    assert "这批码已停用" in words(Client().get(f"/show/{other}/"))
    with pytest.raises(Refused, match="已经失效"):
        stop_codes(batch, "再次", actor=cast.partner, now=street.now)


@pytest.mark.parametrize("who", ["reviewer", "leader", "publisher", "keeper", "window", "stranger"])
def test_who_has_no_certificate_here_shows_none(street: Street, who: str) -> None:
    with pytest.raises(Refused):
        issue_codes(actor=getattr(street.cast, who), now=street.now)
    assert not CodeBatch.objects.exists()


def test_new_codes_end_the_old_ones(street: Street) -> None:
    old = street.take()
    street.later(1)
    fresh = street.take()
    assert old != fresh
    street.later(1)
    assert "已停用" in words(Client().get(f"/show/{old}/")) and "核验通过" in words(Client().get(f"/show/{fresh}/"))


def test_the_scan_is_kept_in_the_file(street: Street, case: Case, cast: Cast) -> None:
    mine, theirs = street.take(case), street.take(case, "partner")
    street.later(3)
    for text in (mine, theirs):
        assert "核验通过" in words(Client().get(f"/show/{text}/"))
    street.later(60)
    desk = signed_in(cast.officer)
    page = words(desk.get("/office/showing/"))
    assert "记入案件" in page and "已核验" in page and "截图和翻拍很快失效" in page
    receipts = list(IdentityScan.objects.values_list("receipt", flat=True))
    batch = running(cast.officer, street.now)
    assert batch is not None
    where = f"/office/showing/{batch.uuid}/keep/"
    body = {"receipts": receipts, "place": "演示街道", "partner": str(cast.partner.uuid), "key": "k1"}
    refused = desk.post(where, {**body, "partner": "", "key": "k0"})
    assert refused.status_code == 422 and "请选择一同亮证的执法人员" in words(refused)
    assert desk.post(where, body).status_code == 302
    kept = case.showings.get()
    assert (
        kept.method == "scan"
        and kept.receipts.count() == 2
        and kept.shown_at == IdentityScan.objects.first().scanned_at
    )
    entry = Entry.objects.get(kind="cases.identity.shown")
    assert set(entry.data["receipts"]) == set(receipts)
    # A receipt goes into the file once.
    assert desk.post(where, {**body, "key": "k2"}).status_code == 422
    with pytest.raises(Refused, match="扫码凭证"):
        cases.show_identity(
            case, street.now, "演示街道", "scan", [cast.officer, cast.partner], ["000000000000"],
            actor=cast.officer, now=street.now,
        )  # fmt: skip
    assert ShowingReceipt.objects.count() == 2


def test_pages_of_the_officer(street: Street, cast: Cast) -> None:
    for name, person in cast.everybody().items():
        seen = signed_in(person).get("/office/showing/").status_code
        assert seen == (200 if name in {"officer", "partner", "head", "stranger"} else 404), name
    assert "不能亮证" in words(signed_in(cast.stranger).get("/office/showing/"))
    desk = signed_in(cast.officer)
    assert "领取亮证码" in words(desk.get("/office/showing/"))
    assert desk.post("/office/showing/start/", {"case": "nothing", "key": "a"}).status_code == 422
    assert desk.post("/office/showing/start/", {"purpose": "检查", "key": "b"}).status_code == 302
    batch = running(cast.officer, street.now)
    assert batch is not None
    told = desk.get(f"/office/showing/{batch.uuid}/codes.json").json()
    assert len(told["codes"]) == batch.count and told["codes"][0]["begins"] == int(batch.begins_at.timestamp())
    assert all(len(base64.b64decode(each["bits"])) * 8 >= each["size"] ** 2 for each in told["codes"])
    assert '<svg role="img"' in desk.get("/office/showing/").content.decode()
    for other in (cast.partner, cast.head, cast.stranger, cast.keeper):
        assert signed_in(other).get(f"/office/showing/{batch.uuid}/codes.json").status_code == 404
        assert signed_in(other).post(f"/office/showing/{batch.uuid}/stop/", {"key": "c"}).status_code == 404
    assert desk.get("/office/showing/worker.js")["Content-Type"].startswith("text/javascript")
    assert desk.post(f"/office/showing/{batch.uuid}/stop/", {"key": "d"}).status_code == 302
    assert desk.get(f"/office/showing/{batch.uuid}/codes.json").status_code == 404


def test_a_portrait_is_seen_only_with_a_good_code(street: Street, cast: Cast) -> None:
    keep_portrait(cast.officer, PNG, actor=cast.keeper, now=street.now)
    text = street.take()
    phone = Client()
    assert f"/show/{text}/photo/" in phone.get(f"/show/{text}/").content.decode()
    shown = phone.get(f"/show/{text}/photo/")
    assert shown["Content-Type"] == "image/png" and shown.content.startswith(b"\x89PNG")
    street.later(300)
    assert phone.get(f"/show/{text}/photo/").status_code == 404
    for content in (b"not a picture", b""):
        with pytest.raises(Refused):
            keep_portrait(cast.officer, content, actor=cast.keeper, now=street.now)
    with pytest.raises(Refused):
        keep_portrait(cast.officer, PNG, actor=cast.officer, now=street.now)


def test_the_receipt_is_checked_again_without_this_platform(street: Street, tmp_path: Path) -> None:
    text = street.take()
    phone = Client()
    number = receipt_of(phone.get(f"/show/{text}/"))
    file, keys = tmp_path / "receipt.json", tmp_path / "keys.txt"
    file.write_bytes(phone.get(f"/show/receipts/{number}.json").content)
    keys.write_bytes(phone.get("/show/keys.txt").content)

    def run() -> tuple[int, Any]:
        done = subprocess.run(
            [sys.executable, "-I", str(ROOT / "verifier" / "identity_check.py"), str(file), "--keys", str(keys), "--json"],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        return done.returncode, json.loads(done.stdout)

    assert run()[0] == 0
    told = json.loads(file.read_text())
    file.write_text(json.dumps({**told, "scanned_at": "2026-11-24T09:00:00+08:00"}))
    status, answer = run()
    assert status == 1 and answer["faults"]
    file.write_text(json.dumps({**told, "code": text[:-8] + "AAAAAAAA"}))
    assert run()[0] == 1
    file.write_text("{}")
    assert run()[0] == 2


def test_the_keeper_enters_the_portrait(street: Street, cast: Cast) -> None:
    where = f"/office/people/{cast.officer.uuid}/photo/"
    for name, person in cast.everybody().items():
        assert signed_in(person).get(where).status_code == (200 if name == "keeper" else 404), name
    desk = signed_in(cast.keeper)
    assert "还没有登记照片" in words(desk.get(where)) and desk.get(f"{where}picture/").status_code == 404
    assert desk.post(where, {"key": "a"}).status_code == 422
    wrong = desk.post(where, {"photo": SimpleUploadedFile("a.gif", b"GIF89a"), "key": "b"})
    assert wrong.status_code == 422 and "须是 JPEG 或者 PNG" in words(wrong)
    assert desk.post(where, {"photo": SimpleUploadedFile("a.png", PNG), "key": "c"}).status_code == 302
    assert desk.get(f"{where}picture/")["Content-Type"] == "image/png"
    assert desk.get(f"/office/people/{cast.window.uuid}/photo/").status_code == 404  # holds no certificate
