"""工作日历: entered and changed by an administrator, imported from files, refused in plain words; and who follows it."""

from __future__ import annotations

import io
import json
from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from django.conf import settings

from daylight.base import lawpack
from daylight.base.chores import run_all
from daylight.base.journal.models import Entry
from daylight.base.orgs.models import Person, RoleGrant
from daylight.base.permit import permit
from daylight.base.workdays import queries
from daylight.base.workdays.acts import enter_year
from daylight.base.workdays.files import UnreadableFile, read_file
from daylight.base.workdays.models import YearNotice
from daylight.cases import clocks
from daylight.cases.chores import recount_clocks
from daylight.cases.counting import lines_of
from daylight.cases.models import Case, Clock
from daylight.core.deadlines import Period, compute
from daylight.core.moment import BEIJING
from daylight.core.yearnotice import NamedDay, read_notice, rows_of, text_of
from daylight.disclosure.chores import recount_tasks
from daylight.disclosure.models import Task
from daylight.disclosure.opening import ensure_task
from tests.cast import Cast
from tests.refusing import codes, fields, refused
from tests.story import Story, begin

# A made-up notice for tests: no notice of 2027 is public.
TEXT = """
# 演示用
2027-01-01至2027-01-03 休 元旦
2027-02-05 至 2027-02-11 休 春节
2027-01-30 班
2027年2月14日 调休上班 春节
"""
TITLE = "演示：2027年部分节假日安排的通知"


def days_of(text: str = TEXT, year: int = 2027) -> tuple[NamedDay, ...]:
    days, faults = read_notice(rows_of(text), year)
    assert not faults
    return days


@pytest.fixture
def admin(cast: Cast) -> Person:
    with permit("fixture"):
        person = Person(agency=cast.agency, username="calendar", name="演示历")
        person.set_unusable_password()
        person.save()
        RoleGrant.objects.create(person=person, role="system_admin")
    return person


def enter(admin: Person, now: datetime, text: str = TEXT, year: int = 2027, title: str = TITLE) -> YearNotice:
    return enter_year(year, days_of(text, year), title, actor=admin, now=now)


def due(start: date, period: str):
    return compute(start, Period.parse(period), lawpack.current().calendar())


def test_an_entered_year_counts_at_once(admin: Person, now: datetime) -> None:
    before, stamp = due(date(2027, 1, 28), "5wd"), lawpack.current().calendar_stamp()
    assert before.provisional and before.due == date(2027, 2, 4)
    enter(admin, now)
    after = due(date(2027, 1, 28), "5wd")
    # 01-30 is worked, so the fifth working day comes a day earlier.
    assert not after.provisional and after.due == date(2027, 2, 3)
    assert lawpack.current().calendar_stamp() != stamp
    # The law a case is pinned to is not the calendar.
    assert lawpack.current().digest == lawpack.load(Path(settings.LAWPACKS_DIR), settings.LAWPACKS).digest


def test_a_changed_year_replaces_the_whole_notice(admin: Person, now: datetime) -> None:
    enter(admin, now)
    enter(admin, now, "2027-01-01 休 元旦")
    assert due(date(2027, 1, 28), "5wd").due == date(2027, 2, 4)
    assert queries.history(2027)[0].days == [["2027-01-01", "休", "元旦"]]
    assert len(queries.history(2027)) == 2
    entry = Entry.objects.filter(kind="base.calendar.entered").latest("id")
    assert ["2027-02-05", "休", "春节"] in entry.data["before"] and entry.data["after"] == [
        ["2027-01-01", "休", "元旦"]
    ]


def test_a_year_of_the_lawpack_can_be_corrected(admin: Person, now: datetime) -> None:
    lines = [[d, k, n] for d, k, n in lawpack.current().notice_of(2026) if n != "国庆节"]
    days = tuple(NamedDay(date.fromisoformat(d), k == "休", n) for d, k, n in lines)
    assert lawpack.current().calendar().why_rest(date(2026, 10, 1)) == "国庆节"
    enter_year(2026, days, "演示：2026年调整通知", actor=admin, now=now)
    assert lawpack.current().calendar().is_workday(date(2026, 10, 1))
    assert lawpack.current().calendar().why_rest(date(2025, 10, 1)), "other years stay"


REFUSED = [
    ({"year": 2003}, {"calendar.year"}, {"year"}),
    ({"year": 2029}, {"calendar.year"}, {"year"}),
    ({"title": "  "}, {"field.required"}, {"title"}),
    ({"days": ()}, {"field.required"}, {"days"}),
    ({"link": "gov.cn"}, {"field.link"}, {"link"}),
]


