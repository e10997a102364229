"""特征信息 of a party: what the case room registers is what the masking hides, and nobody else reads it."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from daylight.base.journal.models import Entry
from daylight.base.permit import permit
from daylight.cases.acts import amend_party_record, note_marks
from daylight.cases.marks import Marks, known_names, marks_of
from daylight.cases.models import Party
from daylight.cases.parties import begin_record
from daylight.core.masking import Facts, mask
from daylight.core.moment import local_date
from daylight.core.refusal import Refused
from daylight.disclosure import acts, record_building
from daylight.disclosure.later_known import numbers_to_mend, readable_still
from daylight.disclosure.models import Task
from tests.apps.disclosure.room import opened
from tests.cast import Cast

ACCOUNT, PLATE = "6222021606001234567", "鲁F8K321"


@pytest.fixture
def task(cast: Cast, now: datetime) -> Task:
    return opened(cast, now, "person")


@pytest.fixture
def party(task: Task) -> Party:
    return task.case.parties.get(role="party")


def noted(cast: Cast, party: Party, now: datetime, *said: list[str]) -> Party:
    return note_marks(party, *said, actor=cast.officer, now=now)


@pytest.mark.django_db
def test_what_is_registered_is_hidden_wherever_it_stands(cast: Cast, now: datetime, task: Task, party: Party) -> None:
    noted(cast, party, now, ["王大炮"], ["6222 0216 0600 1234 567"], ["鲁f·8k321"])
    assert marks_of(Party.objects.get(pk=party.pk)) == Marks(("王大炮",), (ACCOUNT,), (PLATE,))
    on = date(2026, 11, 27)
    facts = Facts.read(record_building.facts_of(task, on))
    said = f"村民都知道王大炮，驾驶鲁F·8K321运土，款项汇入{ACCOUNT[:4]} {ACCOUNT[4:]}。"
    shown = mask(said, facts, record_building.mask_rules(on)).text
    assert not [each for each in ("王大炮", "8K321", ACCOUNT[4:]) if each in shown], shown
    kept = Entry.objects.get(kind="cases.party.marked")
    assert not [each for each in ("王大炮", ACCOUNT, PLATE) if each in str(kept.data)]
    noted(cast, party, now, [], [], [])
    assert Party.objects.get(pk=party.pk).marks_sealed is None


@pytest.mark.django_db
def test_a_former_name_of_the_record_is_another_name(cast: Cast, now: datetime, party: Party) -> None:
    with permit("fixture"):
        party.record = begin_record(party, "", now)
        party.save(update_fields=["record"])
    amend_party_record(party.record, "演示改名", None, actor=cast.officer, now=now)
    fresh = Party.objects.get(pk=party.pk)
    with permit("fixture"):
        fresh.name = "演示改名"
        fresh.save(update_fields=["name"])
    assert known_names(fresh) == (party.name,)


REFUSED: list[tuple[list[list[str]], str]] = [
    ([["炮"], [], []], "party.alias"),
    ([[], ["1234"], []], "party.account"),
    ([[], [], ["8K321"]], "party.plate"),
    ([[], [], []], "party.same"),
]


@pytest.mark.django_db
def test_what_could_not_be_found_again_and_whoever_does_not_handle_the_case_are_refused(
    cast: Cast, now: datetime, party: Party
) -> None:
    for said, code in REFUSED:
        with pytest.raises(Refused) as refused:
            noted(cast, party, now, *said)
        assert [each.code for each in refused.value.refusals] == [code]
    for actor in (cast.reviewer, cast.leader, cast.publisher, cast.stranger):
        with pytest.raises(Refused):
            note_marks(party, ["王大炮"], [], [], actor=actor, now=now)


@pytest.mark.django_db
def test_what_is_learnt_after_publication_is_pointed_out_until_it_is_mended(
    cast: Cast, now: datetime, task: Task, party: Party
) -> None:
    copy = acts.prepare_copy(task, actor=cast.publisher, now=now)
    acts.publish(copy, copy.sha256, True, actor=cast.reviewer, now=now)
    on = local_date(now)
    assert numbers_to_mend(task.case, on) == []
    noted(cast, party, now, ["西坡村集体"], [], [])
    assert numbers_to_mend(task.case, on) == [task.number]
    fresh = Task.objects.get(pk=task.pk)
    assert readable_still(fresh, on) == ["违法事实"]
    mended = acts.correct(fresh, "masking_incomplete", "补充遮盖", {}, actor=cast.publisher, now=now)
    acts.publish_correction(mended, mended.sha256, True, actor=cast.reviewer, now=now)
    assert readable_still(Task.objects.get(pk=task.pk), on) == []
