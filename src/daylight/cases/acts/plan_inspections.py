"""年度检查计划: drawn up by the agency, filed with the judicial office of its government before the end of March."""

from __future__ import annotations

from datetime import date, datetime

from daylight.base.access import require
from daylight.base.act import act
from daylight.base.journal.writing import record
from daylight.base.orgs.models import Agency, Person
from daylight.cases.models import InspectionPlan
from daylight.cases.plans import due_on
from daylight.cases.scopes import home_of
from daylight.core.moment import local_date
from daylight.core.refusal import Refusal, Refused

CITE = "鲁政办发〔2025〕3号"


@act("cases.plan.drawn")
def draw_up_plan(year: int, content: str, seen: int | None = None, *, actor: Person, now: datetime) -> InspectionPlan:
    """Write the plan of this year or the next, or change one that is not filed yet.

    ``seen``: the version the change was made on, 0 for a plan not written before; None takes the plan as it stands.
    """
    require(actor, "plan.keep", home_of(actor))
    today, problems = local_date(now), []
    Agency.objects.select_for_update().get(pk=actor.agency_id)
    before = InspectionPlan.objects.filter(agency_id=actor.agency_id, year=year).first()
    if year not in (today.year, today.year + 1):
        said = f"计划年度请填写 {today.year} 或者 {today.year + 1}。"
        problems.append(Refusal("field.year", said, CITE, "year"))
    if not content.strip():
        problems.append(Refusal("field.required", "请写明计划检查的事项、对象、频次和时间。", CITE, "content"))
    if before is not None and before.filed_on is not None:
        said = f"{year} 年度检查计划已于 {before.filed_on} 备案，不能再改；需要调整的，按备案机关的要求另行办理。"
        problems.append(Refusal("plan.filed", said, CITE, "year"))
    if problems:
        raise Refused(problems)
    if seen is not None and seen != (before.version if before else 0):
        raise Refused(_overtaken(year, seen))
    plan = before or InspectionPlan(agency=actor.agency, year=year, version=0)
    plan.content, plan.drawn_by, plan.drawn_at = content.strip(), actor, now
    plan.version += 1
    plan.save()
    _record("cases.plan.drawn", plan, actor, now, {"content": plan.content})
    return plan


@act("cases.plan.filed")
def file_plan(
    plan: InspectionPlan, filed_on: date, number: str, office: str, *, actor: Person, now: datetime
) -> InspectionPlan:
    """Register that the judicial office ``office`` took the plan in on ``filed_on`` under ``number``; once."""
    require(actor, "plan.keep", home_of(actor))
    fresh = InspectionPlan.objects.select_for_update(of=("self",)).get(pk=plan.pk, agency_id=actor.agency_id)
    problems = []
    if fresh.filed_on is not None:
        raise Refused(Refusal("plan.filed", f"本计划已于 {fresh.filed_on} 备案，请刷新页面查看。", CITE, "filed_on"))
    if filed_on > local_date(now):
        problems.append(Refusal("field.future", "备案日期不能晚于今天，请核对。", CITE, "filed_on"))
    # A plan of next year may be filed before it begins, no earlier than the year before.
    if filed_on.year not in (fresh.year - 1, fresh.year):
        said = f"{fresh.year} 年度的计划不会在 {filed_on.year} 年备案，请核对备案日期。"
        problems.append(Refusal("field.order", said, CITE, "filed_on"))
    for name, value, label in (("number", number, "备案号"), ("office", office, "备案的司法行政部门")):
        if not value.strip():
            problems.append(Refusal("field.required", f"请填写{label}。", CITE, name))
    if problems:
        raise Refused(problems)
    fresh.filed_on, fresh.filed_number, fresh.filed_with = filed_on, number.strip(), office.strip()
    fresh.filed_by, fresh.filed_at = actor, now
    fresh.save(update_fields=["filed_on", "filed_number", "filed_with", "filed_by", "filed_at"])
    due = due_on(fresh.year, filed_on)
    late = due is not None and filed_on > due
    _record("cases.plan.filed", fresh, actor, now, {"filed_on": filed_on, "number": fresh.filed_number, "late": late})
    return fresh


def _overtaken(year: int, seen: int) -> Refusal:
    if seen == 0:
        return Refusal("plan.exists", f"{year} 年度检查计划已经制定，请在原计划上修改。", "", "year")
    return Refusal("plan.stale", f"{year} 年度检查计划已有他人保存，请重新读取后再改。")


def _record(kind: str, plan: InspectionPlan, actor: Person, now: datetime, more: dict[str, object]) -> None:
    record(
        kind,
        agency=plan.agency,
        actor=actor,
        now=now,
        subject=f"inspection-plan:{plan.uuid}",
        data={"year": plan.year, **more},
    )
