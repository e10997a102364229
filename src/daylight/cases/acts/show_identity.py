"""亮证 (处罚法第55条): who showed his certificate, when, where and how."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from daylight.base.access import require
from daylight.base.act import act
from daylight.base.journal.writing import record
from daylight.base.orgs.models import Person
from daylight.cases.models import Case, IdentityShowing
from daylight.cases.moving import demand_running
from daylight.cases.scopes import scope_of
from daylight.core.refusal import Refusal, Refused

METHODS = {"oral": "口头表明并出示", "video": "音像记录", "scan": "扫码核验"}
CITE = "行政处罚法第五十五条"


@act("cases.identity.shown")
def show_identity(
    case: Case, shown_at: datetime, place: str, method: str, officers: Sequence[Person], *, actor: Person, now: datetime
) -> IdentityShowing:
    """Record a showing. The time is typed by a person, never made up, and may not lie in the future."""
    require(actor, "case.investigate", scope_of(case))
    demand_running(case)
    problems = []
    if shown_at > now:
        problems.append(Refusal("field.future", "亮证时间不能晚于现在，请核对。", CITE, "shown_at"))
    if not place.strip():
        problems.append(Refusal("field.required", "请填写亮证地点。", CITE, "place"))
    if method not in METHODS:
        problems.append(Refusal("field.choice", "请选择亮证方式。", CITE, "method"))
    if len({o.pk for o in officers}) < 2:
        problems.append(
            Refusal("G01", "亮证须由两名不同的执法人员进行，请补选一名。", "行政处罚法第四十二条", "officers")
        )
    if any(o.agency_id != case.agency_id for o in officers):
        problems.append(Refusal("person.agency", "亮证人员须为本机关执法人员，请重新选择。", CITE, "officers"))
    if problems:
        raise Refused(problems)
    showing = IdentityShowing.objects.create(case=case, shown_at=shown_at, place=place.strip(), method=method)
    showing.officers.set(officers)
    record(
        "cases.identity.shown",
        agency=case.agency,
        actor=actor,
        now=now,
        subject=f"showing:{showing.uuid}",
        case_uuid=case.uuid,
        data={
            "shown_at": shown_at,
            "place": showing.place,
            "method": method,
            "certificates": sorted(o.certificate_number for o in officers),
        },
    )
    return showing
