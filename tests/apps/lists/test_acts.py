"""Draft, approve, publish, withdraw: who, in which order, and what stays."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from daylight.base.journal.models import Entry
from daylight.base.outbox.models import Message
from daylight.base.permit import permit
from daylight.core.listkinds import KINDS
from daylight.core.listvalues import Row, rows_digest
from daylight.core.refusal import Refused
from daylight.lists import queries
from daylight.lists.acts import draft_list, edit_list_row, publish_list, withdraw_list
from daylight.lists.models import ListRow, ListVersion
from tests.apps.lists.room import FULL, approve_list, approved, drafted, item_row, published

pytestmark = pytest.mark.django_db


def refused(call, *args, **kwargs):
    with pytest.raises(Refused) as caught:
        call(*args, **kwargs)
    return caught.value.refusals


def test_neither_a_draft_nor_an_approved_version_gates(cast, now):
    today = now.date()
    draft = drafted(cast, now)
    assert queries.item(cast.agency, "CF-T04", today) is None
    approve_list(draft, actor=cast.leader, now=now)
    assert queries.item(cast.agency, "CF-T04", today) is None
    assert list(queries.open_drafts(cast.agency)) == [draft]


def test_a_published_version_gates_from_its_day(cast, now):
    today = now.date()
    published(cast, now, days=3)
    assert queries.item(cast.agency, "CF-T04", today + timedelta(days=2)) is None
    assert queries.item(cast.agency, "CF-T04", today + timedelta(days=3))["item"] == FULL["item"]
    assert list(queries.open_drafts(cast.agency)) == []


def test_whoever_drafted_or_edited_may_not_approve(cast, now):
    draft = draft_list(cast.agency, "items", [item_row()], actor=cast.keeper, now=now)
    with permit("fixture"):
        cast.keeper.grants.create(role="leader")
        cast.reviewer.grants.create(role="list_keeper")
    edit_list_row(draft, "CF-T04", {**FULL, "fee": "无"}, actor=cast.reviewer, now=now)
    assert refused(approve_list, draft, actor=cast.keeper, now=now)[0].code == "list.four_eyes"
    draft.refresh_from_db()
    assert refused(approve_list, draft, actor=cast.reviewer, now=now)[0].code == "list.four_eyes"
    assert approve_list(draft, actor=cast.leader, now=now).approved_by == cast.leader


def test_the_database_itself_wants_two_people(cast, now):
    draft = drafted(cast, now)
    with permit("test"), pytest.raises(IntegrityError), transaction.atomic():
        ListVersion.objects.filter(pk=draft.pk).update(approved_by=cast.keeper)


@pytest.mark.parametrize("who", ["officer", "head", "stranger", "window"])
def test_nobody_else_may_draft_approve_publish_or_withdraw(cast, now, who):
    person = getattr(cast, who)
    draft, ready = drafted(cast, now), approved(cast, now)
    calls = [
        lambda: draft_list(cast.agency, "items", [item_row()], actor=person, now=now),
        lambda: edit_list_row(draft, "CF-T04", None, actor=person, now=now),
        lambda: approve_list(draft, actor=person, now=now),
        lambda: publish_list(ready, now.date(), actor=person, now=now),
        lambda: withdraw_list(ready, "理由", actor=person, now=now),
    ]
    for call in calls:
        assert refused(call)[0].code == "right.missing"
    assert ListVersion.objects.count() == 2


def test_an_incomplete_draft_waits_and_says_what_it_lacks(cast, now):
    draft = drafted(cast, now, Row("CF-1", {"category": "行政处罚", "item": "甲"}), item_row())
    (refusal,) = refused(approve_list, draft, actor=cast.leader, now=now)
    assert "CF-1" in refusal.message and "执法依据" in refusal.message and "90号" in refusal.cite
    edit_list_row(draft, "CF-1", FULL, actor=cast.keeper, now=now)
    assert approve_list(draft, actor=cast.leader, now=now).state == "approved"


def test_an_approval_binds_to_what_was_seen(cast, now):
    draft = drafted(cast, now)
    seen = draft.digest
    edit_list_row(draft, "CF-T09", {**FULL, "item": "拒不交还土地的处罚"}, actor=cast.keeper, now=now)
    assert refused(approve_list, draft, actor=cast.leader, now=now, seen_digest=seen)[0].code == "list.stale"
    draft.refresh_from_db()
    assert draft.digest == rows_digest(KINDS["items"], queries.kept_rows(draft)) != seen
    approve_list(draft, actor=cast.leader, now=now, seen_digest=draft.digest)


def test_edits_replace_add_and_remove_rows(cast, now):
    draft = drafted(cast, now, item_row("1"), item_row("2"))
    edit_list_row(draft, "1", None, actor=cast.keeper, now=now)
    edit_list_row(draft, "3", FULL, actor=cast.keeper, now=now)
    assert [row.code for row in queries.kept_rows(draft)] == ["2", "3"]
    assert refused(edit_list_row, draft, "9", None, actor=cast.keeper, now=now)[0].code == "list.row"
    entry = Entry.objects.filter(kind="lists.row.edited").order_by("id")[0]
    assert (entry.data["code"], entry.data["before"]["item"], entry.data["after"]) == ("1", FULL["item"], None)


def test_an_approved_version_cannot_change(cast, now):
    ready = approved(cast, now)
    assert refused(edit_list_row, ready, "CF-T04", None, actor=cast.keeper, now=now)[0].code == "list.state"
    row = ready.rows.get()
    for change in (
        lambda: ListRow.objects.filter(pk=row.pk).update(values={}),
        lambda: row.delete(),
        lambda: ListRow.objects.create(version=ready, position=9, code="x", values={}),
    ):
        with permit("test"), pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert ListRow.objects.get().values["item"] == FULL["item"]


def test_only_approved_versions_are_published(cast, now):
    draft = drafted(cast, now)
    assert refused(publish_list, draft, now.date(), actor=cast.publisher, now=now)[0].code == "list.state"
    version = published(cast, now)
    assert refused(publish_list, version, now.date(), actor=cast.publisher, now=now)[0].code == "list.state"


def test_a_new_version_ends_the_one_before(cast, now):
    first = published(cast, now)
    second = published(cast, now, item_row(fee="无"), days=10)
    first.refresh_from_db()
    assert (first.state, first.in_force_until) == ("superseded", second.in_force_from)
    day = second.in_force_from
    assert queries.in_force(cast.agency, "items", day - timedelta(days=1)) == first
    assert queries.in_force(cast.agency, "items", day) == second
    assert (first.number, second.number) == (1, 2)


def test_versions_may_not_overlap_or_reach_back(cast, now):
    published(cast, now, days=5)
    ready = approved(cast, now)
    for day, code in [(5, "list.overlap"), (2, "list.overlap"), (-1, "list.backdated")]:
        start = now.date() + timedelta(days=day)
        (refusal,) = refused(publish_list, ready, start, actor=cast.publisher, now=now, basis="某文号")
        assert refusal.code == code
    with permit("test"), pytest.raises(IntegrityError), transaction.atomic():
        ListVersion.objects.filter(pk=ready.pk).update(
            state="published", in_force_from=now.date(), published_by=cast.publisher
        )


def test_only_the_first_list_may_have_begun_before_with_its_promulgation(cast, now):
    ready = approved(cast, now)
    early = date(2017, 11, 20)
    assert refused(publish_list, ready, early, actor=cast.publisher, now=now)[0].code == "list.backdated"
    publish_list(ready, early, actor=cast.publisher, now=now, basis="海国土资发〔2017〕90号")
    assert queries.item(cast.agency, "CF-T04", date(2018, 1, 1)) is not None


def test_agencies_and_kinds_do_not_disturb_each_other(cast, now):
    published(cast, now)
    with permit("fixture"):
        other = cast.stranger.agency
        helper = type(cast.stranger).objects.create(agency=other, username="second", name="演示子")
        helper.grants.create(role="leader")
        type(cast.stranger).objects.create(agency=other, username="third", name="演示丑").grants.create(
            role="section_head"
        )
    theirs = draft_list(other, "items", [item_row("X")], actor=cast.stranger, now=now)
    publish_list(approve_list(theirs, actor=helper, now=now), now.date(), actor=cast.stranger, now=now)
    assert queries.item(cast.agency, "X", now.date()) is None
    assert queries.item(other, "X", now.date())["list_version"] == 1
    assert list(queries.visible(cast.stranger)) == [theirs]
    assert Message.objects.filter(channel="portal").count() == 2


def test_withdrawing_today_leaves_the_past_as_it_was(cast, now):
    version = published(cast, now)
    later = now + timedelta(days=4)
    assert refused(withdraw_list, version, " ", actor=cast.publisher, now=later)[0].code == "list.reason"
    withdraw_list(version, "依据已经废止", actor=cast.publisher, now=later)
    assert queries.in_force(cast.agency, "items", later.date()) is None
    assert queries.in_force(cast.agency, "items", now.date()) == version
    assert refused(withdraw_list, version, "再次", actor=cast.publisher, now=later)[0].code == "list.state"
    # The next version cannot reach into the days it stood.
    ready = approved(cast, later)
    assert (
        refused(publish_list, ready, now.date(), actor=cast.publisher, now=later, basis="文号")[0].code
        == "list.backdated"
    )


def test_withdrawing_what_has_not_begun_gives_the_place_back(cast, now):
    first = published(cast, now)
    second = published(cast, now, days=10)
    withdraw_list(second, "发布有误", actor=cast.publisher, now=now)
    first.refresh_from_db()
    assert (first.state, first.in_force_until) == ("published", None)
    assert queries.in_force(cast.agency, "items", second.in_force_from) == first


def test_a_draft_given_up_reaches_nobody(cast, now):
    draft = drafted(cast, now)
    withdraw_list(draft, "重做", actor=cast.keeper, now=now)
    assert queries.in_force(cast.agency, "items", now.date()) is None
    assert not Message.objects.exists()


def test_every_step_is_in_the_journal_with_the_digest(cast, now):
    version = published(cast, now, basis="演示文号")
    entries = Entry.objects.filter(subject=f"list:{version.uuid}").order_by("id")
    assert [e.kind for e in entries] == [
        "lists.version.drafted",
        "lists.version.checked",
        "lists.version.approved",
        "lists.version.published",
    ]
    assert {e.data["digest"] for e in entries} == {version.digest}
    assert entries[3].data["in_force_from"] == "2026-11-23"


def test_the_portal_gets_a_copy_without_personal_data(cast, now):
    row = Row(
        "演示1",
        {
            "person_name": "演示甲", "unit": "大队", "title": "队员", "certificate_number": "演示1",
            "categories": ["土地"], "areas": ["370687"], "valid_until": "2029-12-31", "note": "内部备注",
        },
    )  # fmt: skip
    version = published(cast, now, row, kind="officers", basis="演示文号")
    message = Message.objects.get()
    assert (message.channel, message.lane) == ("portal", "list:officers")
    body = message.body
    assert (body["kind"], body["list"], body["version"]) == ("list.published", "officers", 1)
    assert (body["in_force_from"], body["basis"], body["digest"]) == ("2026-11-23", "演示文号", version.digest)
    assert body["agency"] == {"name": cast.agency.name, "code": "haiyang"}
    assert Entry.objects.get(pk=body["entry_id"]).kind == "lists.version.published"
    titles = [column["title"] for column in body["columns"]]
    assert titles[1:7] == ["姓名", "单位", "职务", "证件编号", "执法类别", "执法区域"]
    assert not {"身份证号", "联系电话", "备注"} & set(titles)
    assert "内部备注" not in str(body["rows"])


def test_a_double_click_drafts_once(cast, now):
    key = {"idempotency_key": "k1"}
    assert drafted(cast, now, **key) == drafted(cast, now, **key)
    assert ListVersion.objects.count() == 1


def test_doubled_codes_unknown_kinds_and_empty_lists_are_refused(cast, now):
    for kind, rows, code in [
        ("items", [item_row("1"), item_row("1")], "list.code"),
        ("poems", [item_row()], "list.kind"),
        ("items", [], "list.empty"),
    ]:
        assert refused(draft_list, cast.agency, kind, rows, actor=cast.keeper, now=now)[0].code == code
