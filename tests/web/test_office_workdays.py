"""工作日历 and 期限如何计算 in the browser: who may, what is refused and kept, and one explanation everywhere."""

from __future__ import annotations

import json
from datetime import date, datetime
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from daylight.base.orgs.models import Person, RoleGrant
from daylight.base.permit import permit
from daylight.base.workdays.models import YearNotice
from daylight.cases import clocks
from daylight.cases.chores import recount_clocks
from daylight.cases.counting import lines_of
from daylight.cases.models import Case
from daylight.config.command import main
from daylight.core.moment import BEIJING
from tests.cast import Cast
from tests.story import begin
from tests.web.api_client import Program, token_for
from tests.web.desks import words
from tests.web.entering import signed_in

DAYS = "2027-01-01至2027-01-03 休 元旦\n2027-02-05至2027-02-11 休 春节\n2027-01-30 班"
TITLE = "演示：2027年部分节假日安排的通知"


@pytest.fixture
def admin(cast: Cast) -> Person:
    with permit("fixture"):
        person = Person(agency=cast.agency, username="calendar", name="演示历")
        person.set_unusable_password()
        person.save()
        RoleGrant.objects.create(person=person, role="system_admin")
    return person


@pytest.fixture
def today(settings, now: datetime) -> datetime:
    settings.FIXED_NOW = now
    return now


def page(year: int) -> str:
    return reverse("office:workdays-year", args=[year])


def send(person: Person, year: int = 2027, **given):
    body = {"title": TITLE, "link": "", "days": DAYS, **given}
    return signed_in(person).post(reverse("office:workdays-enter", args=[year]), body)


def test_everybody_reads_it_and_only_the_administrator_keeps_it(cast: Cast, admin: Person, today: datetime) -> None:
    for person in (*cast.everybody().values(), admin):
        shown = signed_in(person).get(reverse("office:workdays"))
        assert shown.status_code == 200 and "2026 年工作日历" in words(shown)
        keeps = person == admin
        assert ("保存 2026 年" in words(shown)) is keeps
        if not keeps:
            assert send(person).status_code == 404
    assert not YearNotice.objects.exists()
    assert Client().get(reverse("office:workdays")).status_code == 302
    assert "工作日历" in words(signed_in(admin).get(reverse("office:home")))


@pytest.mark.parametrize(("year", "status"), [(2003, 404), (2004, 200), (2027, 200), (2028, 404)])
def test_the_years_there_are(admin: Person, today: datetime, year: int, status: int) -> None:
    client = signed_in(admin)
    assert client.get(page(year)).status_code == status
    if status == 404:
        assert send(admin, year).status_code == 404


def test_a_missing_year_is_said_and_goes_when_it_is_entered(admin: Person, today: datetime) -> None:
    client = signed_in(admin)
    assert "暂定：放假通知没有录入" in words(client.get(page(2027)))
    assert "随法规包提供" in words(client.get(page(2026)))
    kept = send(admin)
    assert kept.status_code == 302 and kept.url == page(2027)
    shown = words(client.get(page(2027)))
    assert "已录入放假通知" in shown and TITLE in shown and "演示历" in shown
    assert "暂定" not in shown
    row = YearNotice.objects.get()
    assert ["2027-02-11", "休", "春节"] in row.days and ["2027-01-30", "班", ""] in row.days


def test_forgotten_holidays_are_pointed_out(admin: Person, today: datetime) -> None:
    client = signed_in(admin)
    url = reverse("office:workdays-enter", args=[2027])
    shown = client.post(url, {"title": TITLE, "link": "", "days": DAYS}, follow=True)
    assert "没有列出" in words(shown) and "国庆节" in words(shown)


def test_nothing_typed_is_lost(admin: Person, today: datetime) -> None:
    refused = send(admin, title="", days=DAYS)
    assert refused.status_code == 422 and "请填写放假通知的名称" in words(refused)
    assert "2027-02-05至2027-02-11 休 春节" in unescape(refused.content.decode())
    refused = send(admin, days=f"{DAYS}\n2027-99-01 休 中秋节\n2027-05-04 班")
    said = words(refused)
    assert refused.status_code == 422 and "第 4 行" in said and "第 5 行" in said and "2027-99-01 休 中秋节" in said
    assert not YearNotice.objects.exists()


