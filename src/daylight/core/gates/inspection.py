"""检查、抽查、委托 G21 G22 G29: no inspection off the list, no hand-picked draw, no entrusted body without its paper."""

from daylight.core.facts import CaseFacts
from daylight.core.gates.verdict import Answer, Inquiry, answer, not_applicable
from daylight.core.inspectionfacts import InspectionFacts

BASIS_NAMES = {
    "daily": "已备案的年度检查计划",
    "special": "专项检查的批准文件",
    "case": "投诉举报、转办交办等线索来源",
}


def inspection_permitted(facts: CaseFacts, ask: Inquiry) -> Answer:
    """G21: on the published list, with plan or source, approved, under the yearly cap, registered by its code.

    A case inspection follows its complaint or lead: it needs no plan and is counted, but not stopped, by the cap.
    """
    inspection = facts.inspection
    if inspection is None:
        return not_applicable("不是行政检查")
    if inspection.kind not in BASIS_NAMES:
        return answer([ask.refusal("没有选择检查的种类，请选日常检查、专项检查或者个案检查。", "kind")], "")
    refusals = []
    if not inspection.item_listed:
        message = "检查事项没有列入公布的检查事项清单，不得检查，请核对事项。"
        refusals.append(ask.refusal(message, "item"))
    if not inspection.basis.strip():
        message = f"没有写明{BASIS_NAMES[inspection.kind]}，请补写后再检查。"
        refusals.append(ask.refusal(message, "basis"))
    if said := _unplanned(inspection):
        refusals.append(ask.refusal(said, "plan_filed_on"))
    approved_late = inspection.approved_on is not None and inspection.approved_on > inspection.on
    entered = inspection.phase != "plan"
    if entered and not inspection.urgent and (inspection.approved_on is None or approved_late):
        message = "检查没有在事前报负责人批准，请先批准；情况紧急的，请勾选紧急并在事后补办。"
        refusals.append(ask.refusal(message, "approved_on"))
    if inspection.phase == "tell" and inspection.urgent and inspection.approved_on is None:
        message = "紧急检查还没有补办批准，请负责人补批以后再告知结果。"
        refusals.append(ask.refusal(message, "approved_on"))
    # Whoever has been inspected is told the result, whatever was begun meanwhile.
    if inspection.phase != "tell" and _over_cap(inspection):
        message = f"该企业本年度已检查 {inspection.done_this_year} 次，达到频次上限 {inspection.yearly_cap} 次，不能再安排检查。"
        refusals.append(ask.refusal(message, "yearly_cap"))
    if entered and inspection.enterprise and inspection.scanned_at is None:
        refusals.append(ask.refusal("没有扫码登记，请先扫检查码再进入企业。", "scanned_at"))
    planned, came = inspection.helpers_planned, inspection.helpers_present
    if planned is not None and came is not None and came > planned:
        message = f"批准的协助人员是 {planned} 人，到场 {came} 人，请核对；需要增加的，先报批准。"
        refusals.append(ask.refusal(message, "helpers"))
    return answer(refusals, f"检查事项已公布，{BASIS_NAMES[inspection.kind]}：{inspection.basis}")


def _unplanned(inspection: InspectionFacts) -> str:
    """Why a daily inspection has no plan to stand on; empty where it has one or needs none (D33)."""
    due, filed = inspection.plan_due_on, inspection.plan_filed_on
    if inspection.kind != "daily" or due is None:
        return ""
    if filed is not None and filed > inspection.on:
        return "年度检查计划的备案日期晚于检查日期，请核对。"
    if filed is None and inspection.on > due:
        return f"{due.year} 年度检查计划应在 {due} 前备案，现在还没有备案，不能安排日常检查，请先备案。"
    if filed is not None and inspection.plan_year != inspection.on.year:
        return f"日常检查应当列入 {inspection.on.year} 年度检查计划，请核对计划年度。"
    return ""


def _over_cap(inspection: InspectionFacts) -> bool:
    if inspection.yearly_cap is None or not inspection.enterprise or inspection.kind == "case":
        return False
    if inspection.kind == "special" and inspection.superior_ordered:
        return False
    return inspection.done_this_year >= inspection.yearly_cap


def drawn_at_random(facts: CaseFacts, ask: Inquiry) -> Answer:
    """G22: objects and officers drawn, not picked, and the draw can be repeated by anybody."""
    draw = facts.draw
    if draw is None:
        return not_applicable("不是双随机抽查")
    refusals = []
    for picked, name, field in (
        (not draw.objects_random, "检查对象", "objects_random"),
        (not draw.officers_random, "执法人员", "officers_random"),
    ):
        if picked:
            message = f"{name}由人工指定，不是随机抽取，本次双随机任务无效，请重新抽取。"
            refusals.append(ask.refusal(message, field))
    kept = (
        (draw.seed, "随机种子", "seed"),
        (draw.roster_sha256, "名录快照", "roster_sha256"),
        (draw.drawn_at, "抽取时间", "drawn_at"),
        (draw.drawn_by, "操作人", "drawn_by"),
        (draw.witness, "见证人", "witness"),
    )
    refusals += [
        ask.refusal(f"抽取记录缺少{name}，无法复核，请补齐或者重新抽取。", field)
        for value, name, field in kept
        if not value
    ]
    return answer(refusals, "检查对象和执法人员均为随机抽取，可以复核")


def entrustment_valid(facts: CaseFacts, ask: Inquiry) -> Answer:
    """G29: a body acts for the agency only under a published paper, inside its matters and its term."""
    entrusted = facts.entrustment
    if entrusted is None:
        return not_applicable("不是委托执法")
    if not entrusted.document_number.strip():
        message = f"{entrusted.body}没有书面委托书，不能以本机关名义执法，请由本机关办理。"
        return answer([ask.refusal(message, "document_number")], "")
    refusals = []
    begun = entrusted.valid_from is not None and entrusted.valid_from <= ask.today
    running = entrusted.valid_until is None or ask.today <= entrusted.valid_until
    if not (begun and running):
        span = f"{entrusted.valid_from or '（未填）'} 至 {entrusted.valid_until or '（未填）'}"
        message = f"{entrusted.body}的委托期限是 {span}，今天不在期限内，请重新委托或者由本机关办理。"
        refusals.append(ask.refusal(message, "valid_until"))
    if entrusted.valid_until is None:
        message = f"{entrusted.body}的委托书没有写明期限，请补正委托书。"
        refusals.append(ask.refusal(message, "valid_until"))
    if entrusted.matter not in entrusted.matters:
        message = f"“{entrusted.matter}”不在{entrusted.body}的委托事项内，请由本机关办理。"
        refusals.append(ask.refusal(message, "matters"))
    if not entrusted.published:
        refusals.append(ask.refusal("委托书没有向社会公布，请双方公布后再办理。", "published"))
    return answer(refusals, f"{entrusted.body}按{entrusted.document_number}受托办理")
