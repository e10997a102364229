"""执法结果公示: every kind of deciding paper comes to the desk with its limit and goes out as a public record."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from daylight.base import lawpack
from daylight.base.chores import run_all
from daylight.config.demo.coercion import walk_coercion
from daylight.config.demo.fee import FeeStory, walk_fees
from daylight.config.demo.inspection import walk_inspections
from daylight.config.demo.levy import walk_levy
from daylight.config.demo.on_spot import decide_on_spots
from daylight.config.demo.permit import walk_permits
from daylight.config.demo.results import publish_one_of_each, publish_result, withhold_one
from daylight.core.lawpublication import QUOTABLE, Publication, Unpublished, slots
from daylight.core.lawrecords import DocumentTemplate
from daylight.core.moment import local_date
from daylight.core.refusal import Refused
from daylight.disclosure import acts
from daylight.disclosure.chores import open_tasks
from daylight.disclosure.models import Copy, Task
from daylight.portal.models import PublicDecision
from daylight.web.office.tasks import queue_for
from tests.cast import Cast
from tests.story import begin

SIX = {"行政处罚", "行政许可", "行政强制", "行政征收", "行政收费", "行政检查"}


def test_one_of_each_kind_is_published(cast: Cast, now: datetime) -> None:
    begin(cast, now - timedelta(days=90))
    for walk in (decide_on_spots, walk_coercion, walk_levy, walk_fees, walk_permits, walk_inspections):
        walk(cast, now)
    while open_tasks(now):
        pass
    listed = {each.number for each in queue_for(cast.publisher, local_date(now), size=200).rows}
    assert {task.number for task in Task.objects.filter(state="to_prepare")} <= listed
    done = publish_one_of_each(cast, now)
    run_all(now)
    pack, today = lawpack.current(), local_date(now)
    for task in done:
        rule = pack.find(Publication, task.kind, task.started_on)
        term = pack.disclosure_term(rule.term, today)
        counted = pack.deadline(term.deadline, today).due(task.started_on, pack.calendar()).due_on
        shown = PublicDecision.objects.get(uuid=task.uuid)
        assert (task.due_on, shown.category, shown.number, shown.status) == (
            counted,
            rule.category,
            task.number,
            "published",
        )
        assert shown.penalty_text and shown.violation and shown.record["remedy"], task.kind
        assert shown.party_display in shown.gist
    assert set(PublicDecision.objects.values_list("category", flat=True)) == SIX
    assert {"penalty_spot", "coercion_measure", "levy", "fee", "inspection", "permit_grant"} <= {t.kind for t in done}
    held = withhold_one(cast, now)
    run_all(now)
    assert (held.state, held.withheld_code) == ("withheld", "no_social_impact") and held.withheld_reason
    assert held.withheld_by != held.withheld_confirmed_by
    assert not PublicDecision.objects.filter(uuid=held.uuid).exists()


def test_later_papers_become_versions(cast: Cast, now: datetime) -> None:
    begin(cast, now - timedelta(days=90))
    fee = FeeStory(cast, "SF-01", "演示商贸有限公司", now - timedelta(days=8)).told()
    task = next(iter(publish_one_of_each(cast, fee.now)))
    run_all(fee.now)
    fee.later(1).pay("pay_part", "100.00").pay("pay_in_full", "1000.00", "演示000102")
    run_all(fee.now + timedelta(hours=1))
    last = Copy.objects.filter(task=task).order_by("-version")[0]
    assert last.kind == "performance"
    assert [each["text"] for each in last.record["performance"]] == [
        "文书已送达当事人", "缴纳 100.00 元", "缴纳 1,000.00 元",
    ]  # fmt: skip
    assert PublicDecision.objects.get(uuid=task.uuid).record == last.record


def test_every_paper_for_the_party_says_whether_it_becomes_public(now: datetime) -> None:
    pack, today = lawpack.current(), local_date(now)
    unsaid = [
        each.id for each in pack.all(DocumentTemplate, today)
        if each.external and not pack.publication_of(each.id, today) and not pack.unpublished(each.id, today)
    ]  # fmt: skip
    assert unsaid == [], f"请在 lawpacks/cn/public_records.toml 写明是否公示：{'、'.join(unsaid)}"
    papers = [code for rule in pack.all(Publication, today) for code in rule.papers]
    papers += [code for rule in pack.all(Unpublished, today) for code in rule.papers]
    assert len(papers) == len(set(papers))


def test_the_columns_of_a_record_are_fields_of_its_paper(now: datetime) -> None:
    pack, today = lawpack.current(), local_date(now)
    for rule in pack.all(Publication, today):
        for paper in rule.papers if not rule.composed else ():
            codes = {each.code for each in pack.document(paper, today).fields}
            wanted = {*rule.result, *rule.details, rule.matter, rule.facts} - {""}
            assert wanted <= codes, rule.id
        for follow in rule.follows:
            kinds = {each.code: each.kind for each in pack.document(follow.paper, today).fields}
            assert all(kinds[name] in QUOTABLE for name in slots(follow.text)), (rule.id, follow.paper)
            assert not follow.on or kinds[follow.on] == "date"


def test_the_effect_of_a_decision_on_the_spot_is_judged_first(cast: Cast, now: datetime) -> None:
    begin(cast, now - timedelta(days=90))
    decide_on_spots(cast, now)
    open_tasks(now)
    one, other, *_ = Task.objects.order_by("pk")
    with pytest.raises(Refused, match="先判断是否具有一定社会影响"):
        acts.prepare_copy(one, actor=cast.publisher, now=now)
    with pytest.raises(Refused, match="写明判断的理由"):
        acts.judge_impact(one, True, " ", actor=cast.publisher, now=now)
    assert publish_result(cast, one, now).state == "published"
    withheld = acts.judge_impact(other, False, "演示：数额很小，影响限于现场。", actor=cast.publisher, now=now)
    assert (withheld.state, withheld.withheld_code) == ("withholding", "no_social_impact")
    with pytest.raises(Refused, match="请另一名人员复核"):
        acts.confirm_withholding(other, actor=cast.publisher, now=now)
    assert acts.confirm_withholding(other, actor=cast.reviewer, now=now).state == "withheld"
