"""审核办法 in force for an agency on a day."""

from __future__ import annotations

from datetime import date

from daylight.base.orgs.models import Agency
from daylight.core.reviewpolicy import ReviewPolicy, policy_of
from daylight.lists import queries as lists


def in_force(agency: Agency, on: date) -> ReviewPolicy:
    """The published 审核办法 as a rule; the law alone where none is published."""
    return policy_of(lists.rows_in_force(agency, "policy-review", on))
