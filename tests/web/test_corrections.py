"""申请更正: from the public form to the receipt, over the desk of the office; nobody learns what is not public."""

from __future__ import annotations

import re
import uuid
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from daylight.base import sealing
from daylight.base.chores import run_all
from daylight.base.journal.models import Entry
from daylight.base.outbox.models import Message
from daylight.core.moment import BEIJING
from daylight.disclosure import acts
from daylight.disclosure.models import CorrectionRequest, Task
from daylight.portal.models import CorrectionReceipt
from tests.apps.disclosure.room import opened
from tests.cast import Cast
from tests.web.desks import words
from tests.web.entering import signed_in as enter

SAID = {
    "wrong": "处罚内容里的面积写错了",
    "proof": "现场测量是 460 平方米，有笔录为证。",
    "name": "演示申请人",
    "contact": "演示电话",
}
FORM = "/corrections/new/"


@pytest.fixture
def now() -> datetime:
    """Two days after the decision of the test room."""
    return datetime(2026, 11, 27, 9, 0, tzinfo=BEIJING)


@pytest.fixture
def task(cast: Cast, now: datetime) -> Task:
    found = opened(cast, now)
    copy = acts.prepare_copy(found, actor=cast.publisher, now=now)
    acts.publish(copy, copy.sha256, True, actor=cast.reviewer, now=now)
    run_all(now)
    found.refresh_from_db()
    return found


def ask(task: Task, now: datetime) -> CorrectionReceipt:
    answer = Client().post(FORM, {"of": str(task.uuid), **SAID})
    assert answer.status_code == 302
    run_all(now)
    return CorrectionReceipt.objects.get(code=answer["Location"].split("/")[2])


def test_a_request_gets_a_receipt_and_five_working_days(task: Task, cast: Cast, now: datetime) -> None:
    form = Client().get(f"{FORM}?of={task.uuid}")
    assert task.number in form.content.decode() and form["Cache-Control"] == "no-store"
    assert Client().get(f"{FORM}?of={task.code}").status_code == 200
    receipt = ask(task, now)
    request = CorrectionRequest.objects.get()
    assert (request.code, request.task, request.state, request.wrong) == (receipt.code, task, "waiting", SAID["wrong"])
    entry = Entry.objects.get(kind="disclosure.request.received")
    sent = str(Message.objects.get(channel="requests").body)
    assert not any(said in f"{entry.data}{sent}" for said in SAID.values())
    assert sealing.unseal(bytes(request.asker_sealed)) == "演示申请人\n演示电话"
    page = Client().get(f"/corrections/{receipt.code.lower()}/", follow=True).content.decode()
    assert str(request.due_on) in page and "正在核对" in page and "演示申请人" not in page and SAID["wrong"] not in page


def test_before_the_office_has_it_the_receipt_names_the_term(task: Task) -> None:
    where = Client().post(FORM, {"of": str(task.uuid), **SAID})["Location"]
    assert "5个工作日内答复" in Client().get(where).content.decode()


def test_a_form_that_stood_open_too_long_says_so(task: Task) -> None:
    answer = Client(enforce_csrf_checks=True).post(FORM, {"of": str(task.uuid), **SAID})
    page = answer.content.decode()
    assert answer.status_code == 403 and "页面打开太久" in page and "登录" not in page
    assert SAID["wrong"] in page and f'href="{FORM}?of={task.uuid}"' in page and f"<p>{task.uuid}" not in page


def test_the_same_words_again_are_the_same_request(task: Task, now: datetime) -> None:
    assert ask(task, now).code == ask(task, now).code
    assert CorrectionRequest.objects.count() == 1


def test_what_was_typed_is_kept_when_something_is_missing(task: Task) -> None:
    answer = Client().post(FORM, {"of": str(task.uuid), **SAID, "proof": ""})
    page = answer.content.decode()
    assert answer.status_code == 422 and SAID["wrong"] in page and "演示电话" in page and "写明正确的内容和依据" in page
    assert not CorrectionReceipt.objects.exists()


