"""What goes out equals the decision outside the masks, and nothing that must stay inside goes out."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from daylight.base.permit import permit
from daylight.core.masking import unmask
from daylight.core.refusal import Refused
from daylight.disclosure import acts, fields, queries, redaction
from daylight.disclosure.models import Copy
from daylight.portal.record import record_bytes
from tests.apps.disclosure.room import ADDRESS, COMPLAINANT, IDENTITY, NAME, PHONE, WITNESS, opened
from tests.cast import Cast


@pytest.fixture
def copy(cast: Cast, now: datetime) -> Copy:
    return acts.prepare_copy(opened(cast, now), actor=cast.publisher, now=now)


def place(copy: Copy, text: str, path: str = "facts") -> tuple[int, int]:
    start = copy.source["facts"].index(text) if path == "facts" else fields.read(copy.source, path).index(text)
    return start, start + len(text)


def test_nothing_personal_is_left(copy: Copy) -> None:
    out = record_bytes(copy.record).decode()
    for secret in (NAME, WITNESS, COMPLAINANT, IDENTITY, PHONE, ADDRESS, "幸福胡同18号"):
        assert secret not in out
    assert copy.record["party"]["name"] == "钱某"
    assert {"身份证号", "联系方式", "住址", "自然人姓名", "其他人员姓名"} <= set(copy.record["masked_kinds"])
    assert [each["name"] for each in copy.record["officers"]] == ["演示甲", "演示乙"]


def test_published_equals_served_outside_the_masks(copy: Copy) -> None:
    decision = copy.task.decision
    spans = redaction.read_spans(copy.spans)

    def whole(path: str) -> str:
        return unmask(fields.read(copy.record, path), spans.get(path, []))

    assert whole("facts") == decision.fields["facts"]
    assert whole("discretion.reason") == decision.fields["discretion_reason"]
    assert [whole(f"penalties[{n}].text") for n in range(2)] == [each["text"] for each in decision.fields["penalties"]]
    assert [whole(f"basis[{n}]") for n in range(2)] == decision.fields["basis"]
    assert whole("violation") == decision.case.item_name
    assert whole("party.name") == NAME
    unmasked = {path: fields.read(copy.source, path) for path in fields.paths(copy.source)}
    assert {path: whole(path) for path in unmasked} == unmasked
    # Everything people did not write is the same on both sides, down to the last figure.
    rest = fields.written(copy.record, unmasked) | {"masked_kinds": []}
    assert rest == copy.source


def test_the_source_never_enters_the_public_bytes(copy: Copy) -> None:
    assert json.loads(record_bytes(copy.record)).keys() == copy.source.keys()
    assert NAME in copy.source["facts"]


def test_an_organisation_keeps_its_name_and_code(cast: Cast, now: datetime) -> None:
    copy = acts.prepare_copy(opened(cast, now, "organisation"), actor=cast.publisher, now=now)
    assert copy.record["party"] == {
        "name": "演示县某建材有限公司",
        "kind": "organisation",
        "credit_code": "91370000MA3C000000",
    }


def test_a_person_hides_one_more_place(cast: Cast, copy: Copy, now: datetime) -> None:
    start, end = place(copy, "西坡村集体土地")
    after = acts.mark_span(copy, "facts", start, end, "trade_secret", "商业秘密", 1, actor=cast.publisher, now=now)
    assert "西坡村集体土地" not in after.record["facts"]
    assert (after.edition, after.sha256 != copy.sha256) == (2, True)
    assert unmask(after.record["facts"], redaction.read_spans(after.spans)["facts"]) == copy.source["facts"]


@pytest.mark.parametrize("secret", [IDENTITY, PHONE, WITNESS, COMPLAINANT])
def test_what_may_never_go_out_cannot_be_lifted(cast: Cast, copy: Copy, now: datetime, secret: str) -> None:
    start, end = place(copy, secret)
    with pytest.raises(Refused, match="不能取消遮盖") as refused:
        acts.lift_mask(copy, "facts", start, end, "当事人同意", 1, actor=cast.publisher, now=now)
    assert refused.value.refusals[0].code == "G19"


def test_a_mask_the_law_leaves_open_can_be_lifted_with_a_reason(cast: Cast, copy: Copy, now: datetime) -> None:
    start, end = place(copy, NAME)
    with pytest.raises(Refused, match="写明理由"):
        acts.lift_mask(copy, "facts", start, end, " ", 1, actor=cast.publisher, now=now)
    after = acts.lift_mask(copy, "facts", start, end, "本机关规定公开姓名", 1, actor=cast.publisher, now=now)
    assert after.record["facts"].startswith(NAME)
    assert after.record["party"]["name"] == "钱某"
    assert after.marks[0]["by_name"] == cast.publisher.name


@pytest.mark.parametrize(
    ("path", "start", "end", "kind"),
    [
        ("facts", 5, 5, "address"),
        ("facts", -1, 4, "address"),
        ("facts", 0, 10_000, "address"),
        ("evidence", 0, 2, "address"),
        ("facts", 0, 2, "colour"),
    ],
)
def test_a_mask_needs_a_real_place(
    cast: Cast, copy: Copy, now: datetime, path: str, start: int, end: int, kind: str
) -> None:
    with pytest.raises(Refused):
        acts.mark_span(copy, path, start, end, kind, "理由", 1, actor=cast.publisher, now=now)


def test_a_stale_page_loses_and_is_told_who_won(cast: Cast, copy: Copy, now: datetime) -> None:
    start, end = place(copy, "西坡村集体土地")
    acts.mark_span(copy, "facts", start, end, "trade_secret", "商业秘密", 1, actor=cast.officer, now=now)
    with pytest.raises(Refused, match=f"{cast.officer.name}改动过"):
        acts.mark_span(copy, "facts", 0, 2, "trade_secret", "理由", 1, actor=cast.publisher, now=now)


def test_a_doubt_is_settled_either_way(cast: Cast, now: datetime) -> None:
    facts = f"{NAME}未经批准占地，现场公告留有办公电话0535-3221234，自称患有高血压病。"
    task = opened(cast, now)
    decision = task.decision
    decision.fields["facts"] = facts
    with permit("fixture"):
        decision.save()
    copy = acts.prepare_copy(task, actor=cast.publisher, now=now)
    doubts = {each["original"]: each for each in copy.uncertain}
    assert len(doubts) >= 2
    first, second, *rest = list(doubts.values())
    with pytest.raises(Refused, match="写明理由"):
        acts.settle_uncertain(copy, first["key"], "keep", "", 1, actor=cast.publisher, now=now)
    copy = acts.settle_uncertain(copy, first["key"], "keep", "核对过，是办公电话", 1, actor=cast.publisher, now=now)
    assert first["original"] in copy.record["facts"]
    copy = acts.settle_uncertain(copy, second["key"], "mask", "", 2, actor=cast.publisher, now=now)
    assert second["original"] not in copy.record["facts"]
    assert len(queries.preview(copy).unsettled) == len(rest)


def test_the_preview_shows_both_sides(copy: Copy) -> None:
    view = queries.preview(copy)
    facts = next(each for each in view.fields if each.path == "facts")
    assert "".join(piece.text for piece in facts.pieces) == facts.source == copy.source["facts"]
    shown = "".join(piece.replacement if piece.kind else piece.text for piece in facts.pieces)
    assert shown == facts.shown
    assert {"身份证号", "其他人员姓名"} <= {piece.kind_name for piece in facts.pieces}
    assert view.hands == ("演示己",)