@pytest.mark.parametrize(("change", "expected", "where"), REFUSED)
def test_what_cannot_be_entered(admin: Person, now: datetime, change: dict, expected: set, where: set) -> None:
    given = {"year": 2027, "days": days_of(), "title": TITLE, "link": "", **change}
    found = refused(enter_year, given["year"], given["days"], given["title"], given["link"], actor=admin, now=now)
    assert codes(found) == expected and fields(found) == where
    assert not YearNotice.objects.exists()


def test_the_same_again_is_no_entry(admin: Person, now: datetime) -> None:
    enter(admin, now)
    assert codes(refused(enter, admin, now)) == {"calendar.same"}


def test_two_notices_may_not_contradict_each_other(admin: Person, now: datetime) -> None:
    off = days_of("2026-12-26至2026-12-27 休 元旦\n2027-01-01 休 元旦")
    enter_year(2027, off, TITLE, actor=admin, now=now)
    with_work = (*days_of("2026-01-01 休 元旦", 2026), NamedDay(date(2026, 12, 26), False, ""))
    found = refused(enter_year, 2026, with_work, TITLE, actor=admin, now=now)
    assert codes(found) == {"calendar.clash"} and "2026-12-26" in found[0].message


def test_only_a_system_administrator_keeps_the_calendar(cast: Cast, now: datetime) -> None:
    for person in cast.everybody().values():
        if not person.grants.filter(role="system_admin").exists():
            assert codes(refused(enter, person, now)) == {"right.missing"}


FAULTY = [
    ("2027-13-01 休 元旦", "看不懂日期“2027-13-01”"),
    ("2027-02-30 休 春节", "看不懂日期“2027-02-30”"),
    ("明天 休 元旦", "看不懂日期“明天”"),
    ("2027-01-01 假日 元旦", "类型“假日”看不懂"),
    ("2027-01-01", "类型“空”看不懂"),
    ("2027-01-01 休", "请写节日名称"),
    ("2027-01-04 班 元旦", "2027-01-04 是星期一，本来就上班"),
    ("2028-05-01 休 劳动节", "不属于 2027 年"),
    ("2027-02-05至2027-12-11 休 春节", "超过一个月"),
    ("2027-02-11至2027-02-05 休 春节", "结束日期早于开始日期"),
]


@pytest.mark.parametrize(("line", "said"), FAULTY)
def test_a_faulty_row_is_named_and_the_others_are_kept(line: str, said: str) -> None:
    days, faults = read_notice(rows_of(f"2027-10-01 休 国庆节\n\n{line}"), 2027)
    assert [str(each.day) for each in days] == ["2027-10-01"]
    assert len(faults) == 1 and faults[0].number == 3 and said in str(faults[0]) and str(faults[0]).endswith("。")


def test_a_day_named_twice_is_a_fault() -> None:
    days, faults = read_notice(rows_of("2027-01-01 休 元旦\n2027-01-01 休 元旦"), 2027)
    assert len(days) == 1 and "已在前面列过" in faults[0].message


def test_what_is_shown_in_the_field_reads_back(db: None) -> None:
    for year in range(2004, 2027):
        shipped = [
            NamedDay(date.fromisoformat(day), kind == "休", name)
            for day, kind, name in lawpack.current().notice_of(year)
        ]
        # 2008 and its like work weekend days only; every shipped notice obeys the rules a person is held to.
        days, faults = read_notice(rows_of(text_of(shipped)), year)
        assert not faults and list(days) == sorted(shipped, key=lambda each: each.day), year


ROWS = [("2027-01-01", "休", "元旦"), ("2027/1/30", "班", ""), ("20271001", "休", "国庆节")]


def csv_of(encoding: str) -> bytes:
    return "\n".join(["日期,类型,名称", *(",".join(row) for row in ROWS)]).encode(encoding)


def xlsx_of() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["日期", "类型", "名称"])
    sheet.append([date(2027, 1, 1), "休", "元旦"])
    sheet.append([datetime(2027, 1, 30), "班", None])
    sheet.append([20271001, "休", "国庆节"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


JSON = json.dumps([{"日期": d, "类型": k, "名称": n} for d, k, n in ROWS]).encode()
OPEN_TABLE = json.dumps(
    {"year": 2027, "days": [{"name": n, "date": d, "isOffDay": k == "休"} for d, k, n in ROWS]}
).encode()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", csv_of("utf-8-sig")), ("a.csv", csv_of("gb18030")), ("a.xlsx", xlsx_of()), ("a.json", JSON),
        ("2027.json", OPEN_TABLE),
    ],
)  # fmt: skip
def test_files(name: str, content: bytes) -> None:
    days, faults = read_notice(read_file(name, content), 2027)
    assert not faults
    assert [(str(each.day), each.off) for each in days] == [
        ("2027-01-01", True), ("2027-01-30", False), ("2027-10-01", True),
    ]  # fmt: skip