def csv_file(text: str, name: str = "2027.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode("utf-8-sig"))


def test_a_file_stands_over_the_lines(admin: Person, today: datetime) -> None:
    kept = send(admin, days="", file=csv_file("日期,类型,名称\n2027-01-01,休,元旦\n2027-01-30,班,"))
    assert kept.status_code == 302
    assert YearNotice.objects.get().days == [["2027-01-01", "休", "元旦"], ["2027-01-30", "班", ""]]
    row = {"日期": "2027-10-01", "类型": "休", "名称": "国庆节"}
    again = send(admin, days="", file=SimpleUploadedFile("a.json", json.dumps([row]).encode()))
    assert again.status_code == 302 and YearNotice.objects.count() == 2


def test_faulty_rows_of_a_file_are_named_and_the_good_ones_kept_for_mending(admin: Person, today: datetime) -> None:
    refused = send(
        admin, days="", file=csv_file("日期,类型,名称\n2027-01-01,休,元旦\n2027-13-01,休,春节\n2027-05-04,班,")
    )
    said = words(refused)
    assert refused.status_code == 422 and "第 3 行" in said and "第 4 行" in said
    assert "2027-01-01 休 元旦" in said and not YearNotice.objects.exists()
    for file, fault in ((csv_file("", "a.csv"), "没有内容"), (csv_file("x", "a.pdf"), "不认识")):
        refused = send(admin, file=file)
        assert refused.status_code == 422 and fault in words(refused)


@pytest.fixture
def case(cast: Cast, today: datetime) -> Case:
    case = begin(cast, today).to("open").case
    with permit("fixture"):
        clocks.start(case, "D18", date(2026, 11, 25), variant="lawsuit")
        clocks.start(case, "D23", date(2026, 11, 25), at=datetime(2026, 11, 23, 8, 0, tzinfo=BEIJING))
        clocks.suspend(case, "D10", date(2026, 11, 26), "中止调查")
    return case


def test_one_explanation_everywhere(cast: Cast, case: Case, now: datetime) -> None:
    client = signed_in(cast.officer)
    workspace = words(client.get(reverse("office:case", args=[case.uuid])))
    own = words(client.get(reverse("office:clocks", args=[case.uuid])))
    told = Program(token_for(cast.officer, now)).get(f"/cases/{case.uuid}")["clocks"]
    assert len(told) == case.clocks.count() >= 4
    for clock in case.clocks.all():
        lines = lines_of(clock)
        assert len(lines) >= 5
        for line in lines:
            assert line.text in workspace and line.text in own
        found = [each for each in told if (each["code"], each["variant"]) == (clock.code, clock.variant)]
        assert found[0]["computed"] == [{"label": line.label, "text": line.text} for line in lines]
    assert "计时中止" in own and "尚未恢复" in own and "依据待核" in own and "暂定" in own
    assert "剩 23 小时" in own, "a limit in hours is said in hours"


def test_the_page_needs_no_script(cast: Cast, case: Case) -> None:
    body = signed_in(cast.officer).get(reverse("office:case", args=[case.uuid])).content.decode()
    running = case.clocks.count()
    assert body.count('<details class="reckon">') == running


def test_a_clock_page_belongs_to_those_who_see_the_case(cast: Cast, admin: Person, case: Case) -> None:
    url = reverse("office:clocks", args=[case.uuid])
    allowed = {"officer", "partner", "head", "reviewer", "leader", "publisher"}
    for name, person in cast.everybody().items():
        assert signed_in(person).get(url).status_code == (200 if name in allowed else 404), name
    assert signed_in(admin).get(url).status_code == 404


def test_entering_the_year_reaches_the_page_and_the_journal(cast: Cast, admin: Person, case: Case, now) -> None:
    client, url = signed_in(cast.officer), reverse("office:clocks", args=[case.uuid])
    assert "2027年的放假通知还没有录入" in words(client.get(url))
    long = "2027-01-01至2027-01-03 休 元旦\n2027-05-23至2027-05-29 休 演示假"
    assert send(admin, days=long).status_code == 302
    while recount_clocks(now):
        pass
    shown = words(client.get(url))
    assert "2027年的放假通知还没有录入" not in shown and "演示假" in shown
    journal = words(client.get(reverse("office:journal", args=[case.uuid])))
    assert "工作日历变动，重新计算期限" in journal and "由 2027-05-25 改为 2027-05-31" in journal


def spoken(capsys, *arguments: str) -> str:
    assert main(("deadline", *arguments)) == 0
    return capsys.readouterr().out


def test_the_command_says_the_same(case: Case, capsys) -> None:
    suit = case.clocks.get(code="D18", variant="lawsuit")
    said = spoken(capsys, "--start", "2026-11-25", "--clock", "D18", "--variant", "lawsuit")
    report = json.loads(spoken(capsys, "--start", "2026-11-25", "--clock", "D18", "--variant", "lawsuit", "--json"))
    lines = lines_of(suit)
    assert all(line.text in said for line in lines)
    assert report["computed"] == [{"label": line.label, "text": line.text} for line in lines]
    bare = json.loads(spoken(capsys, "--start", "2026-09-25", "--period", "7wd", "--json"))
    assert bare["period"] == "7wd" and {"due", "warn_on", "skipped", "provisional"} <= bare.keys()
    assert main(("deadline", "--start", "2026-11-25", "--clock", "D99")) == 2
    assert main(("deadline", "--start", "2026-11-25", "--clock", "D18", "--variant", "none")) == 2
