"""送达、强制、执行、收缴 G15 G16 G17 G18 G23."""

from datetime import date, datetime, time, timedelta

from daylight.core.amounts import plain
from daylight.core.courtchain import court_chain
from daylight.core.facts import CaseFacts
from daylight.core.forcefacts import ForceFacts, PaymentFacts
from daylight.core.gates.verdict import Answer, Inquiry, answer, not_applicable
from daylight.core.lawrecords import CoercivePower
from daylight.core.moment import local_time
from daylight.core.refusal import Refusal


def electronic_service_agreed(facts: CaseFacts, ask: Inquiry) -> Answer:
    """G15: electronic service only after the signed confirmation, and with a way to ask for review online."""
    service = facts.service
    if service is None or service.method != "electronic":
        return not_applicable("不是电子送达")
    refusals = []
    if service.confirmed_on is None or service.confirmed_on > service.sent_on:
        message = "当事人没有签署同意电子送达的确认书，不能用电子方式送达，请先签署确认书或者改用其他方式。"
        refusals.append(ask.refusal(message, "method"))
    if service.decides and not service.online_remedy.strip():
        message = "通过互联网送达决定的，应当同时提供网上申请复议的渠道，请补写。"
        refusals.append(ask.refusal(message, "online_remedy", "行政复议法第二十二条"))
    return answer(refusals, f"当事人 {service.confirmed_on} 已签署确认书")


def force_lawful(facts: CaseFacts, ask: Inquiry) -> Answer:
    """G16: a power on the white list, used by the agency itself, approved (afterwards only when urgent), with its list."""
    force = facts.force
    if force is None:
        return not_applicable("没有采取行政强制措施")
    power = next((each for each in ask.pack.coercive_powers(force.on) if each.id == force.power), None)
    if power is None:
        message = f"所选强制措施在 {force.on} 不在本机关可以行使的强制权清单里，不能实施，请改用其他措施。"
        return answer([ask.refusal(message, "power")], "")
    refusals = []
    if force.entrusted:
        message = "行政强制措施不得委托实施，请由本机关具备资格的执法人员实施。"
        refusals.append(ask.refusal(message, "entrusted", "行政强制法第十七条"))
    if power.holder == "government" and not force.government_order.strip():
        message = f"“{power.name}”由县级以上地方人民政府责成有关部门实施，请先取得政府的责成文件。"
        refusals.append(ask.refusal(message, "government_order", power.cite))
    refusals += _approval_faults(force, ask)
    if power.needs_list and not force.list_delivered:
        message = "查封、扣押应当当场交付决定书和清单，请补上清单。"
        refusals.append(ask.refusal(message, "list_delivered", "行政强制法第二十四条"))
    return answer(refusals, _why_lawful(force, power))


def _why_lawful(force: ForceFacts, power: CoercivePower) -> str:
    if force.approved_at is None:
        return f"{power.name}（{power.cite}），紧急实施，须按时补批"
    return f"{power.name}（{power.cite}），已经批准"


def _approval_faults(force: ForceFacts, ask: Inquiry) -> list[Refusal]:
    if not force.urgent:
        late = force.approved_at and force.carried_out_at and force.approved_at > force.carried_out_at
        if force.approved_at is None or late:
            message = "实施强制措施前应当报负责人批准；情况紧急当场实施的，请勾选紧急并写明情况。"
            return [ask.refusal(message, "approved_at", "行政强制法第十八条")]
        return []
    rule = ask.pack.deadline(str(ask.rule.parameters["urgent_deadline"]), force.on)
    if force.carried_out_at is None:
        return [ask.refusal("紧急实施的强制措施没有填写实施时间，请补上几点几分。", "carried_out_at", rule.cite)]
    due = rule.due(local_time(force.carried_out_at), ask.calendar)
    assert isinstance(due.due, datetime)
    in_time = force.approved_at is not None and force.approved_at <= due.due
    still_open = force.approved_at is None and ask.today <= due.due_on
    if in_time or still_open or force.released_at is not None:
        return []
    message = f"紧急实施的强制措施应当在 {due.due:%Y-%m-%d %H:%M} 前补办批准，没有按时补批，请立即解除。"
    return [ask.refusal(message, "approved_at", rule.cite)]


