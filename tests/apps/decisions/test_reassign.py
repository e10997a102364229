"""转办: another certified officer instead of a handler; two different people stay, and roles stay apart (G01, G04)."""

from __future__ import annotations

from datetime import datetime

import pytest

from daylight.base.journal.models import Entry
from daylight.base.orgs.models import Person, RoleGrant
from daylight.base.permit import permit
from daylight.cases import acts as cases
from daylight.cases.models import Case, Handler
from daylight.cases.queries import visible_cases
from daylight.decisions import acts
from daylight.review import independence
from tests.cast import Cast
from tests.refusing import codes, refused
from tests.story import Story, begin

WHY = "原承办人调离。"


def _officer(cast: Cast, username: str, name: str, certificate: str) -> Person:
    with permit("fixture"):
        person = Person.objects.create(
            agency=cast.agency, section=cast.section, username=username, name=name, certificate_number=certificate
        )
        RoleGrant.objects.create(person=person, role="officer")
    return person


@pytest.fixture
def third(cast: Cast) -> Person:
    return _officer(cast, "third", "演示子", "演示370687003")


@pytest.fixture
def story(cast: Cast, now: datetime) -> Story:
    return begin(cast, now).to("open")


def _swap(story: Story, leaving: Person, joining: Person, actor: Person, reason: str = WHY) -> object:
    return acts.reassign_case(Case.objects.get(), leaving, joining, reason, actor=actor, now=story.now)


def test_the_lead_goes_over_and_the_list_with_it(cast: Cast, story: Story, third: Person) -> None:
    _swap(story, cast.officer, third, cast.head)
    assert list(Handler.objects.order_by("-lead").values_list("person__name", "lead")) == [
        ("演示子", True), ("演示乙", False),
    ]  # fmt: skip
    assert list(visible_cases(third, "case.investigate")) == [story.case]
    assert not visible_cases(cast.officer, "case.investigate").exists()
    entry = Entry.objects.get(kind="decisions.case.reassigned")
    assert (entry.data["leaving"], entry.data["joining"], entry.data["reason"]) == ("演示甲", "演示子", WHY)
    assert independence.involvement(story.case, cast.officer) == "曾是本案承办人"


def test_who_may(cast: Cast, story: Story, third: Person) -> None:
    for who in ("officer", "partner", "reviewer", "publisher", "keeper", "window", "stranger"):
        found = refused(_swap, story, cast.officer, third, getattr(cast, who))
        assert codes(found) == {"right.missing"}, who
    _swap(story, cast.officer, third, cast.leader)


def test_who_may_not_take_it_over(cast: Cast, story: Story, third: Person) -> None:
    expired = _officer(cast, "late", "演示癸", "演示370687009")
    tried = {
        "nobody": (cast.head, cast.officer, {"handler.absent"}),
        "same": (cast.officer, cast.partner, {"G01"}),
        "no officer": (cast.officer, cast.reviewer, {"person.agency"}),
        "stranger": (cast.officer, cast.stranger, {"person.agency"}),
        "expired": (cast.officer, expired, {"G01"}),
    }
    for name, (leaving, joining, wanted) in tried.items():
        assert codes(refused(_swap, story, leaving, joining, cast.head)) == wanted, name
    assert codes(refused(_swap, story, cast.officer, third, cast.head, " ")) == {"field.required"}
    assert set(Handler.objects.values_list("person__name", flat=True)) == {"演示甲", "演示乙"}


def test_the_reviewer_of_the_case_cannot_take_it_over(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("pass")
    with permit("fixture"):
        RoleGrant.objects.create(person=cast.reviewer, role="officer")
        Person.objects.filter(pk=cast.reviewer.pk).update(certificate_number="演示370687003")
    joining = Person.objects.get(pk=cast.reviewer.pk)
    assert codes(refused(_swap, story, cast.officer, joining, cast.head)) == {"G04"}


def test_a_closed_case_stays_with_whom_it_was(cast: Cast, now: datetime, third: Person) -> None:
    story = begin(cast, now).to("close")
    assert codes(refused(_swap, story, cast.officer, third, cast.head)) == {"case.closed"}


def test_the_other_handler_leads(cast: Cast, story: Story, third: Person) -> None:
    case = Case.objects.get()
    lead = cases.change_lead
    assert codes(refused(lead, case, cast.officer, WHY, actor=cast.head, now=story.now)) == {"handler.lead"}
    assert codes(refused(lead, case, third, WHY, actor=cast.head, now=story.now)) == {"handler.absent"}
    assert codes(refused(lead, case, cast.partner, "", actor=cast.head, now=story.now)) == {"field.required"}
    assert codes(refused(lead, case, cast.partner, WHY, actor=cast.partner, now=story.now)) == {"right.missing"}
    lead(case, cast.partner, WHY, actor=cast.head, now=story.now)
    assert Handler.objects.get(lead=True).person == cast.partner
