"""Menu entries of the desks; the shell shows them after its own."""

from __future__ import annotations

from datetime import date

from daylight.base.orgs.models import Person
from daylight.cases.queries import visible_cases
from daylight.disclosure import queries as disclosure
from daylight.disclosure import requests as corrections
from daylight.lists.stations import waiting_for
from daylight.portal.models import Complaint
from daylight.review import queries as review
from daylight.web.office.desks.lawchanges import touched_count
from daylight.web.office.desks.overrides import waiting_overrides
from daylight.web.office.menu_entry import Entry

# The menu counts no further; what it shows is cut off before (menu.py).
SEEN = 100


def _dossiers(person: Person, today: date) -> int:
    seen = review.visible(person).order_by()
    return sum(
        each[:SEEN].count() for each in (seen.filter(state="waiting"), seen.filter(state="reviewing", reviewer=person))
    )


def _approvals(person: Person, today: date) -> int:
    turns = ("decision.approve", "decision.issue")
    count: int = visible_cases(person, "decision.approve").filter(turn__in=turns).order_by()[:SEEN].count()
    return count


def _publications(person: Person, today: date) -> int:
    count: int = disclosure.visible(person).filter(state__in=disclosure.RUNNING)[:SEEN].count()
    return count


def _corrections(person: Person, today: date) -> int:
    """Requests of the public still to be answered."""
    count: int = corrections.visible(person).filter(state__in=corrections.OPEN)[:SEEN].count()
    return count


def _overrides(person: Person, today: date) -> int:
    count: int = waiting_overrides(person).count()
    return count


def _lists(person: Person, today: date) -> int:
    """Versions on their way that this person may carry on."""
    count: int = waiting_for(person).count()
    return count


def _complaints(person: Person, today: date) -> int:
    """Complaints not answered yet."""
    mine = Complaint.objects.filter(agency_id=person.agency_id, answered_at=None)
    count: int = mine.exclude(about=person.certificate_number or "-")[:SEEN].count()
    return count


ENTRIES: tuple[Entry, ...] = (
    Entry("期限表", "terms", frozenset({"section_head", "leader"}), inner=frozenset({"terms-reassign"})),
    Entry("检查计划", "plans", frozenset({"section_head", "leader"}), inner=frozenset({"plan-file"})),
    Entry("法制审核", "review-desk", frozenset({"reviewer", "leader"}), _dossiers, frozenset({"dossier"})),
    Entry("签批", "approval-desk", frozenset({"leader"}), _approvals),
    Entry(
        "公示审核",
        "publication-desk",
        frozenset({"publisher", "reviewer"}),
        _publications,
        frozenset({"publication"}),
    ),
    Entry("更正申请", "corrections", frozenset({"publisher"}), _corrections, frozenset({"correction"})),
    Entry(
        "公示完成情况",
        "completeness",
        frozenset({"publisher", "reviewer", "leader"}),
        inner=frozenset({"completeness-cases"}),
    ),
    Entry("例外放行", "override-desk", frozenset({"reviewer", "leader"}), _overrides, frozenset({"override"})),
    Entry("历史决定", "legacy-desk", frozenset({"publisher"})),
    Entry(
        "清单",
        "lists-desk",
        frozenset({"officer", "section_head", "reviewer", "leader", "window", "list_keeper", "publisher"}),
        _lists,
        frozenset({"list-kind", "list-version", "list-row", "list-compare", "list-trial"}),
    ),
    Entry("投诉", "complaints", frozenset({"reviewer", "leader"}), _complaints, frozenset({"complaint"})),
    Entry("清单审核", "lists-oversight", frozenset({"supervisor"}), _lists, frozenset({"list-version"})),
    Entry(
        "程序",
        "flows",
        frozenset({"section_head", "reviewer", "leader", "list_keeper"}),
        inner=frozenset({"flow"}),
    ),
    Entry(
        "法规库",
        "law-book",
        frozenset({"section_head", "reviewer", "leader", "list_keeper"}),
        lambda person, today: touched_count(person, today, SEEN),
        frozenset({"law", "law-changes"}),
    ),
)