def execution_at_lawful_hours(facts: CaseFacts, ask: Inquiry) -> Answer:
    """G17: no execution at night or on a holiday without an emergency."""
    execution = facts.execution
    if execution is None:
        return not_applicable("没有实施行政强制执行")
    if execution.emergency.strip():
        return answer([], f"情况紧急：{execution.emergency}")
    start = local_time(execution.started_at)
    end = local_time(execution.ended_at) if execution.ended_at else start
    evening, morning = (
        time.fromisoformat(str(ask.pack.parameter(str(ask.rule.parameters[key]), ask.today).value))
        for key in ("night_from", "night_until")
    )
    refusals = []
    for day in _days(start.date(), end.date()):
        first = start.time() if day == start.date() else time.min
        last = end.time() if day == end.date() else time.max
        if day in ask.calendar.off:
            message = f"{day} 是{ask.calendar.why_rest(day)}放假期间，不得实施行政强制执行，请改期，或者写明紧急情况。"
            refusals.append(ask.refusal(message, "started_at"))
        if first < morning or last >= evening:
            message = f"{day} 的执行时间在夜间（{evening:%H:%M} 至次日 {morning:%H:%M}），请改期，或者写明紧急情况。"
            refusals.append(ask.refusal(message, "started_at"))
    unknown = (
        "" if all(ask.calendar.knows(day) for day in _days(start.date(), end.date())) else "（放假通知未录入，请核对）"
    )
    return answer(refusals, f"不在夜间和法定节假日{unknown}")


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def urging_over(facts: CaseFacts, ask: Inquiry) -> Answer:
    """G18: urged, ten working days gone, still not performed, remedies over, the three months not."""
    court = facts.court
    if court is None:
        return not_applicable("没有申请法院强制执行")
    refusals = []
    if court.performed:
        refusals.append(ask.refusal("当事人已经履行，不能再申请强制执行，请办理结案。", "performed"))
    if court.overturned:
        message = "决定已被撤销、确认无效或者责令重作，不能再申请强制执行，请办理终结执行。"
        refusals.append(ask.refusal(message, "overturned", "行政强制法第四十条"))
    if court.urged_on is None or court.urged_on > ask.today:
        refusals.append(ask.refusal("没有送达催告书，请先书面催告当事人履行。", "urged_on"))
    else:
        rule = ask.pack.deadline(str(ask.rule.parameters["urging_deadline"]), court.urged_on)
        due = rule.due(court.urged_on, ask.calendar)
        if not due.has_expired(ask.today):
            earliest = due.due_on + timedelta(days=1)
            message = f"催告书 {court.urged_on} 送达，未满{rule.period.label}，最早 {earliest} 才能申请强制执行。"
            refusals.append(ask.refusal(message, "urged_on", rule.cite))
    if court.remedies_pending:
        message = "复议或者诉讼正在进行，请等到有结果后再申请法院强制执行。"
        refusals.append(ask.refusal(message, "remedies_pending", "行政强制法第五十三条"))
    if court.decision_served_on is not None:
        refusals += _window_faults(facts, ask)
    return answer(refusals, f"{court.urged_on} 催告，期满仍未履行")


def _window_faults(facts: CaseFacts, ask: Inquiry) -> list[Refusal]:
    court = facts.court
    assert court is not None and court.decision_served_on is not None
    chain = court_chain(
        ask.pack,
        court.decision_served_on,
        demolition=court.demolition,
        deferred_until=court.deferred_until,
        calendar=ask.calendar,
    )
    cite = "行政强制法第五十三条"
    if ask.today < chain.apply_from:
        message = (
            f"复议、起诉或者延期的期限到 {chain.counted_from} 届满，最早 {chain.apply_from} 才能申请法院强制执行。"
        )
        return [ask.refusal(message, "decision_served_on", cite)]
    if chain.court.has_expired(ask.today):
        message = f"申请法院强制执行的期限已于 {chain.court.due_on} 届满，法院不予受理，请报负责人研究处理。"
        return [ask.refusal(message, "decision_served_on", cite)]
    return []


def collection_lawful(facts: CaseFacts, ask: Inquiry) -> Answer:
    """G23: the bank collects; an officer only where the law says so, and never without the fiscal receipt."""
    if not facts.payments:
        return not_applicable("没有收缴罚款")
    taken = [each for each in facts.payments if each.by != "bank"]
    refusals = []
    for each in taken:
        fault = _ground_fault(each, ask)
        if fault:
            refusals.append(ask.refusal(f"{fault}，执法人员不得收缴，请当事人到指定银行缴纳。", "ground"))
        if not each.receipt.strip():
            message = "当场收缴罚款没有出具财政部门统一制发的专用票据，请出具并登记票据号。"
            refusals.append(ask.refusal(message, "receipt", "行政处罚法第七十条"))
    return answer(refusals, f"{len(taken)} 笔依法当场收缴并有票据" if taken else "罚款由银行代收")


def _ground_fault(payment: PaymentFacts, ask: Inquiry) -> str:
    small = int(ask.rule.parameters["small_fine"])
    if payment.ground == "remote":
        return "" if payment.asked_by_party else "边远、水上、交通不便地区当场收缴，须由当事人提出"
    if payment.ground not in ("small", "hard_later"):
        return "没有写明当场收缴的法定情形"
    if not payment.summary:
        return "普通程序的罚款不适用当场收缴"
    if payment.ground == "small" and payment.amount > small:
        return f"罚款 {plain(payment.amount)} 元超过 {small} 元"
    return ""
