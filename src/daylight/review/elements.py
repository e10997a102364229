"""要素清单 in force for an agency on a day: the agency's own published list, otherwise the lawpack's."""

from __future__ import annotations

from datetime import date
from typing import Any

from daylight.base import lawpack
from daylight.base.orgs.models import Agency
from daylight.lists import queries as lists


def in_force(agency: Agency, on: date) -> list[dict[str, Any]]:
    """``[{"code", "name", "question", "cite", "skippable"}]``; ``skippable``: 不适用 is an allowed answer."""
    listed = lists.review_elements(agency, on, "行政处罚")
    if listed:
        return [
            {
                "code": each["code"],
                "name": each["element"],
                "question": each["question"] or "",
                "cite": "；".join(each["basis"] or ()),
                "skippable": each["not_applicable"] is not False,
            }
            for each in listed
        ]
    return [
        {"code": each.id, "name": each.name, "question": each.question, "cite": each.cite, "skippable": True}
        for each in lawpack.current().review_elements(on)
    ]
