"""What the acts of the decision room keep, and the words they find for what is missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from daylight.base.journal.models import Entry
from daylight.core.moment import local_date
from daylight.decisions import acts
from daylight.decisions.models import Decision, Draft, DraftVersion, Notice, Payment, Service
from daylight.decisions.standing import decided
from daylight.recording.models import Document
from daylight.recording.queries import final_fields
from tests import spoken
from tests.cast import Cast
from tests.refusing import codes, fields, refused
from tests.story import Story, begin
from tests.turns import case_of, closing, report, trial

OFFICER, HEAD, LEADER = "officer", "head", "leader"


def notice(story: Story, **more: Any) -> acts.NoticeInput:
    given: dict[str, Any] = {
        "facts": story.tale.story, "reasons": "违反规定。", "basis": list(story.tale.basis),
        "penalties": story.penalties(), "fine_yuan": story.tale.fine, "contact": "演示电话",
        "service": story.service(),
    }  # fmt: skip
    return acts.NoticeInput(**(given | more))


def without(fields_: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in fields_.items() if key != name}


@dataclass(frozen=True)
class Bad:
    """A wrong input: after ``ready``, ``act`` with ``given(story)`` names ``field``."""

    ready: str
    act: Callable[..., Any]
    by: str
    given: Callable[[Story], tuple[Any, ...]]
    field: str


def _service(**more: Any) -> Callable[[Story], tuple[Any, ...]]:
    return lambda s: (notice(s, service=replace(s.service(), **more)),)


def _served(**more: Any) -> Callable[[Story], tuple[Any, ...]]:
    return lambda s: (decided(case_of(s)), replace(s.service(), **more))


def _told(**more: Any) -> Callable[[Story], tuple[Any, ...]]:
    return lambda s: (case_of(s), notice(s, **more))


def _drafted(**more: Any) -> Callable[[Story], tuple[Any, ...]]:
    return lambda s: (Draft.objects.get(case=s.case), more, Draft.objects.get(case=s.case).version)


REPORT = ("party", "facts", "evidence", "nature", "circumstances", "consequences", "law", "opinion", "officers")
BADS = {
    **{
        f"report without {name}": Bad(
            "investigate", acts.conclude_investigation, OFFICER,
            lambda s, name=name: (case_of(s), without(report(s), name)), name,
        )
        for name in REPORT
    },
    "trial half answered": Bad("conclude", acts.hear_case, HEAD, lambda s: (case_of(s), without(trial(s), "law_right")), "law_right"),
    "trial without conclusion": Bad("conclude", acts.hear_case, HEAD, lambda s: (case_of(s), trial(s, conclusion="")), "conclusion"),
    "sent back for nothing": Bad("conclude", acts.return_to_investigation, HEAD, lambda s: (case_of(s), "  "), "reason"),
    "notice without facts": Bad("hear", acts.serve_notice, OFFICER, _told(facts=" "), "facts"),
    "notice without reasons": Bad("hear", acts.serve_notice, OFFICER, _told(reasons=""), "reasons"),
    "notice without basis": Bad("hear", acts.serve_notice, OFFICER, _told(basis=[""]), "basis"),
    "notice without contact": Bad("hear", acts.serve_notice, OFFICER, _told(contact=""), "contact"),
    "notice of nothing": Bad("hear", acts.serve_notice, OFFICER, _told(penalties=[], fine_yuan=Decimal(0)), "penalties"),
    "notice of an unknown kind": Bad(
        "hear", acts.serve_notice, OFFICER,
        lambda s: (case_of(s), notice(s, penalties=[*s.penalties(), {"kind": "flogging", "text": "鞭笞"}])), "penalties",
    ),
    "notice of a wordless kind": Bad(
        "hear", acts.serve_notice, OFFICER,
        lambda s: (case_of(s), notice(s, penalties=[*s.penalties(), {"kind": "warning", "text": " "}])), "penalties",
    ),
    "notice of a fine without sum": Bad("hear", acts.serve_notice, OFFICER, _told(fine_yuan=Decimal(0)), "fine_yuan"),
    "notice of a negative fine": Bad("hear", acts.serve_notice, OFFICER, _told(fine_yuan=Decimal(-1)), "fine_yuan"),
    **{
        f"{what} served {words}": Bad(ready, act, OFFICER, make(**more), field)
        for what, ready, act, make in (
            ("notice", "hear", acts.serve_notice, lambda **m: (lambda s: (case_of(s), *_service(**m)(s)))),
            ("decision", "issue", acts.serve_decision, _served),
        )
        for words, more, field in (
            ("nowhere", {"place": " "}, "place"),
            ("somehow", {"method": "口头"}, "method"),
            ("to nobody", {"receiver": " "}, "receiver"),
            ("by nobody", {"servers": []}, "servers"),
            ("by leaving, not saying why", {"method": "留置送达"}, "refusal_note"),
            ("by posting, not saying why", {"method": "公告送达", "posted_on": date(2026, 1, 2)}, "refusal_note"),
            ("by posting, on no day", {"method": "公告送达", "refusal_note": "下落不明"}, "posted_on"),
            ("by wire, unconfirmed", {"method": "电子送达"}, "method"),
        )
    },
    "statement without words": Bad("notice", acts.record_statement, OFFICER, lambda s: (case_of(s), spoken.statement(s, content="")), "content"),
    "statement at no time": Bad("notice", acts.record_statement, OFFICER, lambda s: (case_of(s), spoken.statement(s, made_at="昨天")), "made_at"),
    "spoken waiver": Bad("notice", acts.waive_rights, OFFICER, lambda s: (s.notice, local_date(s.now), " "), "waiver"),
    "draft of an unknown kind": Bad("draft", acts.save_draft, OFFICER, _drafted(penalties=[{"kind": "flogging", "text": "鞭笞"}]), "penalties"),
    "draft counted in cubits": Bad("draft", acts.save_draft, OFFICER, _drafted(parts=[{"kind": "cubit", "quantity": "1", "rate": "1"}]), "parts"),
    "draft under the law of no day": Bad("draft", acts.save_draft, OFFICER, _drafted(law_on="去年"), "law_on"),
    "rejected for nothing": Bad("pass", acts.reject_decision, LEADER, lambda s: (case_of(s), ""), "reason"),
    "discussed without conclusion": Bad(
        "pass", acts.discuss_collectively, LEADER,
        lambda s: (case_of(s), spoken.discussion(s, conclusion=""), spoken.opinions(s)), "conclusion",
    ),
    "paid to no bank": Bad(
        "serve", acts.register_payment, "window",
        lambda s: (decided(case_of(s)), local_date(s.now), Decimal(1), "票据1", " "), "bank",
    ),
    "paid tomorrow": Bad(
        "serve", acts.register_payment, "window",
        lambda s: (decided(case_of(s)), local_date(s.now) + timedelta(days=1), Decimal(1), "票据1", "银行"), "paid_on",
    ),
    "closed without words": Bad("pay", acts.close_case, HEAD, lambda s: (case_of(s), replace(closing(s), opinion="")), "opinion"),
    "closed somehow": Bad("pay", acts.close_case, HEAD, lambda s: (case_of(s), replace(closing(s), outcome="")), "outcome"),
}  # fmt: skip


@pytest.mark.parametrize("ready", sorted({bad.ready for bad in BADS.values()}))
def test_a_wrong_input_is_named_and_leaves_nothing(cast: Cast, now: datetime, ready: str) -> None:
    story = begin(cast, now).to(ready)
    before = (Entry.objects.count(), Document.objects.count(), case_of(story).step)
    for name, bad in BADS.items():
        if bad.ready == ready:
            found = refused(bad.act, *bad.given(story), actor=getattr(cast, bad.by), now=story.now)
            assert fields(found) == {bad.field}, name
            assert (Entry.objects.count(), Document.objects.count(), case_of(story).step) == before, name


# -- what is kept ---------------------------------------------------------------------------------------------------------


def test_a_notice_is_two_papers_and_a_receipt(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("notice")
    row = Notice.objects.get(case=story.case)
    assert row.hearing_document is not None
    assert (row.document.number, row.hearing_document.number) == (
        "海自然资规告〔2026〕1号", "海自然资规听告〔2026〕1号",
    )  # fmt: skip
    assert row.document.state == row.hearing_document.state == Document.ISSUED
    paper = final_fields(story.case, "penalty_notice")
    assert paper is not None and "五个工作日" in paper["rights"].replace("5", "五")
    entry = Entry.objects.get(kind="decisions.notice.served")
    assert entry.data["number"] == row.document.number and entry.data["fine_yuan"] == "96000.00"
    assert entry.data["penalties"] == ["demolish", "fine", "return_land"] and entry.data["hearing"]
    assert entry.data["received_on"] == row.received_on.isoformat()


def test_no_hearing_notice_where_there_is_no_right_to_one(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("hear")
    mild = [{"kind": "warning", "text": "警告", "amount_yuan": "", "area_m2": ""}]
    row = acts.serve_notice(
        story.case, notice(story, penalties=mild, fine_yuan=Decimal(0)), actor=cast.officer, now=story.now
    )
    assert row.hearing_document is None
    assert Entry.objects.get(kind="decisions.notice.served").data["hearing"] == []


def test_the_draft_begins_with_what_the_file_holds(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("draft")
    held = story.case.draft.fields
    assert held["facts"] == story.tale.story and held["penalties"] == story.penalties()
    assert held["law_on"] == "2026-06-30" and held["parts"][0]["quantity"] == "640.00"
    assert {each["kind"] for each in held["evidence"]} == {"document", "recording"}
    assert "未提出陈述申辩" in held["statement_summary"] and "未要求听证" in held["hearing_summary"]


def test_the_fine_is_computed_never_typed(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("draft")
    draft = story.case.draft
    parts = [
        {"kind": "rate_area", "quantity": "640.005", "rate": "150", "label": "一"},
        {"kind": "rate_area", "quantity": "0.01", "rate": "0.5", "label": "二"},
    ]
    saved = acts.save_draft(draft, {"parts": parts, "fine_yuan": "1.00"}, 1, actor=cast.officer, now=story.now)
    # 96000.75 and 0.005, each half up to fen.
    assert saved.fields["fine_yuan"] == "96000.76"


def test_every_saved_draft_is_kept(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("draft")
    for version in (1, 2):
        acts.save_draft(story.case.draft, {"performance": f"第{version}稿"}, version, actor=cast.partner, now=story.now)
    kept = DraftVersion.objects.filter(draft=story.case.draft)
    assert [(v.version, v.fields["performance"], v.saved_by) for v in kept] == [
        (1, "", cast.officer), (2, "第1稿", cast.partner), (3, "第2稿", cast.partner),
    ]  # fmt: skip
    assert len({v.sha256 for v in kept}) == 3
    entry = Entry.objects.filter(kind="decisions.draft.saved").latest("id")
    assert entry.data == {"version": 3, "sha256": story.case.draft.sha256, "changed": ["performance"]}


def test_a_field_nobody_knows_is_not_saved(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("draft")
    with pytest.raises(Exception, match="没有这些内容"):
        acts.save_draft(story.case.draft, {"bribe": "1"}, 1, actor=cast.officer, now=story.now)


def test_an_approval_freezes_the_draft(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("approve")
    decision = Decision.objects.get(case=story.case)
    assert decision.fields == story.case.draft.fields
    assert (decision.draft_sha256, decision.dossier_sha256) == (story.case.draft.sha256, story.dossier.sha256)
    assert (decision.number, decision.issued_at, decision.document) == ("", None, None)
    assert len(decision.code) == 8 and not set(decision.code) & set("ILOU")
    assert Entry.objects.get(kind="decisions.decision.approved").data == {
        "draft_sha256": decision.draft_sha256, "dossier_sha256": decision.dossier_sha256,
    }  # fmt: skip


def test_an_issued_decision_is_one_sealed_numbered_paper(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("issue")
    decision = Decision.objects.get(case=story.case)
    assert (decision.number, decision.decided_on) == ("海自然资规罚〔2026〕1号", local_date(story.now))
    paper = decision.document
    assert paper is not None and (paper.state, paper.sealed, paper.number) == (Document.ISSUED, True, decision.number)
    assert paper.verify_code == decision.code
    held = final_fields(story.case, "penalty_decision")
    assert held is not None and held["fine"] == "96000.00" and held["agency"] == cast.agency.name
    assert "十五日" in held["remedy"].replace("15 日", "十五日").replace("15日", "十五日")
    entry = Entry.objects.get(kind="decisions.decision.issued")
    assert entry.data["pdf_sha256"] == paper.pdf.sha256 and entry.data["number"] == decision.number


def test_service_leaves_a_receipt(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("serve")
    row = Service.objects.get(decision=story.decision)
    assert (row.method, row.servers) == ("直接送达", ["演示甲", "演示乙"])
    assert row.document.code == "service_receipt"
    assert Entry.objects.get(kind="decisions.decision.served").data["receipt_sha256"] == row.document.pdf.sha256


def test_a_payment_is_registered_by_window_or_officer(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("serve")
    for number, by in enumerate((cast.window, cast.officer)):
        acts.register_payment(
            story.decision, local_date(story.now), Decimal("10.50"), f" 票据{number} ", "演示银行", actor=by,
            now=story.now,
        )  # fmt: skip
    assert [(p.amount_yuan, p.receipt_number) for p in Payment.objects.order_by("id")] == [
        (Decimal("10.50"), "票据0"), (Decimal("10.50"), "票据1"),
    ]  # fmt: skip
    entry = Entry.objects.filter(kind="decisions.payment.registered").latest("id")
    assert entry.data["amount_yuan"] == "10.50"


def test_an_archived_case_is_over(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("archive")
    case = case_of(story)
    assert (case.step, case.closing_kind) == ("P15", "performed")
    entry = Entry.objects.get(kind="decisions.case.archived")
    assert len(entry.data["documents"]) == Document.objects.filter(case=case).exclude(pdf=None).count()
    found = refused(acts.archive_case, case, actor=cast.head, now=story.now)
    assert codes(found) == {"procedure.step"} and "已经结束" in found[0].message
