"""试算: one past case judged by two versions of the 审核目录 or 审核办法 (90号方案一（三）3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from daylight.base.orgs.models import Agency
from daylight.cases.models import Case
from daylight.core.catalogue import Catalogue
from daylight.core.listkinds import KINDS
from daylight.core.listvalues import typed
from daylight.core.reviewpolicy import ReviewPolicy, policy_of
from daylight.decisions.standing import decision_of
from daylight.decisions.weighing import case_measure
from daylight.lists import queries as lists
from daylight.lists.models import ListVersion

TRIED = frozenset({"review-catalog", "policy-review"})


@dataclass(frozen=True, slots=True)
class Judge:
    """A catalogue and a policy that would stand together."""

    book: Catalogue
    policy: ReviewPolicy

    def reasons(self, case: Case, fields: Mapping[str, Any], today: date) -> tuple[str, ...]:
        """Why the case must be reviewed; empty when it need not. Nobody is asked about the past: a word that was never
        judged then counts as not met, or every old case would come in by it."""
        measure = replace(case_measure(case, fields, today), judging=False)
        whole = self.policy.demands(measure.category, measure.summary)
        named = tuple(f"{row['item']}（目录 {row['code']}）：{why}" for row, why in self.book.hits(measure))
        return (whole, *named) if whole else named


def judge_of(agency: Agency, version: ListVersion | None, today: date) -> Judge:
    """What would hold if ``version`` stood beside the other list in force; None: what holds today."""
    kind = version.kind if version else ""
    catalogue = _rows(version) if version and kind == "review-catalog" else lists.review_catalog(agency, today)
    policy = (
        _rows(version) if version and kind == "policy-review" else lists.rows_in_force(agency, "policy-review", today)
    )
    return Judge(Catalogue(catalogue), policy_of(policy))


def decided_fields(case: Case) -> Mapping[str, Any] | None:
    """What was decided, or is drafted; None where nothing was."""
    decision, draft = decision_of(case), getattr(case, "draft", None)
    fields: Mapping[str, Any] | None = decision.fields if decision else draft.fields if draft else None
    return fields


def _rows(version: ListVersion) -> list[dict[str, Any]]:
    kind = KINDS[version.kind]
    return [{**typed(kind, each.values), "code": each.code} for each in lists.kept_rows(version)]
