"""例外放行: a second person lets a case pass a gate where the law leaves room, with a reason that stays in the file."""

from dataclasses import replace

from daylight.core.gates.verdict import Override, Verdict
from daylight.core.lawrecords import GateRule
from daylight.core.refusal import Refusal


def overridden(verdict: Verdict, override: Override, rule: GateRule) -> Verdict:
    """The verdict after an override: state "overridden", or still refused with one more sentence saying why."""
    fault = _fault(verdict, override, rule)
    if fault:
        refusals = (*verdict.refusals, Refusal(rule.id, fault, rule.cite, "override"))
        return replace(verdict, refusals=refusals, why="；".join(each.message for each in refusals))
    asked, granted = override.asked_name or override.asked_by, override.granted_name or override.granted_by
    why = f"{granted}复核放行（{asked}提出）：{override.reason.rstrip('。')}；未满足：" + "；".join(
        each.message for each in verdict.refusals
    )
    return replace(verdict, state="overridden", refusals=(), why=why, override=override, set_aside=verdict.refusals)


def _fault(verdict: Verdict, override: Override, rule: GateRule) -> str:
    fault = closed(verdict, rule)
    if fault:
        return fault
    if override.seen and any(each.message not in override.seen for each in verdict.refusals):
        return f"“{rule.title}”放行之后情况有变化，请重新提出例外放行。"
    if not override.reason.strip():
        return "例外放行没有写明理由，请补写。"
    if not override.asked_by or not override.granted_by:
        return "例外放行要写明提出人和复核人，请补齐。"
    if override.asked_by == override.granted_by:
        return "例外放行的提出人和复核人是同一人，请另一名人员复核。"
    return ""


def closed(verdict: Verdict, rule: GateRule) -> str:
    """Why nobody may let this refusal pass; "" where the law leaves room for it."""
    if not rule.override:
        return f"“{rule.title}”法律没有留下余地，不能例外放行，请先按要求补正。"
    fixed = [each for each in verdict.refusals if rule.override_fields and each.field not in rule.override_fields]
    if fixed:
        return f"“{rule.title}”只在{rule.override_why}时可以例外放行，其余问题请先补正。"
    return ""
