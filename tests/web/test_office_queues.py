"""我的待办 for every role: what stands in it, in which order, in pages; and whose list a substitute sees besides."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from daylight.base.orgs.models import Person, RoleGrant
from daylight.base.permit import permit
from daylight.cases.acts import name_substitute
from daylight.cases.models import Case, Handler
from daylight.cases.turns import PARTY
from daylight.core.moment import local_date
from daylight.disclosure import chores
from daylight.web.office.tasks import queue_for, waiting_count
from tests.web.office_case import Office, office

__all__ = ["office"]

# After this step of the story → who has it on his list, and in which words.
WAITS = {
    "register": {"officer": "报请立案", "partner": "报请立案"},
    "request": {"head": "批准立案"},
    "open": {"officer": "调查终结", "partner": "调查终结"},
    "conclude": {"head": "案件审理"},
    "hear": {"officer": "送达处罚告知", "partner": "送达处罚告知"},
    "notice": {"officer": "拟定处罚决定", "partner": "拟定处罚决定"},
    "draft": {"officer": "送法制审核", "partner": "送法制审核"},
    "send": {"reviewer": "审核"},
    "pass": {"leader": "批准决定"},
    "approve": {"leader": "签发决定书"},
    "issue": {"officer": "送达决定书", "partner": "送达决定书", "publisher": "制作公示版"},
    "serve": {"window": "登记缴款", "publisher": "制作公示版"},
    "pay": {"head": "批准结案", "publisher": "制作公示版"},
    "close": {"head": "归档", "publisher": "制作公示版"},
    "archive": {"publisher": "制作公示版"},
}


def _shown(office: Office, who: Person) -> str:
    answer = office.as_(who).get("/office/")
    assert answer.status_code == 200
    found = re.search(r"<tbody>(.*)</tbody>", answer.content.decode(), re.S)
    return found[1] if found else ""


def test_at_each_step_it_stands_with_those_whose_turn_it_is(office: Office) -> None:
    for step, expected in WAITS.items():
        office.to(step)
        chores.open_tasks(office.story.now)
        today = local_date(office.story.now)
        # Certificates, names and lists due for review are not about the case's step.
        for who, person in office.cast.everybody().items():
            rows = [
                each
                for each in queue_for(person, today).rows
                if not any(word in each.what for word in ("证", "当事人", "复核清单"))
            ]
            words = [each.what for each in rows]
            assert expected[who] in words[0] if who in expected else not words, (step, who, words)
            assert len(words) <= 1, (step, who, words)
            assert waiting_count(person, today) >= len(words)
            if words:
                shown = _shown(office, person)
                assert rows[0].href in shown, (step, who)
                assert not _dead(office, person, shown), (step, who)


def _dead(office: Office, who: Person, shown: str) -> list[str]:
    """The links of what is shown that lead nowhere for ``who``."""
    client = office.as_(who)
    return [each for each in set(re.findall(r'href="(/office/[^"#?]*)', shown)) if client.get(each).status_code != 200]


def test_the_window_is_led_to_the_payments_and_not_into_the_case(office: Office) -> None:
    office.to("serve")
    with permit("fixture"):
        Case.objects.filter(pk=office.case.pk).update(turn="payment.register")
    shown = _shown(office, office.cast.window)
    assert "/office/payments/" in shown and "/office/cases/" not in shown
    assert not _dead(office, office.cast.window, shown)


def test_a_case_page_offers_no_link_its_reader_may_not_follow(office: Office) -> None:
    for step in ("register", "request", "conclude", "send", "pass"):
        office.to(step)
        for who in ("officer", "head", "reviewer", "leader", "publisher"):
            person = getattr(office.cast, who)
            for address in (office.home, f"{office.home}file/"):
                answer = office.as_(person).get(address)
                if answer.status_code == 200:
                    found = re.search(r"<main.*</main>", answer.content.decode(), re.S)
                    assert found and not _dead(office, person, found[0]), (step, who, address)


def _copies(office: Office, count: int) -> list[Case]:
    """Cases beside the one of the story, each due a day later than the one before, the last first."""
    today = local_date(office.story.now)
    with permit("fixture"):
        made = []
        for number in reversed(range(count)):
            case = Case.objects.get(pk=office.story.case.pk)
            handlers = list(case.handlers.all())
            case.pk, case._state.adding = None, True
            case.uuid, case.number, case.title = Case._meta.get_field("uuid").default(), "", f"第{number:03d}案"
            case.due_on = case.limit_on = today + timedelta(days=number - 5)
            case.save(force_insert=True)
            Handler.objects.bulk_create(
                Handler(case=case, person=each.person, lead=each.lead, turn=case.turn, due_on=case.due_on)
                for each in handlers
            )
            made.append(case)
    return made


def test_the_nearest_limit_stands_first_on_every_page(office: Office) -> None:
    office.to("register")
    _copies(office, 48)
    today = local_date(office.story.now)
    seen: list[str] = []
    for number in (1, 2, 3):
        queue = queue_for(office.cast.officer, today, number)
        assert (queue.total, queue.pages, queue.late, queue.more) == (49, 3, 5, False)
        seen += [each.title for each in queue.rows]
    assert len(seen) == len(set(seen)) == 49
    others = [each for each in seen if each.startswith("第")]
    assert others == sorted(others)
    page = office.as_(office.cast.officer).get("/office/?page=2").content.decode()
    assert "共 49 条" in page and "第020案" in page and "第000案" not in page and "有 5 项已超期限" in page
    assert "第 3 页" in page
    assert office.as_(office.cast.officer).get("/office/?page=99").status_code == 200
    for strange in ("0", "-1", "x", "9" * 30, "²"):
        assert office.as_(office.cast.officer).get("/office/", {"page": strange}).status_code == 200


def test_beyond_the_cap_it_says_so_instead_of_counting(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.to("register")
    _copies(office, 45)
    monkeypatch.setattr("daylight.web.office.tasks.CAP", 40)
    queue = queue_for(office.cast.officer, local_date(office.story.now))
    assert (queue.total, queue.more, queue.pages, len(queue.rows)) == (40, True, 2, 20)
    assert waiting_count(office.cast.officer, local_date(office.story.now), 40) == 41


def test_the_window_learns_of_the_payment_and_not_of_the_case(office: Office) -> None:
    office.to("serve")
    rows = _shown(office, office.cast.window)
    assert "处罚决定 " in rows and "/office/payments/" in rows and office.home not in rows
    assert f"/office/cases/{office.case.uuid}" not in rows


def test_what_the_party_let_pass_comes_back_to_the_handlers(office: Office) -> None:
    office.to("serve")
    case = office.case
    assert case.turn == PARTY
    for day, waits in ((case.due_on, False), (case.due_on + timedelta(days=1), True)):
        words = [each.what for each in queue_for(office.cast.officer, day).rows if each.title == case.title]
        assert bool(words) is waits
        assert all("缴纳罚款期已过" in each for each in words)


def test_a_substitute_sees_the_list_on_its_days_and_gets_no_right(office: Office) -> None:
    office.to("open")
    cast, now = office.cast, office.story.now
    today = local_date(now)
    with permit("fixture"):
        third = Person.objects.create(agency=cast.agency, section=cast.section, username="third", name="演示子")
        RoleGrant.objects.create(person=third, role="officer")
        away = Person.objects.create(agency=cast.agency, section=cast.legal, username="away", name="演示丑")
        RoleGrant.objects.create(person=away, role="officer")
    name_substitute(cast.officer, third, today, today + timedelta(2), "公务外出", actor=cast.officer, now=now)
    rows = queue_for(third, today).rows
    assert [(each.instead_of, bool(each.hold)) for each in rows] == [("演示甲", True)]
    page = office.as_(third).get("/office/").content.decode()
    assert "代 演示甲" in page and "须由科室负责人转办后办理" in page
    assert queue_for(third, today + timedelta(3)).rows == ()
    # He may read the case of his section, but makes no move in it.
    assert office.as_(third).get(office.home).status_code == 200
    assert office.as_(third).get(office.deed("conclude_investigation")).status_code == 404
    # Whoever may not read the case does not see it as a substitute either.
    name_substitute(cast.partner, away, today, today, "公务外出", actor=cast.partner, now=now)
    assert queue_for(away, today).rows == ()


def test_who_handles_the_case_himself_sees_it_once(office: Office) -> None:
    office.to("open")
    cast, now = office.cast, office.story.now
    today = local_date(now)
    name_substitute(cast.officer, cast.partner, today, today, "公务外出", actor=cast.head, now=now)
    assert [each.instead_of for each in queue_for(cast.partner, today).rows] == [""]
