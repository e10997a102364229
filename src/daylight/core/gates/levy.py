"""行政征收 ZS01–ZS04, PJ01: idle land by the law's measure, a fifth of the price and no other sum, the government's word."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from daylight.core.amounts import plain
from daylight.core.deadlines import add_months
from daylight.core.facts import CaseFacts
from daylight.core.gates.verdict import Answer, Inquiry, answer, not_applicable
from daylight.core.lawrecords import Parameter
from daylight.core.levyfacts import EXTENSION, FISCAL, NOT_STARTED, STOPPED, TEMPORARY, UNTOLD, LevyFacts
from daylight.core.refusal import Refusal

CENT = Decimal("0.01")
PROPOSED = {"levy": "征缴土地闲置费", "reclaim": "收回国有建设用地使用权"}


def _parameter(ask: Inquiry, key: str) -> Parameter:
    return ask.pack.parameter(str(ask.rule.parameters[key]), ask.today)


def levy_fee(price: Decimal, percent: Parameter) -> Decimal:
    """The 土地闲置费 in yuan, to the cent."""
    return (price * Decimal(str(percent.value)) / 100).quantize(CENT, ROUND_HALF_UP)


def idle_land_established(facts: CaseFacts, ask: Inquiry) -> Answer:
    """ZS01: a year past the agreed day without a beginning, or begun too little and standing still for a year."""
    levy = facts.levy
    if levy is None or not levy.state:
        return not_applicable("还没有认定闲置土地")
    months = int(_parameter(ask, "months").value)
    if levy.state == NOT_STARTED:
        if levy.due_on is None:
            return answer([ask.refusal("没有填写约定或者规定的动工开发日期，请补写。", "due_on")], "")
        return _year_over(levy.due_on, months, "约定的动工开发日期", "due_on", ask)
    if levy.stopped_on is None:
        return answer([ask.refusal("没有填写中止开发建设的日期，请补写。", "stopped_on")], "")
    waited = _year_over(levy.stopped_on, months, "中止开发建设的日期", "stopped_on", ask)
    return answer([*waited.refusals, *_too_little(levy, ask)], waited.why)


def _year_over(since: date, months: int, said: str, field: str, ask: Inquiry) -> Answer:
    full = add_months(since, months)
    if ask.today >= full:
        return answer([], f"{said} {since} 至今已满{months}个月")
    message = f"{said}为 {since}，到 {full} 才满{months}个月，现在不构成闲置土地，请核对日期，或者结束调查。"
    return answer([ask.refusal(message, field)], "")


def _too_little(levy: LevyFacts, ask: Inquiry) -> list[Refusal]:
    """Either share below its line is enough; neither known is not."""
    share, percent = (
        Fraction(str(_parameter(ask, "area_share").value)),
        Decimal(str(_parameter(ask, "invested_percent").value)),
    )
    area = invested = None
    if levy.built_m2 is not None and levy.total_m2:
        area = Fraction(levy.built_m2) / Fraction(levy.total_m2) < share
    if levy.invested is not None and levy.investment:
        invested = levy.invested * 100 / levy.investment < percent
    if area or invested:
        return []
    if area is None and invested is None:
        message = f"“{STOPPED}”的，请填写已开发面积和总面积，或者已投资额和总投资额，以便核对是否构成闲置。"
        return [ask.refusal(message, "built_m2")]
    message = f"已开发面积达到{share}、已投资额达到{percent:f}%的，不构成闲置土地，请核对数字，或者结束调查。"
    return [ask.refusal(message, "built_m2" if invested is None else "invested")]


def idle_land_outcome_lawful(facts: CaseFacts, ask: Inquiry) -> Answer:
    """ZS02: the holder's own fault, told of the hearing, the sum of the law, never more than was announced."""
    levy = facts.levy
    if levy is None or not levy.outcome:
        return not_applicable("还没有拟定征缴或者收回的决定")
    refusals = []
    if levy.by_government:
        message = "土地闲置不是使用权人的原因，不能征缴土地闲置费或者无偿收回，请与使用权人协商处置。"
        refusals.append(ask.refusal(message, "cause", "闲置土地处置办法第八条、第十二条"))
    refusals += _heard_first(levy, ask)
    refusals += _fee_faults(levy, ask) if levy.outcome == "levy" else _reclaim_faults(levy, ask)
    return answer(refusals, f"{PROPOSED[levy.outcome]}的条件和数额已核对")


def _heard_first(levy: LevyFacts, ask: Inquiry) -> list[Refusal]:
    cite = "闲置土地处置办法第十五条"
    if not levy.told:
        return [ask.refusal("还没有书面告知使用权人有申请听证的权利，请先送达听证告知书。", "hearing", cite)]
    if levy.asked and not levy.heard:
        return [ask.refusal("使用权人申请了听证，还没有举行，请先组织听证。", "hearing", cite)]
    if levy.proposed != PROPOSED[levy.outcome]:
        message = f"听证告知书写的是拟{levy.proposed}，现在拟{PROPOSED[levy.outcome]}，请按现在的拟处理重新告知。"
        return [ask.refusal(message, "outcome", cite)]
    return []


