"""Every row of the law's table of papers has its template, with the fields the article demands (law manual §4.1)."""

from __future__ import annotations

from datetime import date

import pytest

from daylight.core.lawdata import LawPack

ON = date(2026, 11, 23)
# row · template · fields that must be demanded
ROWS: tuple[tuple[str, str, str], ...] = (
    ("违法线索登记表", "lead_register", "source content suggestion"),
    ("责令停止违法行为通知书", "stop_order", "party facts basis officers phone"),
    ("立案呈批表", "opening_approval", "cause party facts source "
     "identified_offender unlawful_fact punishable own_jurisdiction within_limitation officers opinion"),
    ("回避决定书", "recusal_decision", "applicant reason decision leader"),
    ("接受调查通知书", "inquiry_summons", "cause appear_at place materials rights"),
    ("询问笔录", "inquiry_record", "started_at ended_at place officers recorder person_name "
     "person_id person_address relation identity_shown_at rights_told questions signed"),
    ("现场勘测笔录", "site_record", "started_at ended_at place officers party_notified area land_class condition drawing signed"),
    ("先行登记保存审批表", "evidence_hold_approval", "goods keeping leader_opinion"),
    ("先行登记保存通知书", "evidence_hold_notice", "goods keeping held_on"),
    ("先行登记保存处理决定书", "evidence_hold_disposal", "goods disposal"),
    ("鉴定意见", "testing_result", "body qualification conclusion signed"),
    ("中止调查审批", "suspension_approval", "ground leader_opinion"),
    ("中止调查告知", "suspension_notice", "ground content"),
    ("恢复调查审批", "resumption_approval", "ground leader_opinion"),
    ("恢复调查告知", "resumption_notice", "ground content"),
    ("调查报告", "investigation_report", "party facts evidence nature circumstances consequences law opinion"),
    ("审理记录", "trial_record", "jurisdiction party_clear facts_clear nature_right law_right procedure_lawful penalty_suitable conclusion"),
    ("法制审核意见书", "legal_review_opinion", "received_on materials elements conclusion reviewer reviewed_on"),
    ("集体讨论记录", "collective_discussion", "held_at host attendees report opinions conclusion signed"),
    ("行政处罚告知书", "penalty_notice", "content facts reasons basis rights"),
    ("听证告知书", "hearing_notice", "content basis rights"),
    ("听证通知书", "hearing_summons", "hearing_at place host host_certificate"),
    ("听证笔录", "hearing_record", "host host_certificate participants examination signed"),
    ("听证报告", "hearing_report", "claims defence findings suggestion"),
    ("陈述申辩笔录", "statement_record", "content person_name signed"),
    ("复核意见书", "statement_review", "claims findings accepted reasons"),
    ("行政处罚决定书", "penalty_decision", "party address facts evidence basis content performance remedy agency decided_on"),
    ("不予处罚决定书", "no_penalty_decision", "party facts remedy"),
    ("当场处罚决定书", "spot_decision", "party facts basis content place decided_at agency officers remedy"),
    ("责令限期改正通知书", "correction_order", "facts basis mend_on requirement remedy"),
    ("送达回证", "service_receipt", "document recipient method place served_at officers"),
    ("电子送达地址确认书", "electronic_consent", "agreed address scope"),
    ("延期分期申请", "deferral_application", "applicant hardship plan"),
    ("延期分期审批表", "deferral_approval", "hardship plan deferred_until leader_opinion"),
    ("延期分期决定", "deferral_decision", "reasons plan deferred_until"),
    ("催告书", "urging_letter", "term way rights"),
    ("强制执行申请书", "court_application", "party facts party_opinion urging target leader"),
    ("查封扣押决定书", "coercion_decision", "party remedy"),
    ("查封扣押清单", "coercion_list", "party"),
    ("延长查封扣押", "coercion_extension", "remedy"),
    ("解除查封扣押", "coercion_release", "remedy"),
    ("涉嫌犯罪案件移送书", "crime_transfer_letter", ""),
    ("案件移送函", "transfer_letter", "addressee party facts materials"),
    ("没收物移交清单", "goods_handover", "goods addressee handed_on"),
    ("结案呈批表", "closing_approval", "outcome performance transfer opinion"),
    ("检查审批表", "inspection_request", ""),
    ("检查通知书", "inspection_notice", ""),
    ("现场检查笔录", "inspection_record", "signed"),
    ("抽样取证凭证", "inspection_sample", ""),
    ("勘验笔录", "inspection_survey", ""),
    ("责令改正通知书", "inspection_order", "facts requirement mend_on remedy"),
    ("检查结果告知书", "inspection_result", ""),
    ("闲置土地调查通知书", "idle_inquiry_notice", ""),
    ("闲置土地认定书", "idle_determination", ""),
    ("征缴土地闲置费决定书", "levy_decision", "remedy"),
    ("收回土地使用权决定书", "reclaim_decision", "remedy"),
)  # fmt: skip
CATEGORIES = {
    "penalty_decision": "行政处罚", "coercion_decision": "行政强制", "permit_grant": "行政许可",
    "inspection_notice": "行政检查", "levy_decision": "行政征收", "fee_notice": "行政收费",
}  # fmt: skip


@pytest.mark.parametrize(("row", "code", "demanded"), ROWS, ids=[each[1] for each in ROWS])
def test_every_row_has_a_template_that_demands_its_fields(pack: LawPack, row: str, code: str, demanded: str) -> None:
    template = pack.document(code, ON)
    required = {each.code for each in template.fields if each.required}
    assert set(demanded.split()) <= required, (row, set(demanded.split()) - required)


@pytest.mark.parametrize("code", CATEGORIES)
def test_all_six_kinds_of_act_have_papers(pack: LawPack, code: str) -> None:
    assert pack.document(code, ON).external


def test_what_goes_out_is_numbered_sealed_and_cited(pack: LawPack) -> None:
    for each in pack.documents(ON):
        assert each.cite and each.fields, each.id
        assert (not each.needs_number) or each.word or not each.external, each.id
        if each.needs_number and each.external:
            assert each.needs_seal, each.id