def test_a_right_request_ends_with_the_corrected_version(task: Task, cast: Cast, now: datetime) -> None:
    receipt = ask(task, now)
    request = CorrectionRequest.objects.get()
    publisher = enter(cast.publisher)
    where = reverse("office:correction", args=[request.uuid])
    assert "演示电话" in words(publisher.get(where))
    assert publisher.post(f"{where}accept/").status_code == 302
    copy = acts.correct(task, "inaccurate", "面积经核对有误", {"violation": "占用土地"}, actor=cast.publisher, now=now)
    acts.publish_correction(copy, copy.sha256, True, actor=cast.reviewer, now=now)
    run_all(now)
    receipt.refresh_from_db()
    assert (receipt.state, receipt.version) == ("corrected", 2)
    page = words(Client().get(f"/corrections/{receipt.code}/"))
    assert "第 2 版" in page and "面积经核对有误" in page
    assert publisher.post(f"{where}refuse/", {"refuse_reason": "已更正"}).status_code == 422


def test_a_wrong_request_is_refused_with_a_reason_that_leaks_nothing(task: Task, cast: Cast, now: datetime) -> None:
    receipt = ask(task, now)
    request = CorrectionRequest.objects.get()
    publisher, where = enter(cast.publisher), reverse("office:correction", args=[request.uuid])
    for reason, said in (("", "写明不予更正的理由"), ("当事人钱小七的身份证号370687198503120017没有错", "还能看到")):
        answer = publisher.post(f"{where}refuse/", {"refuse_reason": reason})
        assert answer.status_code == 422 and said in answer.content.decode() and reason in answer.content.decode()
    assert publisher.post(f"{where}refuse/", {"refuse_reason": "与现场笔录核对一致。"}).status_code == 302
    run_all(now)
    page = words(Client().get(f"/corrections/{receipt.code}/"))
    assert "未予更正" in page and "与现场笔录核对一致。" in page


def test_a_withdrawal_answers_what_is_open(task: Task, cast: Cast, now: datetime) -> None:
    receipt = ask(task, now)
    acts.withdraw(task, "revoked", "决定已撤销。", now.date(), actor=cast.publisher, now=now)
    run_all(now)
    receipt.refresh_from_db()
    assert receipt.state == "withdrawn" and "撤销" in receipt.answer
    again = Client().post(FORM, {"of": str(task.uuid), **SAID})
    assert again.status_code == 422 and "已经撤下" in again.content.decode()


def test_who_may_see_the_desk(task: Task, cast: Cast, now: datetime) -> None:
    ask(task, now)
    request = CorrectionRequest.objects.get()
    where = reverse("office:correction", args=[request.uuid])
    for name, person in cast.everybody().items():
        client, reads = enter(person), name in {"publisher", "reviewer", "leader"}
        assert client.get(reverse("office:corrections")).status_code == (200 if reads or name == "stranger" else 404), (
            name
        )
        page = client.get(where)
        assert page.status_code == (200 if reads else 404), name
        assert ("演示电话" in page.content.decode()) is (name == "publisher"), name
        if name != "publisher":
            assert client.post(f"{where}accept/").status_code in (403, 404, 422), name
    request.refresh_from_db()
    assert request.state == "waiting"


def test_nothing_asked_yet(cast: Cast) -> None:
    assert "没有收到更正申请" in words(enter(cast.publisher).get(reverse("office:corrections")))


def test_an_unpublished_decision_cannot_be_told_from_none(cast: Cast, now: datetime) -> None:
    hidden = opened(cast, now)
    run_all(now)
    for asked in (str(hidden.uuid), hidden.code, hidden.number):
        seen = Client().get(FORM, {"of": asked})
        other = Client().get(FORM, {"of": str(uuid.uuid4())})
        assert (seen.status_code, other.status_code) == (404, 404)
        assert _bare(seen, asked) == _bare(other)
        posted = Client().post(FORM, {"of": asked, **SAID})
        assert posted.status_code == 404 and _bare(posted, asked) == _bare(other)
    assert not CorrectionReceipt.objects.exists() and not Message.objects.filter(channel="requests").exists()


def _bare(answer: object, asked: str = "") -> str:
    """A page without what the reader typed himself."""
    body = answer.content.decode()  # type: ignore[attr-defined]
    return re.sub(r'value="[^"]*"', "", body.replace(asked, "") if asked else body)
