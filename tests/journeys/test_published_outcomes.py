"""Ways to the public record that few cases take: 代履行, every other outcome of a permit, reduction and deferral of a fee."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from daylight.cases.models import Case
from daylight.config.demo.coercion import CoercionStory
from daylight.config.demo.fee import ITEM, PARTY, FeeStory
from daylight.config.demo.results import publish_result
from daylight.core.refusal import Refused
from daylight.disclosure.chores import open_tasks
from daylight.disclosure.models import Task
from daylight.disclosure.opening import ensure_task
from daylight.portal import chores as portal
from daylight.portal.models import PublicDecision
from daylight.recording.models import Document
from tests.cast import Cast
from tests.permits import begin_permit
from tests.story import begin

PRIOR = {"prior_number": "演示许证〔2024〕1号", "prior_issued_on": "2024-12-01"}
Walked = tuple[Case, datetime]


def refusal(cast: Cast, now: datetime) -> Walked:
    story = begin_permit(cast, now).accepted().reviewed().drafted("refuse").decided()
    return story.case, story.now


def asked_by_the_holder(matter: str, outcome: str) -> Callable[[Cast, datetime], Walked]:
    def walk(cast: Cast, now: datetime) -> Walked:
        until = {} if outcome == "cancel" else {"valid_until": "2027-03-31"}
        story = begin_permit(cast, now, matter=matter).accepted()
        story.step("check_prior_permit", {**PRIOR, **until})
        story.reviewed().drafted(outcome, **until).decided()
        return story.case, story.now

    return walk


def revocation(cast: Cast, now: datetime) -> Walked:
    story = begin_permit(cast, now).register()
    story.step("start_ex_officio", {"matter": "撤销", "prior_number": PRIOR["prior_number"]})
    story.step("check_prior_permit", PRIOR)
    story.step("issue_interest_notice", {"interested": ["演示邻居"]})
    story.serve("serve_interest_notice")
    story.step("waive_hearing", {"capacity": "被许可人"})
    story.step("end_waiting", reason="被许可人书面放弃听证。")
    story.reviewed().drafted("revoke").judged().decided()
    return story.case, story.now


def substitute(cast: Cast, now: datetime) -> Walked:
    begin(cast, now - timedelta(days=3))
    story = CoercionStory(cast, "QZ-06", "演示石料有限公司", now).urge()
    over = story.fresh().clocks.get(code="D21S").due_on
    story.now = datetime(over.year, over.month, over.day, 9, tzinfo=story.now.tzinfo) + timedelta(days=1)
    story.decide().serve_decision()
    return story.fresh(), story.now


def fee(cast: Cast, now: datetime) -> FeeStory:
    begin(cast, now - timedelta(days=3))
    return FeeStory(cast, ITEM, PARTY, now).told()


def reduction(cast: Cast, now: datetime) -> Walked:
    story = fee(cast, now).later(2).ask_relief()
    story.reduce("500.00", "《演示减免办法》第一条").serve("serve_relief")
    return story.fresh(), story.now


def deferral(cast: Cast, now: datetime) -> Walked:
    story = fee(cast, now).ask_relief("缓缴")
    story.defer(date(2026, 12, 31)).serve("serve_deferral")
    return story.fresh(), story.now


def no_relief(cast: Cast, now: datetime) -> Walked:
    story = fee(cast, now).ask_relief()
    fields = {"party": PARTY, "notice_number": story.notice_number, "reasons": "不符合条件。"}
    story.step("refuse_relief", fields, by="leader")
    story.serve("serve_relief")
    return story.fresh(), story.now


WAYS: list[tuple[Callable[[Cast, datetime], Walked], str, str, str]] = [
    (refusal, "permit_refusal", "行政许可", "决定不予许可"),
    (asked_by_the_holder("变更", "change"), "permit_change", "行政许可", "准予变更"),
    (asked_by_the_holder("延续", "renew"), "permit_renewal", "行政许可", "准予延续"),
    (asked_by_the_holder("注销", "cancel"), "permit_cancellation", "行政许可", "被依法注销"),
    (revocation, "permit_revocation", "行政许可", "被依法撤销"),
    (substitute, "coercion_substitute", "行政强制", "决定代履行"),
    (reduction, "fee_reduction", "行政收费", "准予减免"),
    (deferral, "fee_deferral", "行政收费", "准予缓缴"),
    (no_relief, "fee_relief_refusal", "行政收费", "不予减免缓"),
]


@pytest.mark.parametrize(("walk", "kind", "category", "said"), WAYS, ids=[each[1] for each in WAYS])
def test_it_becomes_a_public_record_and_every_other_paper_says_why_not(
    cast: Cast, now: datetime, walk: Callable[[Cast, datetime], Walked], kind: str, category: str, said: str
) -> None:
    case, at = walk(cast, now)
    while open_tasks(at):
        pass
    task = Task.objects.get(case=case, kind=kind)
    assert publish_result(cast, task, at).state == "published"
    while portal.deliver_feed(at + timedelta(hours=1)):
        pass
    shown = PublicDecision.objects.get(uuid=task.uuid)
    assert (shown.category, shown.number, shown.status) == (category, task.number, "published")
    assert said in shown.gist
    assert shown.party_display in shown.gist
    assert shown.record["result"]
    public = set(Task.objects.filter(case=case).values_list("document_id", flat=True))
    for paper in Document.objects.filter(case=case, state=Document.ISSUED).exclude(pk__in=public):
        with pytest.raises(Refused) as refused:
            ensure_task(paper, at)
        assert refused.value.refusals[0].message.endswith("不列入公示。"), paper.code
