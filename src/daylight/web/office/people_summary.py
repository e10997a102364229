"""What the workspace shows of the people around a case."""

from __future__ import annotations

from typing import Any

from daylight.cases.moving import definition_of
from daylight.cases.party_models import PartyQuestion
from daylight.decisions import priors
from daylight.web.office.place import Place


def summary(place: Place) -> dict[str, Any]:
    """The last search of priors, and what waits for an answer."""
    case = place.case
    last = case.prior_searches.select_related("by").order_by("-id").first()
    return {
        # Only a penalty is measured against earlier ones (G13): an inspection or a permit asks for no search.
        "searched": last is not None or any("G13" in each.gates for each in definition_of(case).moves),
        "search": last,
        "stale": last is not None and last.terms != priors.terms_of(case),
        "hits": len({h["number"] for h in (*last.same_act, *last.same_place, *last.earlier)}) if last else 0,
        "questions": PartyQuestion.objects.filter(party__case=case, party__record=None, answer="").count(),
        "recusals": case.recusals.filter(granted=None).count(),
    }