def _fee_faults(levy: LevyFacts, ask: Inquiry) -> list[Refusal]:
    percent = _parameter(ask, "percent")
    if levy.price is None or levy.price <= 0:
        return [ask.refusal("没有填写土地出让或者划拨价款，无法计算土地闲置费，请补写。", "land_price")]
    lawful = levy_fee(levy.price, percent)
    refusals = []
    if levy.fee != lawful:
        message = (
            f"土地闲置费应为价款 {plain(levy.price)} 元的{percent.value}%，即 {plain(lawful)} 元，请改为这个数额。"
        )
        refusals.append(ask.refusal(message, "fee", percent.cite))
    if levy.price_said != levy.price:
        message = f"决定书的价款与《闲置土地认定书》的 {plain(levy.price)} 元不一致，请改为一致，或者重新认定。"
        refusals.append(ask.refusal(message, "land_price"))
    if levy.proposed_fee is not None and levy.fee is not None and levy.fee > levy.proposed_fee:
        message = f"决定的数额高于听证告知书写明的 {plain(levy.proposed_fee)} 元，请先按新数额重新告知。"
        refusals.append(ask.refusal(message, "fee", "闲置土地处置办法第十五条"))
    return refusals


def _reclaim_faults(levy: LevyFacts, ask: Inquiry) -> list[Refusal]:
    rule = _parameter(ask, "reclaim_months")
    if levy.state != NOT_STARTED or levy.due_on is None:
        message = "无偿收回只适用于未动工开发满两年的土地；已经动工后中止的，请改为其他处理。"
        return [ask.refusal(message, "outcome", rule.cite)]
    full = add_months(levy.due_on, int(rule.value))
    if ask.today < full:
        message = f"到 {full} 才满{rule.value}个月未动工开发，现在不能无偿收回，请改为征缴土地闲置费。"
        return [ask.refusal(message, "outcome", rule.cite)]
    return []


def idle_land_approved(facts: CaseFacts, ask: Inquiry) -> Answer:
    """ZS03: the government approved exactly this outcome, in writing, before the decision is issued."""
    levy = facts.levy
    if levy is None or not levy.outcome:
        return not_applicable("还没有拟定征缴或者收回的决定")
    if not levy.approval_number.strip() or levy.approved_on is None:
        return answer(
            [ask.refusal("还没有人民政府的批准文件，请先报请批准，取得批准文件以后登记文号。", "approval_number")], ""
        )
    refusals = []
    if levy.approved_on > ask.today:
        refusals.append(ask.refusal("批准日期晚于今天，请核对。", "approved_on"))
    if levy.approved_for != PROPOSED[levy.outcome]:
        message = f"批准的是{levy.approved_for}，拟作的决定是{PROPOSED[levy.outcome]}，请重新报批，或者退回重拟。"
        refusals.append(ask.refusal(message, "content"))
    return answer(refusals, f"{levy.approval_number} 已批准")


def idle_land_disposal_lawful(facts: CaseFacts, ask: Inquiry) -> Answer:
    """ZS04: one more year to begin, two years of temporary use, and the mortgagee told in writing."""
    levy = facts.levy
    if levy is None or not levy.way:
        return not_applicable("还没有处置方案")
    refusals = []
    limits = {EXTENSION: "extension", TEMPORARY: "temporary"}
    if levy.way in limits:
        rule = _parameter(ask, limits[levy.way])
        if levy.from_on is None or levy.until_on is None:
            refusals.append(ask.refusal(f"“{levy.way}”要写明起止日期，请补写。", "until_on", rule.cite))
        elif levy.until_on > add_months(levy.from_on, int(rule.value)):
            message = f"“{levy.way}”最长{rule.value}个月，从 {levy.from_on} 起最晚到 {add_months(levy.from_on, int(rule.value))}，请改期。"
            refusals.append(ask.refusal(message, "until_on", rule.cite))
    if levy.mortgage == UNTOLD:
        message = "土地设有抵押权，拟订处置方案时应当书面通知抵押权人，请先通知。"
        refusals.append(ask.refusal(message, "mortgage", "闲置土地处置办法第十三条"))
    return answer(refusals, f"处置方式：{levy.way}")


def dues_receipted(facts: CaseFacts, ask: Inquiry) -> Answer:
    """PJ01: every payment has a fiscal receipt of its own and the sum is not above what is owed."""
    dues = facts.dues
    if dues is None or not dues.paid:
        return not_applicable("还没有缴款")
    refusals = []
    for each in dues.paid:
        if each.receipt_kind not in FISCAL or not each.receipt.strip():
            message = (
                f"收取 {plain(each.amount)} 元没有开具财政票据，请开具财政统一票据或者经批准的专用票据后登记票据号。"
            )
            refusals.append(ask.refusal(message, "receipt_number"))
    numbers = [each.receipt.strip() for each in dues.paid]
    if len(set(numbers)) < len(numbers):
        refusals.append(ask.refusal("同一张票据登记了两次，请核对票据号。", "receipt_number"))
    if dues.due is None:
        refusals.append(ask.refusal("还没有决定应缴数额，请先作出决定或者发出通知。", "amount"))
    elif dues.total > dues.due:
        message = f"登记以后共收 {plain(dues.total)} 元，超过{dues.said} {plain(dues.due)} 元，请核对金额。"
        refusals.append(ask.refusal(message, "amount"))
    return answer(refusals, f"共收 {plain(dues.total)} 元，均有财政票据")


def dues_settled(facts: CaseFacts, ask: Inquiry) -> Answer:
    """PJ02: with the last payment in, nothing is owed any more."""
    dues = facts.dues
    if dues is None or dues.due is None:
        return not_applicable("没有应缴的款项")
    if not dues.settled:
        message = f"共收 {plain(dues.total)} 元，{dues.said} {plain(dues.due)} 元还差 {plain(dues.due - dues.total)} 元，请改为登记部分缴纳。"
        return answer([ask.refusal(message, "amount")], "")
    return answer([], f"{dues.said}已经缴清")