def test_a_faulty_row_of_a_file_is_named_by_its_line() -> None:
    _, faults = read_notice(read_file("a.csv", csv_of("utf-8") + "\n2027-99-01,休,元旦\n2027-05-03,班,".encode()), 2027)
    assert [each.number for each in faults] == [5, 6]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b" ", "文件是空的"),
        ("a.doc", b"x", "不认识"),
        ("a.xlsx", b"x", "打不开"),
        ("a.json", b"{", "JSON 写法有误"),
        ("a.json", b"[1]", "一条一条"),
        ("a.csv", "甲,乙\n1,2".encode(), "栏名"),
        ("a.csv", b"x" * 1024 * 1025, "1 MB"),
    ],
)
def test_an_unreadable_file_says_why(name: str, content: bytes, said: str) -> None:
    with pytest.raises(UnreadableFile, match=said) as caught:
        read_file(name, content)
    assert str(caught.value).endswith("。")


@pytest.fixture
def case(cast: Cast, now: datetime) -> Case:
    return begin(cast, now).to("open").case


def started(case: Case, code: str, on: date) -> Clock:
    with permit("fixture"):
        return clocks.start(case, code, on)


def test_provisional_clocks_are_counted_again_and_stopped_ones_stay(case: Case, admin: Person, now: datetime) -> None:
    running, stopped = started(case, "D28", date(2027, 1, 28)), started(case, "D29", date(2027, 1, 28))
    untouched = started(case, "D06", date(2026, 11, 23))
    with permit("fixture"):
        clocks.stop(case, "D29", date(2027, 2, 1), "已颁发")
        clocks.suspend(case, "D28", date(2027, 2, 1), "鉴定")
    assert running.provisional and any(line.label == "暂定" for line in lines_of(running))
    while recount_clocks(now):
        pass
    assert not Entry.objects.filter(kind="cases.clock.recounted").exists(), "nothing moved before the year was entered"
    with permit("fixture"):
        clocks.resume(case, "D28", date(2027, 2, 3))
    running.refresh_from_db()
    before = running.due_on
    enter(admin, now)
    assert recount_clocks(now) >= 2 and recount_clocks(now) == 0
    for clock in (running, stopped, untouched):
        old = clock.due_on
        clock.refresh_from_db()
        assert (clock.due_on == old) is (clock != running)
    assert not running.provisional and not any(line.label == "暂定" for line in lines_of(running))
    assert stopped.provisional, "a stopped clock keeps what was known when it stopped"
    rule, calendar = lawpack.current().deadline("D28", running.started_on), lawpack.current().calendar()
    paused = (clocks.Pause(date(2027, 2, 1), date(2027, 2, 3), "鉴定"),)
    assert running.due_on == rule.due(running.started_on, calendar, pauses=paused).due_on != before
    entry = Entry.objects.get(kind="cases.clock.recounted")
    moved = {each["clock"]: each for each in entry.data["moved"]}
    assert moved["D28"]["from"] == str(before) and moved["D28"]["to"] == str(running.due_on)
    assert entry.case_uuid == case.uuid and entry.actor is None and str(before) in entry.data["reason"]


def test_the_dossier_follows(cast: Cast, admin: Person) -> None:
    story: Story = begin(cast, datetime(2026, 12, 3, 9, 0, tzinfo=BEIJING)).to("send")
    while story.case.clocks.get(code="D09", stopped_on=None).due_on.year < 2027:
        with permit("fixture"):
            story.now += timedelta(days=1)
            clocks.start(story.case, "D09", story.now.date())
    run_all(story.now)
    story.dossier.refresh_from_db()
    provisional = story.dossier.due_on
    assert provisional == story.case.clocks.get(code="D09", stopped_on=None).due_on
    enter(admin, story.now, "2027-01-01至2027-01-09 休 元旦")
    run_all(story.now)
    story.dossier.refresh_from_db()
    assert story.dossier.due_on > provisional
    assert Entry.objects.filter(kind="review.dossier.due_moved", case_uuid=story.case.uuid).count() >= 1


def test_the_publication_follows_and_a_finished_one_stays(cast: Cast, admin: Person) -> None:
    story: Story = begin(cast, datetime(2026, 12, 7, 9, 0, tzinfo=BEIJING)).to("issue")
    task = ensure_task(story.decision, story.now)
    before = task.due_on
    assert before.year == 2027 and recount_tasks(story.now) == 0
    enter(admin, story.now, "2027-01-01至2027-01-09 休 元旦")
    assert recount_tasks(story.now) == 1 and recount_tasks(story.now) == 0
    task.refresh_from_db()
    assert task.due_on > before
    entry = Entry.objects.get(kind="disclosure.task.due_moved")
    assert (entry.data["from"], entry.data["to"]) == (str(before), str(task.due_on))
    with permit("fixture"):
        Task.objects.filter(pk=task.pk).update(state="published")
    enter(admin, story.now, "2027-01-01至2027-01-19 休 元旦")
    assert recount_tasks(story.now) == 0
