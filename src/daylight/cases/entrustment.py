"""委托执法 (处罚法第20条): what the 主体资格清单 in force says of the body that handles a case."""

from __future__ import annotations

from datetime import date

from daylight.cases.models import Case
from daylight.core.inspectionfacts import EntrustmentFacts
from daylight.lists import queries as lists

ENTRUSTED = "受委托组织"


def entrustment_facts(case: Case, on: date) -> EntrustmentFacts | None:
    """The paper under which the section of ``case`` acts; None where the agency acts itself.

    A section is an entrusted body when the list names it as one; what the list does not say is not taken as given.
    """
    name = case.section.name.strip()
    rows = lists.rows_in_force(case.agency, "subjects", on)
    row = next((each for each in rows if each["subject_type"] == ENTRUSTED and each["subject"].strip() == name), None)
    if row is None:
        return None
    codes = frozenset(row["item_codes"] or ())
    return EntrustmentFacts(
        body=name,
        matter=case.item_name,
        document_number=row["agreement"] or "",
        valid_from=row["entrusted_from"],
        valid_until=row["entrusted_until"],
        matters=frozenset({case.item_name}) if case.item_code in codes else codes,
        published=bool(row["agreement_published"]),
    )
