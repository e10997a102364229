"""One case through the pages: every move by its form, as officers, head, leader and window would do it."""

from __future__ import annotations

from typing import Any

from daylight.base.journal.models import Entry
from daylight.core.moment import local_date
from daylight.decisions.models import Decision
from daylight.review import acts as review
from daylight.review.models import Dossier
from daylight.web.office.deeds.investigation import demands_of
from daylight.web.office.place import Place
from tests.web.office_case import Office, office

__all__ = ["office"]


class Walk:
    """The people's clicks; each page posts as the browser would."""

    def __init__(self, office: Office) -> None:
        self.office, self.people = office, office.cast
        self.clients = {name: office.as_(person) for name, person in office.cast.everybody().items()}
        self.keys = 0

    def later(self, **much: int) -> None:
        self.office.story.later(**much)
        self.office.set_clock()
        # Sessions end after 30 minutes; people sign in again.
        self.clients = {name: self.office.as_(person) for name, person in self.people.everybody().items()}

    def post(self, who: str, address: str, **data: Any) -> Any:
        self.keys += 1
        answer = self.clients[who].post(address, {"key": f"k{self.keys}", **data})
        assert answer.status_code == 302, (address, answer.status_code, _faults(answer.content.decode()))
        # Every button is pressed twice: the second press is answered like the first and does nothing.
        before = Entry.objects.count()
        again = self.clients[who].post(address, {"key": f"k{self.keys}", **data})
        assert again.status_code == 302, (address, again.status_code, _faults(again.content.decode()))
        assert Entry.objects.count() == before, address
        return answer

    def do(self, who: str, code: str, **data: Any) -> Any:
        return self.post(who, self.office.deed(code), **data)

    def write(self, code: str, **data: Any) -> None:
        """A paper by hand: start it, type it, finish it."""
        began = self.post("officer", f"{self.office.home}documents/new/{code}/")
        address = began.headers["Location"]
        self.post("officer", address, base_version="1", do="finalise", **data)
        assert self.office.case.documents.get(code=code).state == "final"


def _faults(page: str) -> str:
    start = page.find('id="faults"')
    return page[start : start + 1500] if start >= 0 else page[:300]


def test_a_case_walks_from_lead_to_archive_through_the_forms(office: Office) -> None:
    office.set_clock()
    walk = Walk(office)
    people, uuids = office.cast, [str(office.cast.officer.uuid), str(office.cast.partner.uuid)]
    answer = walk.post(
        "officer", "/office/cases/new/", item_code="CF-T04", source="巡查", lead="巡查发现占用土地建设。",
        place="海阳市演示镇", partner=uuids[1], party_name="演示建材有限公司", party_kind="organisation",
        area_m2="640", land_class="农村道路", plan_conform="不符合", act_ended_on="2026.6.30",
        other_role_1="witness", other_name_1="演示证人",
    )  # fmt: skip
    office.story.case = people.officer.handling.get().case
    assert answer.headers["Location"] == office.home
    assert office.case.parties.count() == 2
    walk.do("officer", "amend_case", title=office.case.title, place="海阳市演示镇演示村", area_m2="640",
            land_class="农村道路", plan_conform="不符合", act_ended_on="2026-06-30", lead="巡查发现。", version="1")  # fmt: skip
    ticks = dict.fromkeys(("offender_known", "facts_exist", "liable", "jurisdiction", "within_limitation"), "on")
    walk.do("officer", "request_opening", opinion="建议立案。", **ticks)
    walk.do("head", "open_case")
    assert office.case.number == "海自然资规立〔2026〕1号"
    walk.later(days=1)
    walk.do("officer", "show_identity", shown_at="8:30", place="现场", method="video", officers=uuids)
    visit = {
        "started_at": "今天 8:30",
        "ended_at": "9:00",
        "identity_shown_at": "8:30",
        "place": "现场",
        "officers": uuids,
    }
    walk.write("site_record", **visit, party_notified="已通知", area="640", land_class="农村道路", planning="不符合",
               condition="建成厂房", drawing="演示勘测图1", signed="on")  # fmt: skip
    walk.write("inquiry_record", **visit, recorder=uuids[1], person_name="演示被询问人", person_id="演示证件号码",
               person_address="演示住址", relation="工作人员", rights_told="on",
               questions="问：由谁建设？\n答：我方建设。\n没有批准文件。", signed="on")  # fmt: skip
    turns = office.case.documents.get(code="inquiry_record").versions.last().fields["questions"]
    assert turns == [{"question": "由谁建设？", "answer": "我方建设。\n没有批准文件。"}]
    for code in ("YX-01", "YX-02"):
        walk.do("officer", "excuse_recording", item_code=code, reason="设备故障，当日报修。")
    walk.do("officer", "screen_transfer", outcome="none")
    walk.post("officer", f"{office.home}people/search/")
    texts = {
        "nature": "非法占地",
        "circumstances": "配合调查",
        "consequences": "轻微",
        "law": "《土地管理法》第七十七条",
    }
    walk.do("officer", "conclude_investigation", party="演示建材有限公司", facts="占用 640 平方米。",
            evidence="现场勘测笔录\n询问笔录", opinion="建议处罚。", officers=uuids, **texts)  # fmt: skip
    eight = (
        "jurisdiction",
        "party_clear",
        "facts_clear",
        "nature_right",
        "law_right",
        "procedure_lawful",
        "penalty_suitable",
    )
    walk.do("head", "hear_case", held_on="今天", conclusion="同意。", members="演示丙", **dict.fromkeys(eight, "是"))
    serve = {
        "served_on": "今天 10:00",
        "method": "直接送达",
        "servers_place": "演示村",
        "servers": uuids,
        "receiver": "演示签收人",
    }
    penalties = {
        "penalty_kind_1": "return_land", "penalty_text_1": "责令退还非法占用的土地",
        "penalty_kind_2": "fine", "penalty_text_2": "处罚款 9.6 万元", "penalty_amount_2": "9.6万",
    }  # fmt: skip
    walk.later(days=1)
    walk.do("officer", "serve_notice", facts="占用 640 平方米。", reasons="违反规定。", basis="《土地管理法》第七十七条",
            fine_yuan="9.6万", contact="演示甲", **serve, **penalties)  # fmt: skip
    _hear_the_party(walk, uuids)
    story = office.story
    story._wait()
    walk.later(days=1)
    walk.do("officer", "draft_decision")
    _draft_and_review(walk, penalties)
    _issue_and_close(walk, serve)
    assert office.case.step == "P15"
    assert Decision.objects.get().number == "海自然资规罚〔2026〕1号"


