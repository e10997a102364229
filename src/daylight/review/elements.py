"""要素清单 in force for an agency on a day: the agency's own published list, otherwise the lawpack's."""

from __future__ import annotations

from datetime import date
from typing import Any

from daylight.base import lawpack
from daylight.base.orgs.models import Agency
from daylight.lists import queries as lists

PENALTY = "行政处罚"


def in_force(agency: Agency, on: date, category: str = "") -> list[dict[str, Any]]:
    """``[{"code", "name", "question", "cite", "skippable", "version"}]`` for a kind of act (行政处罚 when left out).

    ``skippable``: 不适用 is an allowed answer; ``version``: the version of the list, said for people.
    """
    kind = category or PENALTY
    listed = lists.review_elements(agency, on, kind)
    if listed:
        return [
            {
                "code": each["code"],
                "name": each["element"],
                "question": each["question"] or "",
                "cite": "；".join(each["basis"] or ()),
                "skippable": each["not_applicable"] is not False,
                "version": f"本机关要素清单第 {each['list_version']} 版",
            }
            for each in listed
        ]
    return [
        {
            "code": each.id,
            "name": each.name,
            "question": each.asked(kind),
            "cite": each.cited(kind),
            "skippable": True,
            "version": "法规包要素",
        }
        for each in lawpack.current().review_elements(on)
    ]
