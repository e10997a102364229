"""文号登记簿: one series per word and year, void numbers kept, each paper's year its own, who may see and void."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from daylight.base.permit import permit
from daylight.cases.models import AllottedNumber
from daylight.cases.numbering import allot, gaps, series
from daylight.core.moment import BEIJING
from daylight.decisions import acts as decisions
from tests.cast import Cast
from tests.refusing import codes, fields, refused
from tests.story import begin
from tests.web.entering import signed_in
from tests.web.office_case import Office, office

__all__ = ["office"]
PAGE = "/office/numbers/"


def row(number: str) -> AllottedNumber:
    return AllottedNumber.objects.get(number=number)


def test_a_number_rolls_back_with_its_act(cast: Cast, now: datetime) -> None:
    with permit("fixture"):
        assert allot(cast.agency, "罚", now.date()) == "海自然资规罚〔2026〕1号"
        with pytest.raises(RuntimeError), transaction.atomic():
            allot(cast.agency, "罚", now.date())
            raise RuntimeError
        assert allot(cast.agency, "罚", now.date()) == "海自然资规罚〔2026〕2号"
        assert allot(cast.agency, "停", now.date()) == "海自然资规停〔2026〕1号"
        with pytest.raises(IntegrityError), transaction.atomic():
            AllottedNumber.objects.create(
                agency=cast.agency, word="罚", year=2026, serial=2, number="重号", allotted_on=now.date()
            )
    assert list(gaps(cast.agency, "罚", 2026)) == []


def test_over_the_turn_of_the_year_each_paper_keeps_its_own_year(cast: Cast) -> None:
    story = begin(cast, datetime(2026, 12, 28, 9, 0, tzinfo=BEIJING)).to("issue")
    assert story.case.number == "海自然资规立〔2026〕1号"
    assert story.decision.decided_on and story.decision.decided_on.year == 2027
    assert story.decision.number == "海自然资规罚〔2027〕1号"
    assert {(each.word, each.year, each.missing) for each in series(cast.agency)} >= {("立", 2026, 0), ("罚", 2027, 0)}


def test_a_void_number_stays_and_is_never_given_again(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("notice")
    number = story.notice.document.number
    held = decisions.void_number(row(number), "另行制作告知书", actor=cast.head, now=story.now)
    assert held.voided_on and held.void_reason == "另行制作告知书"
    assert codes(refused(decisions.void_number, held, "再次", actor=cast.head, now=story.now)) == {"number.void"}
    with permit("fixture"):
        assert allot(cast.agency, held.word, now.date()) != number
    assert AllottedNumber.objects.filter(number=number).count() == 1


def test_what_still_counts_cannot_be_voided(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("issue")
    for number in (story.case.number, story.decision.number):
        found = refused(decisions.void_number, row(number), "打错", actor=cast.leader, now=story.now)
        assert codes(found) == {"number.used"}
    stop = decisions.spoil_number("罚", "打印错误，未送达", actor=cast.head, now=story.now)
    assert stop.number.endswith("2号") and stop.voided_on
    for word, reason, field in (("罚", " ", "reason"), ("龘", "打错", "word"), ("罚", "长" * 401, "reason")):
        found = refused(decisions.spoil_number, word, reason, actor=cast.head, now=story.now)
        assert fields(found) == {field}
    for who in (cast.officer, cast.reviewer, cast.window):
        assert codes(refused(decisions.spoil_number, "罚", "打错", actor=who, now=story.now)) == {"right.missing"}
    found = refused(
        decisions.void_number, row(story.notice.document.number), "打错", actor=cast.stranger, now=story.now
    )
    assert codes(found) == {"number.agency"}


def test_the_register_shows_number_paper_case_and_void(office: Office) -> None:
    office.to("issue")
    number = office.story.notice.document.number
    client = office.as_(office.cast.leader)
    empty = client.post(f"{PAGE}{row(number).uuid}/void/", {"key": "v0", "reason": ""})
    assert empty.status_code == 422 and "请写明作废的理由" in empty.content.decode()
    assert client.post(f"{PAGE}{row(number).uuid}/void/", {"key": "v1", "reason": "另行制作"}).status_code == 302
    page = client.get(f"{PAGE}?word={row(number).word}&year=2026").content.decode()
    assert f"<del>{number}</del>" in page and "另行制作" in page and "连续，没有断号" in page
    assert office.case.title in page and office.story.notice.document.title in page
    again = client.get(f"{PAGE}{row(number).uuid}/void/").content.decode()
    assert "作废此号" not in again
    refusal = client.post(PAGE, {"key": "s0", "word": "", "reason": "打错"})
    assert (
        refusal.status_code == 422 and "文种字不在" in refusal.content.decode() and "打错" in refusal.content.decode()
    )
    assert client.post(PAGE, {"key": "s1", "word": "罚", "reason": "打错"}).status_code == 302
    assert "打错" in client.get(f"{PAGE}?word=罚&year=2026").content.decode()
    assert client.get(f"{PAGE}?word=罚&year=1999").status_code == 404


def test_who_sees_the_register(office: Office) -> None:
    office.to("open")
    number = row(office.case.number)
    for name, person in office.cast.everybody().items():
        client = signed_in(person)
        reads = name not in ("publisher", "keeper", "window")
        answer = client.get(PAGE)
        assert answer.status_code == (200 if reads else 404), name
        voids = name in ("head", "leader")
        assert client.get(f"{PAGE}{number.uuid}/void/").status_code == (200 if voids else 404), name
        if reads and not voids and name != "stranger":
            assert "登记空号" not in answer.content.decode()
            assert client.post(PAGE, {"key": "k", "word": "罚", "reason": "打错"}).status_code == 404
    assert "还没有编过文号" in signed_in(office.cast.stranger).get(PAGE).content.decode()
    assert office.case.title not in signed_in(office.cast.stranger).get(PAGE).content.decode()


def test_a_colleague_of_another_section_sees_the_number_and_not_the_case(office: Office, cast: Cast) -> None:
    office.to("open")
    with permit("fixture"):
        cast.partner.section = cast.legal
        cast.partner.save()
        office.case.handlers.filter(person=cast.partner).delete()
    page = signed_in(cast.partner).get(PAGE).content.decode()
    assert office.case.number in page and office.case.title not in page


def test_a_gap_is_named(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.to("open")
    monkeypatch.setattr(settings, "FIXED_NOW", office.story.now)
    with permit("fixture"):
        AllottedNumber.objects.create(
            agency=office.cast.agency,
            word="立",
            year=2026,
            serial=4,
            number="手工补登4号",
            allotted_on=office.story.now.date(),
        )
    page = signed_in(office.cast.officer).get(PAGE).content.decode()
    assert "有断号" in page and "缺少的序号：2、3" in page
