"""The feed: applying a message twice or late does no harm; content never comes back after a withdrawal."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from daylight.base.outbox.models import Message
from daylight.base.outbox.posting import put
from daylight.base.permit import NoPermit, permit
from daylight.portal import chores, feed, queries
from daylight.portal.feed import FeedFault
from daylight.portal.models import DecisionFile, DecisionVersion, PublicDecision, PublicSite
from daylight.portal.record import RecordFault
from tests.portal import records
from tests.portal.conftest import Tell


def decision(uuid: str = records.FIRST) -> PublicDecision:
    return PublicDecision.objects.get(uuid=uuid)


def test_a_publication_is_taken_in_once(tell: Tell) -> None:
    message = records.published(records.record(), entry_id=7)
    tell(message, message, message)
    row = decision()
    assert (row.status, row.version, row.revision, row.journal_entry_id) == ("published", 1, 1, 7)
    assert (row.party_display, str(row.fine_yuan)) == ("演示县某建材有限公司", "96000.00")
    assert DecisionVersion.objects.count() == DecisionFile.objects.count() == 1


def test_nothing_is_written_without_a_permit(db: None, now: datetime) -> None:
    with pytest.raises(NoPermit):
        feed.apply(records.published(records.record()), now)


def test_a_correction_keeps_the_old_version(tell: Tell) -> None:
    better = records.record(version=2, violation="未经批准占用集体土地")
    tell(records.published(records.record()), records.published(better, "decision.corrected", reason="表述有误"))
    row = decision()
    assert (row.status, row.version, row.violation) == ("corrected", 2, "未经批准占用集体土地")
    old = DecisionVersion.objects.get(uuid=records.FIRST, version=1)
    assert old.record["violation"] == "未经批准占用土地"


def test_an_older_version_that_comes_late_changes_only_the_history(tell: Tell) -> None:
    tell(
        records.published(records.record(version=2, violation="新"), "decision.corrected", reason="更正"),
        records.published(records.record(violation="旧")),
    )
    assert (decision().violation, decision().version) == ("新", 2)
    assert [row.version for row in queries.versions(decision())] == [2, 1]


def test_an_update_of_performance_is_not_a_correction(tell: Tell) -> None:
    steps = [{"on": "2026-12-10", "text": "土地已恢复原状", "state": "done"}]
    tell(
        records.published(records.record()),
        records.published(records.record(version=2, performance=steps), "decision.performance"),
    )
    assert (decision().status, decision().version) == ("published", 2)


def test_the_same_version_with_other_content_is_refused(tell: Tell) -> None:
    tell(records.published(records.record()))
    with pytest.raises(FeedFault):
        tell(records.published(records.record(gist="另一种说法。")))


def test_a_record_with_a_fault_is_refused(tell: Tell) -> None:
    with pytest.raises(RecordFault):
        tell(records.published(records.record(code="short")))


def test_a_document_that_does_not_fit_its_digest_is_refused(tell: Tell) -> None:
    message = records.published(records.record())
    message["files"][0]["content_base64"] = "AAAA"
    with pytest.raises(FeedFault):
        tell(message)


def test_an_unchanged_document_need_not_be_sent_again(tell: Tell) -> None:
    update = records.published(records.record(version=2), "decision.performance")
    tell(records.published(records.record()), {**update, "files": []})
    assert DecisionFile.objects.filter(version=2).count() == 1


def test_withdrawal_empties_everything(tell: Tell) -> None:
    tell(records.published(records.record()), records.withdrawn(), records.withdrawn(reason_text="另一原因"))
    row = decision()
    assert (row.status, row.withdrawn_on, row.withdrawn_reason) == (
        "withdrawn",
        date(2026, 11, 25),
        "原决定经行政复议被撤销。",
    )
    assert (row.record, row.number, row.party_display, row.gist, row.fine_yuan) == (None, "", "", "", None)
    assert not DecisionFile.objects.exists()
    assert list(DecisionVersion.objects.values_list("record", flat=True)) == [None]


@pytest.mark.parametrize("late", ["first", "correction"])
def test_content_does_not_come_back_after_a_withdrawal(tell: Tell, late: str) -> None:
    first = records.published(records.record())
    correction = records.published(records.record(version=2), "decision.corrected", reason="更正")
    tell(records.withdrawn(), first if late == "first" else correction)
    assert (decision().status, decision().record) == ("withdrawn", None)
    assert not DecisionVersion.objects.exclude(record=None).exists()
    assert not DecisionFile.objects.exists()


def test_a_correction_may_conceal_what_must_not_be_shown(tell: Tell) -> None:
    better = records.published(records.record(version=2, facts="已隐去"), "decision.corrected", reason="隐去住址")
    tell(records.published(records.record()), {**better, "conceal_previous": True})
    assert DecisionVersion.objects.get(version=1).record is None


@pytest.mark.parametrize("second", [records.person_record(code="7K3Q9MXD"), records.record(version=2, code="7K3Q9MXE")])
def test_one_code_names_one_decision(tell: Tell, second: dict[str, Any]) -> None:
    tell(records.published(records.record()))
    with pytest.raises(FeedFault):
        tell(records.published(second))


def test_an_unknown_kind_is_refused(tell: Tell) -> None:
    with pytest.raises(FeedFault):
        tell({"kind": "decision.praised"})


def test_the_end_of_the_period_takes_the_content_down(tell: Tell, now: datetime) -> None:
    tell(records.published(records.record(keep_until="2026-11-22")))
    tell(records.published(records.person_record(keep_until="2026-11-23")))
    assert chores.expire(now) == 1
    assert (decision().status, decision().record) == ("expired", None)
    assert decision(records.SECOND).status == "published"


def test_messages_wait_in_the_outbox_and_a_bad_one_stops_only_its_lane(db: None, now: datetime) -> None:
    with permit("test"):
        bad = records.published(records.record(code="bad"))
        put("portal", lane=f"decision:{records.FIRST}", key="a", body=bad, now=now)
        put("portal", lane=f"decision:{records.FIRST}", key="b", body=records.withdrawn(), now=now)
        good = records.published(records.person_record())
        put("portal", lane=f"decision:{records.SECOND}", key="c", body=good, now=now)
    assert chores.deliver_feed(now) == 1
    assert [str(d.uuid) for d in PublicDecision.objects.all()] == [records.SECOND]
    waiting = Message.objects.filter(delivered_at=None).order_by("id")
    assert [m.key for m in waiting] == ["a", "b"]
    assert "核验码" in waiting[0].last_error


def test_lists_know_what_stands_on_which_day(tell: Tell) -> None:
    tell(records.list_published(2, "2026-12-01"), records.list_published(1, "2026-01-01"))
    (span,) = queries.lists_on(date(2026, 11, 30))
    assert (span.version.version, span.end) == (1, date(2026, 12, 1))
    assert queries.lists_on(date(2026, 12, 1))[0].version.version == 2
    assert queries.lists_on(date(2025, 12, 31)) == []


def test_a_list_withdrawn_before_it_began_gives_its_place_back(tell: Tell) -> None:
    agency = dict(records.AGENCY)
    gone = {"kind": "list.withdrawn", "list": "items", "version": 2, "agency": agency, "in_force_until": "2026-12-01"}
    tell(records.list_published(1, "2026-01-01"), records.list_published(2, "2026-12-01"), gone)
    assert queries.lists_on(date(2026, 12, 2))[0].version.version == 1


def test_a_list_arriving_twice_has_its_rows_once(tell: Tell) -> None:
    message = records.list_published()
    tell(message, message)
    (span,) = queries.lists_on(date(2026, 6, 1))
    assert span.version.rows.count() == 2


def test_the_footer_is_one_row(tell: Tell) -> None:
    tell(records.site_described(), records.site_described(phone="0535-1111111"))
    assert PublicSite.objects.get().phone == "0535-1111111"


def test_a_new_day_changes_the_lists_in_force(tell: Tell, now: datetime, render: object) -> None:
    tell(records.list_published(1, "2026-11-24"))
    chores.render_pages(now)
    assert chores.render_pages(now) == 0
    assert chores.render_pages(now + timedelta(days=1)) == 1
