"""行政许可 XK01–XK06: told once, accepted or deemed accepted, everybody concerned heard, decided as applied for."""

from datetime import date

from daylight.core.deadlines import latest_before
from daylight.core.facts import CaseFacts
from daylight.core.gates.verdict import Answer, Inquiry, answer, not_applicable
from daylight.core.permitfacts import EX_OFFICIO, FITTING, MATTERS, UNCONCERNED, PermitFacts
from daylight.core.refusal import Refusal

NAMES = {code: name for name, code in MATTERS.items()}
OUTCOMES = {
    "grant": "准予许可", "refuse": "不予许可", "change": "准予变更", "renew": "准予延续",
    "revoke": "撤销许可", "recall": "变更或者撤回许可", "cancel": "注销许可",
}  # fmt: skip


def permit_acceptable(facts: CaseFacts, ask: Inquiry) -> Answer:
    """XK01: accepted only with every material of the guide, in the legal form; what lacks is first asked for in writing."""
    permit = facts.permit
    if permit is None or not permit.matter:
        return not_applicable("还没有收到申请材料")
    refusals = []
    way = "补正以后仍不齐全的，请决定不予受理，或者由申请人撤回" if permit.corrected else "请先出具补正材料一次告知书"
    if permit.missing:
        named = "、".join(f"“{each}”" for each in permit.missing)
        refusals.append(ask.refusal(f"申请材料还缺{named}，不能受理；{way}。", "materials"))
    if permit.form_ok is False:
        refusals.append(ask.refusal(f"申请材料不符合法定形式，不能受理；{way}。", "form_ok"))
    why = f"服务指南列明的 {len(permit.required)} 项材料齐全" if permit.required else "本事项没有公布材料清单"
    return answer(refusals, why)


def permit_told_once(facts: CaseFacts, ask: Inquiry) -> Answer:
    """XK03: one notice with everything that lacks, handed over within the five days; later the application counts as
    accepted from the day it came in."""
    permit = facts.permit
    if permit is None or permit.listed is None:
        return not_applicable("没有补正材料告知书")
    unnamed = [each for each in permit.missing if each not in permit.listed]
    refusals = []
    if unnamed:
        named = "、".join(f"“{each}”" for each in unnamed)
        refusals.append(ask.refusal(f"补正告知书没有写明{named}；需要补正的全部内容应当一次告知，请补写。", "missing"))
    served, received = permit.correction_served_on, permit.received_on
    if served and received:
        rule = ask.pack.deadline(str(ask.rule.parameters["deadline"]), received)
        due = rule.due(received, ask.calendar).due_on
        if served > due:
            message = (
                f"补正告知书 {served} 才送达，已经超过 {due}；逾期不告知的，自 {received} 收到材料之日起即为受理，"
                "请办理视为受理。"
            )
            refusals.append(ask.refusal(message, "served_on", rule.cite))
    return answer(refusals, "需要补正的内容已经一次告知")


def permit_deemed(facts: CaseFacts, ask: Inquiry) -> Answer:
    """XK06: what counts as accepted or as renewed counts from the day the law says, and only for whom it was made."""
    permit = facts.permit
    if permit is None or not permit.matter:
        return not_applicable("不是许可申请")
    refusals = []
    came_in = permit.last_received_on or permit.received_on
    if permit.deemed_on and came_in and permit.deemed_on != came_in:
        message = f"视为受理的日期应当是收到申请材料之日 {came_in}，请改正。"
        refusals.append(ask.refusal(message, "received_on", "行政许可法第三十二条"))
    if permit.renewal_deemed:
        refusals += _renewal_faults(permit, ask)
    return answer(refusals, "视为受理、视为准予延续的条件和日期相符")


def _renewal_faults(permit: PermitFacts, ask: Inquiry) -> list[Refusal]:
    if permit.valid_until is None or permit.received_on is None:
        return [ask.refusal("没有原许可有效期和申请日期，不能认定视为准予延续，请先核对原许可。", "valid_until")]
    if not permit.term_over(ask.today):
        message = f"原许可有效期到 {permit.valid_until}，还没有届满，不能认定视为准予延续，请在届满前作出决定。"
        return [ask.refusal(message, "valid_until")]
    latest = _latest_application(permit.valid_until, ask)
    if permit.received_on > latest:
        message = (
            f"延续申请应当在 {latest} 以前提出，本案 {permit.received_on} 才收到，不能认定视为准予延续，"
            "请依法作出决定。"
        )
        return [ask.refusal(message, "received_on")]
    return []


def _latest_application(valid_until: date, ask: Inquiry) -> date:
    rule = ask.pack.deadline(str(ask.rule.parameters["renewal"]), ask.today)
    return rule.due(valid_until, ask.calendar).due_on


