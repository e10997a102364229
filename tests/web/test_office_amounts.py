"""The fine in the editor: parcels, acts, provisions, gains and parties in rows that need no script."""

from __future__ import annotations

from typing import Any

import pytest

from daylight.base.permit import permit
from daylight.cases.models import Party
from daylight.decisions import acts as decisions
from daylight.decisions.composing import decision_paper
from daylight.decisions.gathering import gather
from tests.refusing import codes, refused
from tests.story import Story
from tests.web.office_case import Office, office

__all__ = ["office"]

BASE = {
    "facts": "占用土地。", "law_on": "2026-06-30", "discretion_reason": "主动停止建设。", "performance": "十五日内履行。",
    "basis": "《土地管理法》第七十七条", "payee": "演示银行",
}  # fmt: skip
TWO = {
    "part_rows": "2",
    "part_label_1": "永久基本农田", "part_kind_1": "rate_area", "part_quantity_1": "100", "part_rate_1": "700",
    "part_grade_1": "t04_heavier",
    "part_label_2": "建设用地", "part_kind_2": "rate_area", "part_quantity_2": "540", "part_rate_2": "120",
    "part_grade_2": "t04_lighter",
}  # fmt: skip
MORE = {
    "charge_rows": "1", "charge_key_1": "2", "charge_relation_1": "separate", "charge_item_1": "T01",
    "charge_act_1": "2026-06-30", "charge_grade_1": "t01_lighter", "charge_facts_1": "另将该地块转让，得款 100000 元。",
    "part_rows": "3", "part_charge_3": "2", "part_label_3": "转让所得", "part_kind_3": "percent",
    "part_quantity_3": "100000", "part_rate_3": "15",
}  # fmt: skip


def post(office: Office, key: str, **data: Any) -> Any:
    version = str(office.case.draft.version)
    return office.as_(office.cast.officer).post(
        f"{office.home}draft/", {"key": key, "base_version": version, **BASE, **data}
    )


def fields(office: Office) -> dict[str, Any]:
    draft = office.case.draft
    draft.refresh_from_db()
    return dict(draft.fields)


def test_parcels_have_their_own_area_rate_and_grade(office: Office) -> None:
    office.to("fill")
    assert post(office, "a", **TWO).status_code == 302
    kept = fields(office)
    assert kept["fine_yuan"] == "134800.00"
    first, second = kept["fine_table"]["rows"]
    assert first["grade"].startswith("从重") and first["result"] == "70,000.00 元"
    assert second["bounds"] == "法定 54,000.00 元至 540,000.00 元；本档 54,000.00 元至 162,000.00 元"
    assert kept["fine_table"]["capitals"] == "壹拾叁万肆仟捌佰元整"
    page = office.as_(office.cast.officer).get(f"{office.home}draft/").content.decode()
    for word in ("档次", "因子", "区间", "结果", "理由", "壹拾叁万肆仟捌佰元整", "在阶次范围内"):
        assert word in page


def test_rows_are_added_and_taken_out_with_buttons(office: Office) -> None:
    office.to("fill")
    added = post(office, "a", row="add part", **TWO)
    assert added.headers["Location"].endswith("draft/?part=3#part-3")
    page = office.as_(office.cast.officer).get(added.headers["Location"].split("#")[0]).content.decode()
    assert 'name="part_quantity_3"' in page and 'name="part_quantity_4"' not in page
    dropped = post(office, "b", row="drop part 1", **TWO)
    assert dropped.status_code == 302
    assert [each["label"] for each in fields(office)["parts"]] == ["建设用地"]
    assert fields(office)["fine_yuan"] == "64800.00"
    # A number nobody has, or a word that is no button, is an ordinary save.
    assert post(office, "c", row="drop part 9", **TWO).status_code == 302
    assert len(fields(office)["parts"]) == 2


def test_a_refused_row_keeps_everything_typed(office: Office) -> None:
    office.to("fill")
    answer = post(office, "a", row="add part", **(TWO | {"part_quantity_1": "99999999999"}))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "大于全市面积" in page and 'value="99999999999"' in page and 'name="part_quantity_3"' in page
    long = post(office, "b", **(TWO | {"performance": "长" * 20001}))
    assert long.status_code == 422 and "超过 20000 字" in long.content.decode()


def test_out_of_the_range_is_said_with_the_range(office: Office) -> None:
    office.to("fill")
    post(office, "a", row="reckon", **(TWO | {"part_rate_1": "1001", "part_rate_2": "1001"}))
    page = office.as_(office.cast.officer).get(f"{office.home}draft/").content.decode()
    assert "超出法定幅度" in page and "64,000.00 元至 640,000.00 元之内" in page
    post(office, "b", **(TWO | {"part_rate_1": "300"}))
    page = office.as_(office.cast.officer).get(f"{office.home}draft/").content.decode()
    assert "不在所选阶次范围内" in page and "写明偏离裁量阶次的理由" in page


