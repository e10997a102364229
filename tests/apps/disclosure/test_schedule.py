"""定时公示, 公示凭证, 推送目标: what was passed goes out at its time as it was seen, or comes back with the reason."""

from __future__ import annotations

from datetime import datetime, timedelta

import pypdfium2
import pytest

from daylight.base.outbox.delivering import deliver_all
from daylight.base.permit import permit
from daylight.core.refusal import Refused
from daylight.disclosure import acts
from daylight.disclosure.chores import publish_on_time
from daylight.disclosure.models import Copy, Task
from daylight.disclosure.proof import proof_pdf
from daylight.disclosure.targets import targets_of
from daylight.portal import chores as portal
from tests.apps.channels.place import channel, running
from tests.apps.disclosure.room import opened
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def copy(cast: Cast, now: datetime) -> Copy:
    return acts.prepare_copy(opened(cast, now), actor=cast.publisher, now=now)


def schedule(copy: Copy, cast: Cast, at: datetime, now: datetime) -> Copy:
    return acts.schedule(copy, at, copy.sha256, True, actor=cast.reviewer, now=now)


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [each.code for each in refused.value.refusals]


def test_it_goes_out_at_its_time_and_not_before(cast: Cast, now: datetime, copy: Copy) -> None:
    at = now + timedelta(hours=20)
    schedule(copy, cast, at, now)
    assert publish_on_time(at - timedelta(seconds=1)) == 0
    with pytest.raises(Refused) as refused:
        acts.mark_span(copy, "facts", 0, 2, "party_name", "试", copy.edition, actor=cast.publisher, now=now)
    assert codes(refused) == ["disclosure.scheduled"]
    assert publish_on_time(at) == 1
    done = Copy.objects.get(pk=copy.pk)
    assert (done.confirmed_by, done.confirmed_at, done.task.state) == (cast.reviewer, at, "published")
    assert publish_on_time(at) == 0


def test_when_something_changed_it_comes_back_with_the_reason(cast: Cast, now: datetime, copy: Copy) -> None:
    at = now + timedelta(hours=1)
    schedule(copy, cast, at, now)
    with permit("fixture"):
        copy.task.case.item_name = "另一事由"
        copy.task.case.save(update_fields=["item_name"])
    assert publish_on_time(at) == 0
    back = Copy.objects.get(pk=copy.pk)
    assert (back.publish_at, back.confirmed_at, back.task.state) == (None, None, "to_confirm")
    assert "案件登记有变动" in back.schedule_fault


def test_who_set_it_must_still_be_there(cast: Cast, now: datetime, copy: Copy) -> None:
    schedule(copy, cast, now + timedelta(hours=1), now)
    with permit("fixture"):
        cast.reviewer.is_active = False
        cast.reviewer.save(update_fields=["is_active"])
    assert publish_on_time(now + timedelta(hours=2)) == 0
    assert "不在岗" in Copy.objects.get(pk=copy.pk).schedule_fault


def test_times_people_and_states_that_are_refused(cast: Cast, now: datetime, copy: Copy) -> None:
    for at in (now, now + timedelta(days=60)):
        with pytest.raises(Refused) as refused:
            schedule(copy, cast, at, now)
        assert codes(refused) == ["disclosure.time"]
    with pytest.raises(Refused) as refused:
        acts.schedule(copy, now + timedelta(hours=1), "0" * 64, True, actor=cast.reviewer, now=now)
    assert codes(refused) == ["G19"]
    with pytest.raises(Refused) as refused:
        acts.schedule(copy, now + timedelta(hours=1), copy.sha256, True, actor=cast.publisher, now=now)
    assert codes(refused) == ["G19"]
    with pytest.raises(Refused) as refused:
        acts.unschedule(copy, actor=cast.reviewer, now=now)
    assert codes(refused) == ["disclosure.schedule"]
    made = schedule(copy, cast, now + timedelta(hours=1), now)
    assert acts.unschedule(made, actor=cast.reviewer, now=now).publish_at is None
    made = schedule(copy, cast, now + timedelta(hours=1), now)
    assert acts.return_copy(made, "请补充", actor=cast.reviewer, now=now).publish_at is None


def said(body: bytes) -> str:
    return "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(body))


def test_the_proof_says_when_what_and_who_has_it(cast: Cast, now: datetime, copy: Copy) -> None:
    with pytest.raises(Refused) as refused:
        proof_pdf(copy.task, now)
    assert codes(refused) == ["disclosure.proof"]
    with running("municipal_portal") as there:
        channel(cast, now, "municipal_portal", there.address)
        acts.publish(copy, copy.sha256, True, actor=cast.reviewer, now=now)
        while portal.deliver_feed(now) or portal.render_pages(now):
            pass
        deliver_all(now)
    task = Task.objects.get(pk=copy.task_id)
    target = targets_of([task])[task.pk][0]
    assert (target.state, bool(target.reference)) == ("delivered", True)
    text = "".join(said(proof_pdf(task, now)).split())
    sha = Copy.objects.get(pk=copy.pk).sha256
    for wanted in (task.number, task.code, str(task.uuid), sha[:8], target.reference, "公示中"):
        assert wanted in text, wanted
    assert copy.source["party"]["name"] not in text
