"""查重: a look-up of earlier decisions whose result stays in the file (处罚法第29条、第33条)."""

from __future__ import annotations

from datetime import datetime

from daylight.base.access import require
from daylight.base.act import act
from daylight.base.journal.writing import record
from daylight.base.orgs.models import Person
from daylight.cases.models import Case
from daylight.cases.moving import demand_running
from daylight.cases.party_models import PriorSearch
from daylight.cases.scopes import scope_of
from daylight.decisions.priors import run_search


@act("decisions.priors.searched")
def search_priors(case: Case, *, actor: Person, now: datetime) -> PriorSearch:
    """Search this agency's decisions for the same act and for earlier offences; the 查询记录 goes into the file."""
    require(actor, "case.investigate", scope_of(case))
    demand_running(case)
    search = run_search(case, actor=actor, now=now)
    record(
        "decisions.priors.searched",
        agency=case.agency,
        actor=actor,
        now=now,
        subject=f"search:{search.uuid}",
        case_uuid=case.uuid,
        data={
            "same_act": [each["number"] for each in search.same_act],
            "same_place": [each["number"] for each in search.same_place],
            "earlier": [each["number"] for each in search.earlier],
        },
    )
    return search
