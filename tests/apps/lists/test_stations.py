"""起草 → 科室核 → 法制审 → 司法局审 → 发布: a different person at each, back with a reason, on the desk of whoever's turn it is."""

from __future__ import annotations

from datetime import datetime

import pytest

from daylight.base.journal.models import Entry
from daylight.base.orgs.models import Person
from daylight.base.permit import permit
from daylight.core.listvalues import Row
from daylight.lists import queries
from daylight.lists.acts import (
    approve_list,
    check_list,
    confirm_list,
    edit_list_row,
    publish_list,
    return_list,
    submit_list,
    withdraw_list,
)
from daylight.lists.models import ListVersion
from daylight.lists.stations import turn_of, waiting_for
from tests.apps.lists.room import FULL, drafted
from tests.cast import Cast
from tests.overseeing import supervisor_for
from tests.refusing import codes, refused

BODY = {
    "subject": "海阳市自然资源和规划局", "nature": "行政机关", "funding": "财政拨款", "subject_type": "法定行政机关", "duty": "自然资源执法",
    "legal_representative": "演示局长", "address": "演示路1号", "complaint_phone": "0535-0000000",
}  # fmt: skip


def subjects(cast: Cast, now: datetime) -> ListVersion:
    return drafted(cast, now, Row("ZT-01", BODY), kind="subjects")


def desks(cast: Cast, *more: Person) -> set[str]:
    """Who has something waiting."""
    people = [*cast.everybody().values(), *more]
    return {each.username for each in people if waiting_for(each).exists()}


def test_each_station_has_its_desk_and_its_person(cast: Cast, now: datetime) -> None:
    judge = supervisor_for(cast)
    version = subjects(cast, now)
    assert desks(cast, judge) == {"head"} and turn_of(version) == "科室核对"
    version = check_list(version, actor=cast.head, now=now, seen_digest=version.digest)
    assert desks(cast, judge) == {"reviewer", "leader"} and turn_of(version) == "法制审核"
    assert not queries.visible(judge).exists()
    version = approve_list(version, actor=cast.reviewer, now=now)
    assert desks(cast, judge) == {"supervisor"} and turn_of(version) == "司法局审核"
    assert list(queries.visible(judge)) == [version]
    assert codes(refused(publish_list, version, now.date(), actor=cast.publisher, now=now)) == {"list.state"}
    version = confirm_list(version, actor=judge, now=now)
    assert desks(cast, judge) == {"publisher", "keeper"} and turn_of(version) == "发布清单"
    version = publish_list(version, now.date(), actor=cast.publisher, now=now)
    assert desks(cast, judge) == set() and turn_of(version) == ""
    kinds = list(Entry.objects.filter(subject=f"list:{version.uuid}").order_by("id").values_list("kind", flat=True))
    stations = ["drafted", "checked", "approved", "confirmed", "published"]
    assert kinds == [f"lists.version.{each}" for each in stations]


def test_only_the_list_of_bodies_goes_to_the_supervising_office(cast: Cast, now: datetime) -> None:
    supervisor_for(cast)
    items = check_list(drafted(cast, now), actor=cast.head, now=now)
    assert approve_list(items, actor=cast.leader, now=now).state == "approved"


def test_without_an_office_in_the_system_its_answer_comes_on_paper(cast: Cast, now: datetime) -> None:
    version = check_list(subjects(cast, now), actor=cast.head, now=now)
    assert approve_list(version, actor=cast.leader, now=now).state == "approved"


@pytest.mark.parametrize("station", ["draft", "checked", "reviewed"])
def test_every_station_may_send_it_back_and_all_checks_are_void(cast: Cast, now: datetime, station: str) -> None:
    judge = supervisor_for(cast)
    version, by = subjects(cast, now), {"draft": cast.head, "checked": cast.reviewer, "reviewed": judge}[station]
    if station != "draft":
        version = check_list(version, actor=cast.head, now=now)
    if station == "reviewed":
        version = approve_list(version, actor=cast.leader, now=now)
    assert codes(refused(return_list, version, " ", actor=by, now=now)) == {"list.reason"}
    assert codes(refused(return_list, version, "理由", actor=cast.officer, now=now)) == {"right.missing"}
    version = return_list(version, "地址不对", actor=by, now=now)
    assert (version.state, version.checked_by, version.approved_by) == ("draft", None, None)
    assert desks(cast, judge) == {"keeper"} and turn_of(version) == "修改退回的清单"
    assert codes(refused(check_list, version, actor=cast.head, now=now)) == {"list.returned"}
    assert codes(refused(return_list, version, "再退", actor=cast.head, now=now)) == {"list.state"}
    edit_list_row(version, "ZT-01", {**BODY, "address": "演示路2号"}, actor=cast.keeper, now=now)
    version = submit_list(version, actor=cast.keeper, now=now)
    assert codes(refused(submit_list, version, actor=cast.keeper, now=now)) == {"list.state"}
    assert desks(cast, judge) == {"head"}
    assert Entry.objects.get(kind="lists.version.returned").data["was"] == station


def test_nobody_passes_the_same_version_twice(cast: Cast, now: datetime) -> None:
    with permit("fixture"):
        cast.head.grants.create(role="reviewer")
        cast.keeper.grants.create(role="section_head")
    version = drafted(cast, now)
    assert codes(refused(check_list, version, actor=cast.keeper, now=now)) == {"list.four_eyes"}
    assert not waiting_for(cast.keeper).exists()
    version = check_list(version, actor=cast.head, now=now)
    assert codes(refused(approve_list, version, actor=cast.head, now=now)) == {"list.four_eyes"}
    assert not waiting_for(cast.head).exists() and waiting_for(cast.leader).exists()


def test_what_was_checked_stands_still(cast: Cast, now: datetime) -> None:
    version = check_list(drafted(cast, now), actor=cast.head, now=now)
    assert codes(refused(edit_list_row, version, "CF-T04", FULL, actor=cast.keeper, now=now)) == {"list.state"}
    assert codes(refused(check_list, version, actor=cast.head, now=now)) == {"list.state"}
    assert codes(refused(approve_list, drafted(cast, now), actor=cast.leader, now=now)) == {"list.state"}
    assert withdraw_list(version, "不办了", actor=cast.keeper, now=now).state == "withdrawn"
    assert desks(cast) == {"head"}  # the other draft


def test_the_office_of_another_government_sees_nothing(cast: Cast, now: datetime) -> None:
    judge = supervisor_for(cast)
    with permit("fixture"):
        type(judge.agency).objects.filter(pk=judge.agency_id).update(government="演示县人民政府")
    judge.refresh_from_db()
    version = check_list(subjects(cast, now), actor=cast.head, now=now)
    version = approve_list(version, actor=cast.leader, now=now)
    assert version.state == "approved"
    assert not queries.visible(judge).exists() and not waiting_for(judge).exists()
    assert codes(refused(confirm_list, version, actor=judge, now=now)) == {"right.missing"}
