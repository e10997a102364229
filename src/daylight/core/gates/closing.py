"""公开、移送、归档、结案 G19 G20 G24 G25 G30."""

from daylight.core.amounts import plain
from daylight.core.deadlines import add_months
from daylight.core.facts import CaseFacts
from daylight.core.gates.conditions import transfer_hits
from daylight.core.gates.verdict import Answer, Inquiry, answer, not_applicable
from daylight.core.lawdata import NotInForce


def publication_safe(facts: CaseFacts, ask: Inquiry) -> Answer:
    """G19: secrecy and masking looked at, by two persons, on exactly these bytes; never a minor, never before service."""
    page = facts.publication
    if page is None:
        return not_applicable("不是公开事项")
    refusals = []
    if not page.served:
        refusals.append(ask.refusal("决定书还没有送达当事人，送达后才能公开。", "served", "行政处罚法第六十一条"))
    if not page.secrecy_checked_by:
        refusals.append(ask.refusal("没有保密审查记录，请先完成保密审查。", "secrecy_checked_by"))
    if not page.masked_by:
        refusals.append(ask.refusal("没有个人信息遮盖记录，请先核对遮盖结果。", "masked_by"))
    if not page.confirmed_by:
        refusals.append(ask.refusal("还没有第二人核对公开页面，请另一名人员核对。", "confirmed_by"))
    elif page.confirmed_by == page.masked_by:
        refusals.append(ask.refusal("遮盖和核对是同一人，请换另一名人员核对。", "confirmed_by"))
    elif page.confirmed_sha256 != page.current_sha256:
        refusals.append(ask.refusal("核对之后公开内容有改动，请重新核对。", "confirmed_by"))
    for each in page.residue:
        refusals.append(ask.refusal(f"公开内容里还能看到{each}，请遮盖后再公开。", "text"))
    if page.party_birth_on is not None:
        years = ask.pack.parameter(str(ask.rule.parameters["adult"]), ask.today).value
        adult_on = add_months(page.party_birth_on, 12 * int(years))
        if ask.today < adult_on:
            refusals.append(
                ask.refusal("当事人是未成年人，本案不上网公开，请办理不予公开。", "party", "未成年人保护法")
            )
    return answer(refusals, "保密审查、遮盖和第二人核对均已完成")


def credit_publication_allowed(facts: CaseFacts, ask: Inquiry) -> Answer:
    """G20: a natural person is reported and shared, never shown to the public on the credit site."""
    page = facts.publication
    if page is None or page.channel not in ("credit", "credit_report"):
        return not_applicable("不是信用信息推送")
    if page.channel == "credit_report":
        return answer([], "仅报送、共享，不向社会公示")
    if facts.party_kind != "person":
        return answer([], "当事人不是自然人")
    try:
        allowed = ask.pack.parameter(str(ask.rule.parameters["allowed"]), ask.today).value is True
    except NotInForce:
        allowed = False
    if allowed:
        return answer([], "本地允许公示自然人信用信息")
    message = "自然人的处罚信息不得推送信用公示，请改为仅报送、共享。"
    return answer([ask.refusal(message, "channel")], "")


def transfer_decided(facts: CaseFacts, ask: Inquiry) -> Answer:
    """G24: where a line is reached, somebody decided to transfer or not, with the reason; before closing it is delivered."""
    transfer = facts.transfer
    if transfer is None:
        return not_applicable("本类案件不涉及涉嫌犯罪移送")
    hits = list(transfer_hits(transfer, ask.pack, ask.today))
    if transfer.other_crime.strip():
        hits.append(transfer.other_crime.strip())
    if not hits:
        return answer([], "没有达到移送线")
    why = "；".join(hits)
    if transfer.decision not in ("transfer", "keep"):
        message = f"{why}，涉嫌犯罪，请作出移送或者不移送的决定并写明理由。"
        return answer([ask.refusal(message, "transfer_decision")], "")
    if transfer.decision == "keep":
        if not transfer.reason.strip():
            return answer([ask.refusal(f"{why}，决定不移送的，请写明理由。", "transfer_reason")], "")
        return answer([], f"已决定不移送：{transfer.reason}")
    if facts.closing is not None and transfer.delivered_on is None:
        return answer([ask.refusal("决定移送公安机关的案件还没有移送，请登记移送日期后再结案。", "delivered_on")], "")
    return answer([], "已决定移送公安机关")


def recordings_present(facts: CaseFacts, ask: Inquiry) -> Answer:
    """G25: every step the list wants filmed is filmed, or the technical reason is written down."""
    recordings = facts.recordings
    if recordings is None or not recordings.required:
        return not_applicable("音像记录事项清单没有要求本案录音录像")
    missing = {
        code: name
        for code, name in recordings.required.items()
        if code not in recordings.present and not recordings.excused.get(code, "").strip()
    }
    refusals = [
        ask.refusal(f"“{name}”按清单应当录音录像，没有找到音像资料，请上传，或者写明未录的技术原因。", code)
        for code, name in missing.items()
    ]
    return answer(refusals, f"{len(recordings.required)} 个应当音像记录的环节齐全")


def closing_complete(facts: CaseFacts, ask: Inquiry) -> Answer:
    """G30: one of the seven outcomes with its material, nothing owed under 执行完毕, discipline referred first."""
    closing = facts.closing
    if closing is None:
        return not_applicable("还没有申请结案")
    outcomes = {each.id: each for each in ask.pack.closing_outcomes(ask.today)}
    outcome = outcomes.get(closing.outcome)
    if outcome is None:
        names = "、".join(each.name for each in outcomes.values())
        return answer([ask.refusal(f"没有选择结案情形，请在以下情形中选一种：{names}。", "outcome")], "")
    refusals = [
        ask.refusal(f"按“{outcome.name}”结案应当附“{each}”，请补上。", "materials")
        for each in outcome.materials
        if each not in closing.materials
    ]
    if closing.made is not None and outcome.moves and not closing.made & set(outcome.moves):
        message = (
            f"案卷里没有与“{outcome.name}”对应的办理记录，不能按这种情形结案；请先办理，或者改选与本案相符的情形。"
        )
        refusals.append(ask.refusal(message, "outcome"))
    if outcome.id == "performed" and closing.unpaid:
        message = f"还有 {plain(closing.unpaid)} 元没有缴纳，不能按“{outcome.name}”结案，请核对缴款或者改选情形。"
        refusals.append(ask.refusal(message, "outcome"))
    if outcome.id == "performed" and closing.surcharge:
        message = (
            f"已告知的加处罚款还有 {plain(closing.surcharge)} 元没有缴纳，不能按“{outcome.name}”结案；"
            "请登记缴款，依法减免的先办理执行协议，或者改选情形。"
        )
        refusals.append(ask.refusal(message, "outcome", "行政处罚法第七十二条；行政强制法第四十二条"))
    if closing.discipline_due and closing.discipline_sent_on is None:
        message = "有应当移送纪检监察机关的问题线索还没有移送，请登记移送日期后再结案。"
        refusals.append(ask.refusal(message, "discipline_sent_on"))
    return answer(refusals, f"结案情形：{outcome.name}")
