"""Amending the facts of a case while it is being investigated; autosaved, with an optimistic lock."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from daylight.base.access import require
from daylight.base.act import act
from daylight.base.journal.writing import record
from daylight.base.orgs.models import Person
from daylight.cases.landlimits import area_fault
from daylight.cases.models import Case
from daylight.cases.moving import definition_of
from daylight.cases.scopes import scope_of
from daylight.core.moment import local_date
from daylight.core.refusal import Refusal, Refused, refuse

AMENDABLE = frozenset(
    {
        "lead",
        "place",
        "area_m2",
        "farmland_m2",
        "prime_farmland_m2",
        "land_class",
        "plan_conform",
        "act_ended_on",
        "act_continuing",
        "rural_house",
        "village_planning",
        "jurisdiction_reason",
        "title",
    }
)


@act("cases.case.amended")
def amend_case(case: Case, changes: Mapping[str, Any], base_version: int, *, actor: Person, now: datetime) -> Case:
    """Apply ``changes`` (keys of ``AMENDABLE``) made on ``base_version``; a newer version refuses and names who saved it."""
    require(actor, "case.investigate", scope_of(case))
    if unknown := changes.keys() - AMENDABLE:
        raise refuse("field.unknown", f"不能在此修改：{'、'.join(sorted(unknown))}。")
    problems = []
    definition = definition_of(case)
    step = definition.step(case.step)
    if "amend_case" not in step.allows:
        # After the notice the facts are what was announced; a change then is a new notice, not an edit (处罚法第44条).
        said = f"本案已到“{step.name}”，案件事实不能再直接修改；确需改变的，请退回调查或者重新告知当事人。"
        problems.append(Refusal("case.announced", said, step.cite or definition.cite))
    if (area := changes.get("area_m2")) is not None and area <= 0:
        problems.append(Refusal("field.area", "面积应大于 0 平方米，请核对。", "", "area_m2"))
    elif fault := area_fault(area, "area_m2", local_date(now)):
        problems.append(fault)
    if (ended := changes.get("act_ended_on")) and ended > local_date(now):
        problems.append(Refusal("field.future", "违法行为终了日不能晚于今天，请核对。", "", "act_ended_on"))
    parts = [changes.get(name, getattr(case, name)) or 0 for name in ("farmland_m2", "prime_farmland_m2")]
    whole = changes.get("area_m2", case.area_m2)
    if whole and 0 < whole < sum(parts):
        problems.append(Refusal("field.area", "耕地与永久基本农田之和大于总面积，请核对。", "", "farmland_m2"))
    for name, label in (("title", "案件名称"), ("lead", "线索内容"), ("place", "违法地点")):
        if name in changes and not str(changes[name]).strip():
            problems.append(Refusal("field.required", f"请填写{label}。", "", name))
    if problems:
        raise Refused(problems)
    before = {name: getattr(case, name) for name in changes}
    if not Case.objects.filter(pk=case.pk, version=base_version, step=case.step).update(
        **changes, version=base_version + 1
    ):
        raise refuse(
            "case.stale", "本页打开后其他承办人已保存新的内容，您的文字仍保留在本页，请对照最新版本合并后再保存。"
        )
    case.refresh_from_db()
    record(
        "cases.case.amended",
        agency=case.agency,
        actor=actor,
        now=now,
        subject=f"case:{case.uuid}",
        case_uuid=case.uuid,
        data={"version": case.version, "before": before, "after": dict(changes)},
    )
    return case
