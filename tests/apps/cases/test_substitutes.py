"""代理: who may name whom for which days, what the substitute sees, and that it lends no right."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from daylight.base.journal.models import Entry
from daylight.base.orgs.models import Person, RoleGrant
from daylight.base.permit import permit
from daylight.cases import acts, queues
from daylight.cases.models import Substitution
from daylight.core.moment import local_date
from tests.cast import Cast
from tests.refusing import codes, fields, refused


@pytest.fixture
def colleague(cast: Cast) -> Person:
    with permit("fixture"):
        person = Person.objects.create(
            agency=cast.agency, section=cast.section, username="third", name="演示子",
            certificate_number="演示370687003",
        )  # fmt: skip
        RoleGrant.objects.create(person=person, role="officer")
    return person


def _name(cast: Cast, now: datetime, **changes: object) -> Substitution:
    today = local_date(now)
    said = {"person": cast.officer, "substitute": cast.partner, "from_on": today, "until_on": today + timedelta(4),
            "reason": "公务外出", "actor": cast.officer, "now": now} | changes  # fmt: skip
    return acts.name_substitute(**said)  # type: ignore[arg-type]


def test_it_holds_on_its_days_and_ends_early(cast: Cast, now: datetime) -> None:
    row = _name(cast, now)
    first = row.from_on
    days = {offset: bool(queues.stands_in_for(cast.partner, first + timedelta(offset))) for offset in (-1, 0, 4, 5)}
    assert days == {-1: False, 0: True, 4: True, 5: False}
    acts.end_substitution(row, actor=cast.officer, now=now)
    assert queues.stands_in_for(cast.partner, first) == []
    assert codes(refused(acts.end_substitution, row, actor=cast.officer, now=now)) == {"substitution.over"}
    assert list(Entry.objects.order_by("id").values_list("kind", flat=True)) == [
        "cases.substitute.named", "cases.substitute.ended",
    ]  # fmt: skip


def test_the_head_names_one_for_who_is_absent_and_nobody_else_may(cast: Cast, now: datetime) -> None:
    for who in ("partner", "reviewer", "publisher", "keeper", "window", "stranger"):
        found = refused(_name, cast, now, actor=getattr(cast, who))
        assert codes(found) == {"right.missing"}, who
    row = _name(cast, now, actor=cast.head)
    assert row.named_by == cast.head
    for who in ("partner", "stranger"):
        assert codes(refused(acts.end_substitution, row, actor=getattr(cast, who), now=now)) == {"right.missing"}
    acts.end_substitution(row, actor=cast.leader, now=now)


def test_what_is_refused(cast: Cast, now: datetime, colleague: Person) -> None:
    today = local_date(now)
    tried: list[tuple[dict[str, object], set[str]]] = [
        ({"substitute": cast.officer}, {"substitute.self"}),
        ({"substitute": cast.stranger}, {"person.agency"}),
        ({"substitute": cast.window}, {"substitute.role"}),
        ({"from_on": today - timedelta(1)}, {"field.past"}),
        ({"until_on": today - timedelta(1)}, {"field.order"}),
        ({"reason": " "}, {"field.required"}),
    ]
    for changes, wanted in tried:
        found = refused(_name, cast, now, **changes)
        assert codes(found) == wanted and fields(found), changes
    _name(cast, now)
    assert codes(refused(_name, cast, now, substitute=colleague)) == {"substitution.twice"}
    again = {"person": colleague, "substitute": cast.officer, "actor": colleague}
    assert codes(refused(_name, cast, now, **again)) == {"substitute.away"}
    later = {"from_on": today + timedelta(5), "until_on": date(2026, 12, 31)}
    assert _name(cast, now, substitute=colleague, **later).substitute == colleague
