"""审核人的独立 (行政处罚法第四十三条、第五十八条): each way of belonging to the case is named, and the table may add to them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from daylight.base.orgs.models import RoleGrant
from daylight.base.permit import permit
from daylight.cases.assignment_models import Substitution
from daylight.cases.models import Case, Handler, Move
from daylight.cases.party_models import Interest
from daylight.core.moment import local_date
from daylight.core.reviewpolicy import COMPANION, ReviewPolicy
from daylight.recording.models import Document, DocumentVersion
from daylight.review import independence
from tests.apps.review.room import case_in_review
from tests.cast import Cast

pytestmark = pytest.mark.django_db
Change = Callable[[Case, Cast], None]


def paper(code: str, title: str, fields: dict) -> Change:
    def change(case: Case, cast: Cast) -> None:
        at = case.registered_at
        document = Document.objects.create(case=case, code=code, title=title, author=cast.officer, created_at=at)
        DocumentVersion.objects.create(document=document, version=1, fields=fields, saved_at=at, saved_by=cast.officer)

    return change


def presided(case: Case, cast: Cast) -> None:
    paper("hearing_record", "听证笔录", {"host": {"name": cast.reviewer.name}})(case, cast)


def recorded(case: Case, cast: Cast) -> None:
    named = {"uuid": str(cast.reviewer.uuid), "name": cast.reviewer.name}
    paper("hearing_record", "听证笔录", {"recorder": named})(case, cast)


def went_to_look(case: Case, cast: Cast) -> None:
    named = [{"uuid": str(cast.reviewer.uuid), "name": cast.reviewer.name}]
    paper("site_record", "现场勘测笔录", {"officers": named})(case, cast)


def handles(case: Case, cast: Cast) -> None:
    Handler.objects.create(case=case, person=cast.reviewer)


def decided_something(case: Case, cast: Cast) -> None:
    Move.objects.create(
        case=case,
        code="hear_case",
        name="案件审理",
        from_step="P4",
        to_step="P5",
        by=cast.reviewer,
        at=case.registered_at,
    )


def relative(case: Case, cast: Cast) -> None:
    Interest.objects.create(
        person=cast.reviewer, case=case, relation="relative", details="妹夫", declared_at=case.registered_at
    )


def same_section(case: Case, cast: Cast) -> None:
    cast.reviewer.section = cast.section
    cast.reviewer.save(update_fields=["section"])


def approves(case: Case, cast: Cast) -> None:
    RoleGrant.objects.create(person=cast.reviewer, role="leader")


def stands_in(case: Case, cast: Cast) -> None:
    on = local_date(case.registered_at)
    Substitution.objects.create(
        person=cast.officer, substitute=cast.reviewer, from_on=on, until_on=on, reason="出差",
        named_by=cast.head, named_at=case.registered_at,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (handles, "是本案承办人"),
        (decided_something, "办理过本案“案件审理”"),
        (went_to_look, "列名于本案《现场勘测笔录》"),
        (presided, "主持过本案听证"),
        (recorded, "记录过本案听证"),
        (relative, "与当事人是近亲属"),
        (same_section, "是承办机构（执法大队）人员"),
        (approves, "有权审批本案的决定"),
        (stands_in, "正在代理本案承办人演示甲"),
    ],
)
def test_who_belongs_to_the_case_may_not_review_it(cast, now, change, says):
    case = case_in_review(cast, now)
    assert independence.refusals(case, cast.reviewer, local_date(now)) == []
    with permit("fixture"):
        change(case, cast)
    found = independence.refusals(case, cast.reviewer, local_date(now))
    assert {each.code for each in found} == {"G04"}
    assert any(says in each.message and each.message.startswith(cast.reviewer.name) for each in found)


def test_every_reason_is_said(cast, now):
    case = case_in_review(cast, now)
    with permit("fixture"):
        handles(case, cast)
        same_section(case, cast)
        relative(case, cast)
    assert len(independence.refusals(case, cast.reviewer, local_date(now))) == 3


def test_cases_shared_with_a_handler_are_a_bar_where_the_policy_says_so(cast, now):
    case = case_in_review(cast, now)
    other = case_in_review(cast, now)
    with permit("fixture"):
        Handler.objects.create(case=other, person=cast.reviewer)
    on = local_date(now)
    assert independence.handled_together(case, cast.reviewer, on) == "一年内与本案承办人演示甲共同承办过 1 件案件"
    assert independence.in_line(case, cast.reviewer, ReviewPolicy(), on) == ""
    strict = ReviewPolicy(excluded=ReviewPolicy().excluded | {COMPANION})
    assert "共同承办过 1 件" in independence.in_line(case, cast.reviewer, strict, on)
    assert independence.handled_together(case, cast.reviewer, on + timedelta(days=400)) == ""
