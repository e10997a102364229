"""行政强制 QZ01–QZ02: the power is the agency's own and the one registered; the ending is the one the file shows."""

from daylight.core.facts import CaseFacts
from daylight.core.gates.verdict import Answer, Inquiry, answer, not_applicable


def power_on_list(facts: CaseFacts, ask: Inquiry) -> Answer:
    """QZ01: what is asked for stands on the white list on that day and is the matter that was registered."""
    force = facts.force
    if force is None or not force.power:
        return not_applicable("没有选择强制措施")
    powers = {each.id: each for each in ask.pack.coercive_powers(force.on)}
    power = powers.get(force.power)
    refusals = []
    if power is None:
        message = f"所选强制措施在 {force.on} 不在本机关可以行使的强制权清单里，请改用其他措施。"
        refusals.append(ask.refusal(message, "power"))
    elif force.registered in {each.name for each in powers.values()} and force.registered != power.name:
        message = f"所选措施与登记的事项“{force.registered}”不一致，请改选，或者另行登记。"
        refusals.append(ask.refusal(message, "power"))
    if power is not None and power.holder == "government" and not force.government_order.strip():
        message = f"“{power.name}”由县级以上地方人民政府责成有关部门实施，请先取得政府的责成文件。"
        refusals.append(ask.refusal(message, "government_order", power.cite))
    return answer(refusals, f"{power.name}（{power.cite}）" if power else "")


def force_ending_fits(facts: CaseFacts, ask: Inquiry) -> Answer:
    """QZ02: nothing is closed as released, disposed of or carried out without the paper that says so."""
    force = facts.force
    if force is None or not force.ending:
        return not_applicable("还没有填写办结情形")
    needed = dict(ask.rule.parameters["needs"]).get(force.ending)
    refusals = []
    if needed and needed not in facts.final_documents:
        name = ask.pack.document(str(needed), ask.today).name
        refusals.append(ask.refusal(f"案卷里没有{name}，不能以“{force.ending}”办结，请先办理或者改选。", "outcome"))
    done = [str(each) for each in ask.rule.parameters["never"] if each in facts.final_documents]
    if force.ending == str(ask.rule.parameters["untouched"]) and done:
        name = ask.pack.document(done[0], ask.today).name
        refusals.append(ask.refusal(f"案卷里已有{name}，不是没有实施，请改选办结情形。", "outcome"))
    return answer(refusals, f"办结情形“{force.ending}”与案卷相符")
