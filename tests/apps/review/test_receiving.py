"""A dossier is frozen on arrival; a pass binds to one draft and to nothing else."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from daylight.base.journal.models import Entry
from daylight.base.permit import NoPermit, permit
from daylight.core.refusal import Refused
from daylight.review import queries
from daylight.review.models import Dossier
from daylight.review.receiving import content_sha256, receive_dossier, void_pass
from tests.apps.review.room import DRAFT, OTHER_DRAFT, case_in_review, content, send
from tests.cast import Cast


def passed(dossier: Dossier, now: datetime) -> Dossier:
    with permit("fixture"):
        dossier.state, dossier.decided_at = "passed", now
        dossier.save()
    return dossier


def test_a_dossier_is_frozen_with_its_hash_and_its_questions(cast: Cast, now: datetime) -> None:
    case = case_in_review(cast, now)
    dossier = send(case, cast.officer, now)
    assert (dossier.round, dossier.state, dossier.sha256) == (1, "waiting", content_sha256(dossier.content))
    # The machine's opinion is kept apart; the hash of what is read fixes it all the same.
    assert {**dossier.content, "machine": dossier.machine} == {
        **content(),
        "machine_sha256": content_sha256(dossier.machine),
    }
    assert len(dossier.elements) == 11
    entry = Entry.objects.get(kind="review.dossier.received")
    assert entry.data["sha256"] == dossier.sha256
    assert entry.data["draft_sha256"] == DRAFT


def test_receiving_demands_an_open_act(cast: Cast, now: datetime) -> None:
    case = case_in_review(cast, now)
    with pytest.raises(NoPermit):
        receive_dossier(case, content(), DRAFT, [], cast.officer, date(2026, 11, 30), now)


def test_a_digest_of_another_draft_is_a_fault(cast: Cast, now: datetime) -> None:
    case = case_in_review(cast, now)
    with permit("fixture"), pytest.raises(ValueError, match="frozen draft"):
        receive_dossier(case, content(), OTHER_DRAFT, [], cast.officer, date(2026, 11, 30), now)


@pytest.mark.parametrize("state", ["waiting", "reviewing"])
def test_an_open_round_stops_the_next(cast: Cast, now: datetime, state: str) -> None:
    case = case_in_review(cast, now)
    first = send(case, cast.officer, now)
    with permit("fixture"):
        Dossier.objects.filter(pk=first.pk).update(state=state)
    with pytest.raises(Refused, match="还没有审结"):
        send(case, cast.officer, now)


def test_after_a_return_the_answer_is_asked_for(cast: Cast, now: datetime) -> None:
    case = case_in_review(cast, now)
    first = send(case, cast.officer, now)
    with permit("fixture"):
        Dossier.objects.filter(pk=first.pk).update(state="returned")
    with pytest.raises(Refused) as refused:
        send(case, cast.officer, now, response="  ")
    assert refused.value.refusals[0].field == "response"
    second = send(case, cast.officer, now, response="已补充勘测图。")
    assert (second.round, second.response) == (2, "已补充勘测图。")


def test_a_pass_counts_for_its_own_draft_only(cast: Cast, now: datetime) -> None:
    case = case_in_review(cast, now)
    dossier = passed(send(case, cast.officer, now), now)
    assert queries.valid_pass(case, DRAFT) == dossier
    assert queries.valid_pass(case, OTHER_DRAFT) is None
    assert queries.valid_pass(case, "") is None


@pytest.mark.parametrize("state", ["waiting", "reviewing", "returned", "void"])
def test_no_other_state_is_a_pass(cast: Cast, now: datetime, state: str) -> None:
    case = case_in_review(cast, now)
    dossier = send(case, cast.officer, now)
    with permit("fixture"):
        Dossier.objects.filter(pk=dossier.pk).update(state=state)
    assert queries.valid_pass(case, DRAFT) is None


def test_a_pass_over_altered_content_does_not_count(cast: Cast, now: datetime) -> None:
    case = case_in_review(cast, now)
    dossier = passed(send(case, cast.officer, now), now)
    with permit("fixture"):
        Dossier.objects.filter(pk=dossier.pk).update(content=content(fine_yuan="1.00"))
    assert queries.valid_pass(case, DRAFT) is None


def test_a_changed_draft_voids_the_pass(cast: Cast, now: datetime) -> None:
    case = case_in_review(cast, now)
    dossier = passed(send(case, cast.officer, now), now)
    with permit("fixture"):
        assert void_pass(case, DRAFT, now) == []
        assert void_pass(case, OTHER_DRAFT, now) == [dossier]
        assert void_pass(case, OTHER_DRAFT, now) == []
    dossier.refresh_from_db()
    assert dossier.state == "void"
    entry = Entry.objects.get(kind="review.dossier.voided")
    assert entry.data["new_draft_sha256"] == OTHER_DRAFT
    # Typing the old words again does not bring the opinion back: it was void when they were gone.
    assert queries.valid_pass(case, DRAFT) is None


def test_a_stale_pass_in_an_earlier_round_does_not_count(cast: Cast, now: datetime) -> None:
    case = case_in_review(cast, now)
    passed(send(case, cast.officer, now), now)
    send(case, cast.officer, now, fine_yuan="64000.00")
    assert queries.valid_pass(case, DRAFT) is None