def test_two_acts_are_reckoned_apart_and_carried_out_together(office: Office) -> None:
    office.to("fill")
    assert post(office, "a", **(TWO | MORE)).status_code == 302
    kept = fields(office)
    assert kept["fine_yuan"] == "149800.00"
    assert kept["fine_table"]["merged"] == "134,800.00 元 ＋ 15,000.00 元 ＝ 149,800.00 元"
    assert any("第 2 项违法行为的裁量理由没有填写" in each for each in messages(office.story))
    facts = gather(office.case, office.story.now.date()).decision
    assert facts and facts.item == "T04" and [each.item for each in facts.others] == ["T01"]
    paper = decision_paper(office.case, kept | {"penalties": [fine("149800")]}, office.story.now.date())
    assert "另查明，买卖或者以其他形式非法转让土地：另将该地块转让" in paper["facts"]
    assert "土地管理法第七十四条" in paper["basis"]
    assert "以上罚款合并执行，合计 149,800.00 元（壹拾肆万玖仟捌佰元整）。" in paper["content"]
    assert len(paper["computation"]) == 3
    shown = office.as_(office.cast.officer).get(f"{office.home}draft/").content.decode()
    assert '<details class="card" id="charges" open>' in shown


def test_of_two_provisions_for_one_act_the_heavier_applies(office: Office) -> None:
    office.to("fill")
    same = {**TWO, **MORE, "charge_relation_1": "same", "part_quantity_3": "9000000", "part_rate_3": "15"}
    assert post(office, "a", **same).status_code == 302
    kept = fields(office)
    assert kept["fine_yuan"] == "1350000.00"
    assert [bool(row["note"]) for row in kept["fine_table"]["rows"]] == [True, True, False]
    facts = gather(office.case, office.story.now.date()).decision
    assert facts and facts.item == "T01" and facts.others == ()
    # The other provision cannot be compared yet: that is a question before review.
    post(office, "b", **{**same, "part_rows": "2"})
    assert any("无法比较" in each for each in messages(office.story))


def test_gains_are_merged_after_lawful_costs(office: Office) -> None:
    office.to("fill")
    gain = {"gain_rows": "1", "gain_label_1": "租金", "gain_amount_1": "30000", "gain_cost_1": "10000"}
    post(office, "a", **TWO, **gain)
    assert fields(office)["gains_yuan"] == ""
    assert any("扣除成本的，请写明证据" in each for each in messages(office.story))
    post(office, "b", **TWO, **gain, gain_evidence_1="平整土地发票")
    assert fields(office)["gains_yuan"] == "20000.00"
    assert any("没有没收违法所得一项" in each for each in messages(office.story))
    page = office.as_(office.cast.officer).get(f"{office.home}draft/").content.decode()
    assert "减合法成本 10000元（平整土地发票）" in page and "贰万元整" in page


def test_a_text_with_another_number_is_a_question(office: Office) -> None:
    office.to("fill")
    line = {
        "penalty_rows": "1",
        "penalty_kind_1": "fine",
        "penalty_text_1": "处罚款 134,000.00 元",
        "penalty_amount_1": "134800",
    }
    post(office, "a", **TWO, **line)
    assert any("文字中写的是“134,000.00 元”，金额一栏是 134800 元" in each for each in messages(office.story))
    post(office, "b", **TWO, **line, penalty_note_1="文字为扣除已缴部分后的余额")
    assert not any("文字中写的是" in each for each in messages(office.story))
    assert fields(office)["penalties"][0]["note"]


def test_parties_are_fined_side_by_side(office: Office) -> None:
    office.to("fill")
    with permit("fixture"):
        other = Party.objects.create(case=office.case, role="party", kind="person", name="演示第二当事人")
    own = office.case.parties.filter(role="party").order_by("id")[0]
    by = {"part_party_1": str(own.uuid), "part_party_2": str(other.uuid)}
    post(office, "a", **TWO, **by)
    kept = fields(office)
    assert [(each["name"], each["fine"]) for each in kept["fine_table"]["parties"]] == [
        (own.name, "70000.00"), ("演示第二当事人", "64800.00"),
    ]  # fmt: skip
    both = [fine("70000", str(own.uuid)), fine("64800", str(other.uuid))]
    text = decision_paper(office.case, kept | {"penalties": both}, office.story.now.date())["content"]
    assert f"对{own.name}：\n处罚款 70000 元。\n对演示第二当事人：\n处罚款 64800 元。" in text
    assert "合并执行" not in text


def fine(amount: str, party: str = "") -> dict[str, str]:
    return {"kind": "fine", "text": f"处罚款 {amount} 元", "amount_yuan": amount, "area_m2": "", "party": party}


def messages(story: Story) -> list[str]:
    found = refused(send, story)
    assert codes(found)
    return [each.message for each in found]


def send(story: Story) -> Any:
    return decisions.send_for_review(story.case, actor=story.people.officer, now=story.now)


@pytest.mark.parametrize("who", ["partner", "head", "leader", "stranger", "window"])
def test_rows_are_for_the_handlers(office: Office, who: str) -> None:
    office.to("fill")
    person = getattr(office.cast, who)
    answer = office.as_(person).post(
        f"{office.home}draft/", {"key": "x", "base_version": "2", "row": "add part", **BASE}
    )
    assert answer.status_code == (302 if who == "partner" else 404)