def _hear_the_party(walk: Walk, uuids: list[str]) -> None:
    walk.do("officer", "record_statement", made_at="11:00", place="本机关", officers=uuids, person_name="演示陈述人",
            relation="经办人", content="请求从轻。", signed="on")  # fmt: skip
    statement = walk.office.case.statements.get()
    walk.do("officer", "review_statement", statement=str(statement.uuid), reviewed_on="今天", claims="请求从轻",
            findings="已在裁量中考虑", accepted="部分采纳", reasons="符合条件", officers=uuids)  # fmt: skip
    walk.do("officer", "waive_rights", waived_on="今天", waiver="放弃听证申请书（演示）")


def _draft_and_review(walk: Walk, penalties: dict[str, str]) -> None:
    office = walk.office
    draft = {
        "base_version": "1", "facts": "占用 640 平方米。", "basis": "《土地管理法》第七十七条", "law_on": "2026-06-30",
        "grade": "t04_lighter", "discretion_reason": "主动停止建设。", "part_label_1": "农村道路",
        "part_kind_1": "rate_area", "part_quantity_1": "640", "part_rate_1": "150", "performance": "十五日内履行。",
        "payee": "演示银行", "statement_summary": "已告知，已复核。",
        "evidence": [f"document:{d.uuid}" for d in office.case.documents.filter(code="site_record")], **penalties,
    }  # fmt: skip
    walk.post("officer", f"{office.home}draft/", **draft)
    assert office.case.draft.fields["fine_yuan"] == "96000.00"
    walk.do("officer", "send_for_review")
    dossier = Dossier.objects.get()
    story = office.story
    story.dossier = dossier
    story._assign()
    story._judge()
    review.pass_dossier(dossier, "同意。", actor=walk.people.reviewer, now=story.now)
    walk.later(days=1)


def _issue_and_close(walk: Walk, serve: dict[str, Any]) -> None:
    office = walk.office
    walk.do("leader", "discuss_collectively", held_at="9:00", place="会议室", host="演示戊", report="案情汇报",
            conclusion="同意。", signed="on", voice_name_1="演示戊", voice_text_1="同意", voice_name_2="演示丙",
            voice_text_2="同意")  # fmt: skip
    walk.do("leader", "approve_decision")
    walk.do("leader", "issue_decision")
    walk.later(days=1)
    walk.do("officer", "serve_decision", **serve)
    decision = Decision.objects.get()
    walk.post("window", f"/office/payments/{decision.uuid}/", paid_on="今天", amount_yuan="9.6万",
              receipt_number="演示票据1", bank="演示银行")  # fmt: skip
    walk.later(days=1)
    walk.do("head", "close_case", outcome="performed", materials=["缴款凭证或者履行记录"], performance="已履行",
            transfer="没有应当移送的情形", opinion="同意结案")  # fmt: skip
    for demand in demands_of(Place(office.case, walk.people.officer, local_date(office.story.now))):
        if demand.missing:
            walk.do("officer", "excuse_recording", item_code=demand.item_code, reason="设备故障，当日报修。")
    walk.do("head", "archive_case")
    assert office.case.closed_on == local_date(office.story.now)
