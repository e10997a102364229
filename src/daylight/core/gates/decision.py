"""决定 G13 G14 G26 G27: fined once, by whom the law lets decide, in a complete paper that nobody changes afterwards."""

from daylight.core.amounts import plain
from daylight.core.facts import CaseFacts, DecisionFacts
from daylight.core.gates.verdict import Answer, Inquiry, answer, not_applicable
from daylight.core.papercheck import names_period
from daylight.core.refusal import Refusal


def fined_once(facts: CaseFacts, ask: Inquiry) -> Answer:
    """G13: the same act is not fined twice."""
    if facts.prior is None or facts.decision is None or not facts.decision.fine:
        return not_applicable("没有罚款，不涉及重复罚款")
    if not facts.prior.searched:
        return answer([ask.refusal("还没有查对同一当事人、同一地块的以往处罚，请先查重。", "prior")], "")
    fines = facts.prior.fines_for_same_act
    if fines:
        message = f"同一违法行为已有罚款决定（{'、'.join(fines)}），不得再次罚款，请改为其他处罚或者终止。"
        return answer([ask.refusal(message, "fine")], "")
    return answer([], "没有查到同一违法行为的罚款决定")


def decision_complete(facts: CaseFacts, ask: Inquiry) -> Answer:
    """G14: every element of 五十九条, the right remedies, a date and a valid seal."""
    decision = facts.decision
    if decision is None:
        return not_applicable("还没有决定书")
    template = ask.pack.document(decision.document, ask.today)
    refusals = [
        ask.refusal(f"决定书缺少“{each.label}”，请补写。", each.code, each.cite or template.cite)
        for each in template.missing(decision.fields)
    ]
    if decision.fine:
        for code in ("payee", "surcharge"):
            name = next((each.label for each in template.fields if each.code == code), "")
            if name and not decision.fields.get(code):
                cite = "罚款决定与罚款收缴分离实施办法第七条"
                refusals.append(ask.refusal(f"有罚款的决定书应当写明“{name}”，请补写。", code, cite))
    refusals += _remedy_faults(decision, ask)
    if decision.decided_on is None:
        refusals.append(ask.refusal("决定书没有日期，请填写作出决定的日期。", "decided_on"))
    elif decision.decided_on > ask.today:
        refusals.append(ask.refusal("决定书日期晚于今天，请更正。", "decided_on"))
    if not decision.seal_ok:
        refusals.append(ask.refusal("决定书没有有效的机关印章，请盖章后签发。", "seal"))
    refusals += _summary_faults(facts, decision, ask) if decision.summary else _ordinary_faults(decision, ask)
    return answer(refusals, "决定书必载事项齐全，日期和印章有效")


def _ordinary_faults(decision: DecisionFacts, ask: Inquiry) -> list[Refusal]:
    if not decision.on_the_spot:
        return []
    return [ask.refusal("普通程序不能使用当场处罚决定书，请换用行政处罚决定书。", "document")]


def _summary_faults(facts: CaseFacts, decision: DecisionFacts, ask: Inquiry) -> list[Refusal]:
    """处罚法 第五十一条、第五十二条: the small fine or warning, on its own form, that sends the party to review first."""
    refusals = []
    if not decision.on_the_spot:
        message = "当场处罚应当使用预定格式、编有号码的当场处罚决定书，请换用。"
        refusals.append(ask.refusal(message, "document", "行政处罚法第五十二条"))
    names = {kind.id: kind.name for kind in ask.pack.penalty_kinds(ask.today)}
    others = sorted(decision.penalties - {"fine", "warning"})
    if others:
        listed = "、".join(names.get(each, each) for each in others)
        message = f"“{listed}”不能当场作出，请转普通程序办理。"
        refusals.append(ask.refusal(message, "penalties", "行政处罚法第五十一条"))
    limit = int(ask.pack.parameter(f"summary_fine_{facts.party_kind}", ask.today).value)
    if decision.fine is not None and decision.fine > limit:
        message = f"罚款 {plain(decision.fine)} 元超过当场处罚的 {limit} 元，请转普通程序办理。"
        refusals.append(ask.refusal(message, "fine", "行政处罚法第五十一条"))
    remedy = str(decision.fields.get("remedy") or "")
    if "起诉" in remedy and "先" not in remedy:
        message = "当场处罚应当先申请复议，救济途径不能写可以直接起诉，请更正。"
        refusals.append(ask.refusal(message, "remedy", "行政复议法第二十三条"))
    return refusals


def within_own_power(facts: CaseFacts, ask: Inquiry) -> Answer:
    """G27: licences and grades are taken by who gave them; here they are only proposed."""
    decision = facts.decision
    if decision is None:
        return not_applicable("还没有拟处罚决定")
    reserved = frozenset(str(each) for each in ask.rule.parameters["propose_only"])
    names = {kind.id: kind.name for kind in ask.pack.penalty_kinds(ask.today)}
    wrong = sorted(decision.penalties & reserved)
    if wrong:
        refusals = [
            ask.refusal(f"“{names.get(each, each)}”由颁发机关决定，本机关只能提请，请改为提请。", "penalties")
            for each in wrong
        ]
        return answer(refusals, "")
    if decision.proposed:
        return answer([], f"提请颁发机关：{'、'.join(names.get(each, each) for each in sorted(decision.proposed))}")
    return not_applicable("没有须由颁发机关决定的处罚种类")


def _remedy_faults(decision: DecisionFacts, ask: Inquiry) -> list[Refusal]:
    """The remedy names the government that reviews, the review period and, for a demolition, the short suit period."""
    text = str(decision.fields.get("remedy") or "")
    if not text:
        return []
    rule = ask.pack.deadline("D18", ask.today)
    refusals = []
    government = ask.pack.agency(ask.today).government
    if government not in text:
        message = f"复议机关应当写明“{government}”，请更正救济途径。"
        refusals.append(ask.refusal(message, "remedy", "行政复议法第二十四条"))
    suit = rule.variants["lawsuit_demolition" if "demolish" in decision.penalties else "lawsuit"]
    # On the spot the review comes first (行政复议法 第二十三条), so only its period is printed.
    periods = [(rule.period, "申请复议")] if decision.summary else [(rule.period, "申请复议"), (suit, "提起诉讼")]
    for period, what in periods:
        if not names_period(text, period):
            refusals.append(
                ask.refusal(f"救济途径没有写明{what}的期限（{period.label}），请补写。", "remedy", rule.cite)
            )
    return refusals


def sealed_unchanged(facts: CaseFacts, ask: Inquiry) -> Answer:
    """G26: what was issued or sealed still has the digest it had."""
    if not facts.sealed:
        return not_applicable("还没有签发的文书或者封存的音像")
    refusals = [
        ask.refusal(
            f"“{each.title}”在签发或者封存之后{'有改动' if each.current_sha256 else '找不到了'}，"
            "请恢复原件；确需更正的另出补正文书。",
            "sealed",
        )
        for each in facts.sealed
        if each.current_sha256 != each.sealed_sha256
    ]
    return answer(refusals, f"{len(facts.sealed)} 件已签发、封存的材料没有改动")
