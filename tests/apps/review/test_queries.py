"""The desk, one dossier, the difference between rounds; strangers get nothing."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from daylight.review import acts, queries
from tests.apps.review.room import POINT, case_in_review, send
from tests.cast import Cast

TODAY = date(2026, 11, 25)


def test_the_desk_has_four_piles(cast: Cast, now: datetime) -> None:
    dossier = send(case_in_review(cast, now), cast.officer, now)
    row = queries.desk(cast.reviewer, TODAY)["waiting"][0]
    assert (row.dossier, row.workdays_left, row.unanswered, row.mine) == (dossier, 3, 11, False)
    acts.assign_reviewer(dossier, cast.reviewer, actor=cast.reviewer, now=now)
    acts.record_finding(dossier, "facts", "fails", "面积不符", actor=cast.reviewer, now=now)
    row = queries.desk(cast.reviewer, TODAY)["reviewing"][0]
    assert (row.unanswered, row.mine) == (10, True)
    acts.return_dossier(dossier, "纠正", actor=cast.reviewer, now=now)
    piles = queries.desk(cast.reviewer, TODAY)
    assert {name: len(rows) for name, rows in piles.items()} == {
        "waiting": 0,
        "reviewing": 0,
        "returned": 1,
        "concluded": 0,
    }


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("reviewer", True),
        ("leader", True),
        ("officer", True),
        ("partner", True),
        ("head", True),
        ("publisher", True),
        ("keeper", False),
        ("window", False),
        ("stranger", False),
    ],
)
def test_who_may_open_a_dossier(cast: Cast, now: datetime, who: str, sees: bool) -> None:
    dossier = send(case_in_review(cast, now), cast.officer, now)
    assert (queries.dossier_for(getattr(cast, who), dossier.uuid) == dossier) is sees
    assert queries.dossier_for(cast.reviewer, "00000000-0000-4000-8000-000000000000") is None


@pytest.mark.parametrize("who", ["officer", "keeper", "window", "stranger"])
def test_who_has_no_desk_sees_no_dossier(cast: Cast, now: datetime, who: str) -> None:
    send(case_in_review(cast, now), cast.officer, now)
    assert not any(queries.desk(getattr(cast, who), TODAY).values())


def test_rounds_are_compared_field_by_field(cast: Cast, now: datetime) -> None:
    case = case_in_review(cast, now)
    first = send(case, cast.officer, now)
    acts.assign_reviewer(first, cast.reviewer, actor=cast.reviewer, now=now)
    acts.record_finding(first, "discretion", "fails", "数额偏高", actor=cast.reviewer, now=now)
    acts.return_dossier(first, "纠正", actor=cast.reviewer, now=now)
    second = send(case, cast.officer, now, "已调低", fine_yuan="64000.00")
    assert queries.changed_fields(first) == []
    (change,) = queries.changed_fields(second)
    assert (change.name, change.before, change.after) == ("罚款数额", "96000.00", "64000.00")
    judged = {each.code: each for each in queries.elements_with_findings(second)}
    assert judged["discretion"].finding is None
    assert judged["discretion"].previous.note == "数额偏高"
    assert judged["qualification"].gathered[0]["text"] == "承办人：演示甲"


def test_the_machines_finding_is_closed_until_the_person_commits_himself_and_then_kept(
    cast: Cast, now: datetime
) -> None:
    dossier = send(case_in_review(cast, now), cast.officer, now)
    acts.assign_reviewer(dossier, cast.reviewer, actor=cast.reviewer, now=now)
    assert "machine" not in dossier.content
    before = {each.code: each for each in queries.elements_with_findings(dossier)}
    assert not any(each.machine or each.machine_verdict for each in before.values())
    finding = acts.record_finding(dossier, "facts", "conforms", "", POINT, actor=cast.reviewer, now=now)
    after = {each.code: each for each in queries.elements_with_findings(dossier)}
    assert (after["facts"].machine_verdict, after["facts"].differs) == ("mend", True)
    assert after["facts"].machine[0]["finding"] == "没有找到登记的面积"
    assert after["qualification"].machine_verdict == ""
    # What he saw is kept with his verdict.
    assert finding.machine == dossier.machine["facts"]


def test_the_counter_says_what_is_left(cast: Cast, now: datetime) -> None:
    dossier = send(case_in_review(cast, now), cast.officer, now)
    acts.assign_reviewer(dossier, cast.reviewer, actor=cast.reviewer, now=now)
    acts.record_finding(dossier, "facts", "conforms", "", POINT, actor=cast.reviewer, now=now)
    acts.record_finding(dossier, "crime", "not_applicable", "未达移送标准", actor=cast.reviewer, now=now)
    assert queries.counts(dossier) == {"unanswered": 9, "conforms": 1, "fails": 0, "mend": 0, "not_applicable": 1}