def permit_heard(facts: CaseFacts, ask: Inquiry) -> Answer:
    """XK02: whoever's weighty interests are touched was told, had his five days, and was heard if he asked for it."""
    permit = facts.permit
    if permit is None or not permit.matter:
        return not_applicable("还没有收到申请")
    hearing = facts.hearing
    requested = bool(hearing and hearing.requested_on)
    concerned = permit.interests not in ("", UNCONCERNED) or permit.matter in EX_OFFICIO
    if not (concerned or permit.told_on or hearing):
        return not_applicable("不涉及他人重大利益，也没有人申请听证")
    refusals = []
    if concerned and permit.told_on is None and not (hearing and hearing.held_on):
        who = "被许可人" if permit.matter in EX_OFFICIO else "申请人、利害关系人"
        message = f"本案涉及重大利益，还没有告知{who}陈述申辩和要求听证的权利，请先送达权利告知书。"
        refusals.append(ask.refusal(message, "permit_interest_notice"))
    if permit.told_on and not requested:
        refusals += _time_to_ask(permit.told_on, permit.waived_on, ask)
    waiting = requested and hearing is not None and not hearing.withdrawn_on
    if hearing and waiting and (hearing.held_on is None or hearing.held_on > ask.today):
        message = f"{hearing.requested_on} 已有听证申请，还没有举行听证；请组织听证，或者登记撤回。"
        refusals.append(ask.refusal(message, "hearing"))
    if hearing and hearing.held_on:
        refusals += _notice_faults(hearing.held_on, hearing.notified_on, ask)
    return answer(refusals, "已经告知并听取意见")


def _time_to_ask(told_on: date, waived_on: date | None, ask: Inquiry) -> list[Refusal]:
    rule = ask.pack.deadline(str(ask.rule.parameters["request"]), told_on)
    due = rule.due(told_on, ask.calendar)
    if waived_on is not None or due.has_expired(ask.today):
        return []
    message = (
        f"权利告知书 {told_on} 送达，申请听证的期限（{rule.period.label}）到 {due.due_on} 届满；"
        "请等期限届满，或者登记书面放弃。"
    )
    return [ask.refusal(message, "told_on", rule.cite)]


def _notice_faults(held_on: date, notified_on: date | None, ask: Inquiry) -> list[Refusal]:
    rule = ask.pack.deadline(str(ask.rule.parameters["notice"]), held_on)
    latest = latest_before(held_on, rule.period, ask.calendar)
    if notified_on is not None and ask.calendar.previous_workday(notified_on) <= latest:
        return []
    message = (
        f"举行听证应当提前{rule.period.label}通知，{held_on} 的听证最迟 {latest} 通知；"
        "请登记听证通知的送达，或者另定时间重新通知。"
    )
    return [ask.refusal(message, "notified_on")]


def permit_outcome_fits(facts: CaseFacts, ask: Inquiry) -> Answer:
    """XK04: the decision answers what was applied for or begun, and rests on the permit it changes."""
    permit = facts.permit
    if permit is None or not permit.matter:
        return not_applicable("不是许可案件")
    refusals = []
    name = NAMES[permit.matter]
    if permit.outcome and permit.outcome not in FITTING[permit.matter]:
        fitting = "或者".join(OUTCOMES[each] for each in OUTCOMES if each in FITTING[permit.matter])
        message = (
            f"本案办理的是“{name}”，不能作出“{OUTCOMES[permit.outcome]}”的决定；请改拟{fitting}，其他事项另行登记。"
        )
        refusals.append(ask.refusal(message, "outcome"))
    if permit.matter != "new" and not permit.prior_checked:
        message = f"办理{name}，还没有核对原许可的文号、持有人和有效期，请先核对原许可。"
        refusals.append(ask.refusal(message, "prior_number"))
    elif permit.outcome == "refuse" and permit.term_over(ask.today) and _in_time(permit, ask):
        message = f"原许可 {permit.valid_until} 届满时没有作出决定，视为准予延续，不能再作不予延续的决定，请办理确认。"
        refusals.append(ask.refusal(message, "valid_until", "行政许可法第五十条"))
    return answer(refusals, f"决定与“{name}”相符")


def _in_time(permit: PermitFacts, ask: Inquiry) -> bool:
    """Whether the renewal was asked for early enough."""
    if permit.received_on is None or permit.valid_until is None:
        return False
    return permit.received_on <= _latest_application(permit.valid_until, ask)


def permit_notices_served(facts: CaseFacts, ask: Inquiry) -> Answer:
    """XK05: no decision while an issued notice has not been handed over."""
    permit = facts.permit
    if permit is None:
        return not_applicable("不是许可案件")
    refusals = [ask.refusal(f"《{each}》签发以后还没有送达，请先登记送达。", "unserved") for each in permit.unserved]
    return answer(refusals, "签发的文书都已送达")
