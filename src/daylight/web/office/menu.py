"""The main menu by role, with counts."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from daylight.base.access import roles_of
from daylight.base.access.rights import RIGHTS
from daylight.base.orgs.models import Person
from daylight.base.present import present
from daylight.core.moment import local_date
from daylight.recording.dockqueries import waiting_files
from daylight.web.office.acting import person_of
from daylight.web.office.menu_channels import ENTRIES as CHANNELS
from daylight.web.office.menu_desks import ENTRIES as DESKS
from daylight.web.office.menu_entry import Entry
from daylight.web.office.menu_media import ENTRIES as MEDIA
from daylight.web.office.menu_people import ENTRIES as PEOPLE
from daylight.web.office.menu_service import ENTRIES as SERVICE
from daylight.web.office.menu_site import ENTRIES as SITE
from daylight.web.office.tasks import waiting_count

EVERYBODY = frozenset(
    {"officer", "section_head", "reviewer", "leader", "window", "list_keeper", "publisher", "supervisor"}
)
# A count says how many wait up to here; beyond it nobody reads the figure.
MANY = 99
OWN = (
    Entry("待办", "home", EVERYBODY, lambda person, today: waiting_count(person, today, MANY)),
    Entry(
        "案件",
        "cases",
        frozenset({"officer", "section_head", "reviewer", "leader", "publisher"}),
        inner=frozenset({"case", "register"}),
    ),
    Entry("当场处罚", "spot", frozenset({"officer"}), inner=frozenset({"spot-done"})),
    Entry(
        "待认领音像",
        "intake",
        frozenset({"officer", "section_head"}),
        lambda person, today: waiting_files(person)[: MANY + 1].count(),
        frozenset({"intake-file", "intake-claim", "intake-reject"}),
    ),
    Entry("工作日历", "workdays", frozenset({"system_admin"}), inner=frozenset({"workdays-year", "workdays-enter"})),
    Entry(
        "文号",
        "numbers",
        frozenset({"officer", "section_head", "reviewer", "leader"}),
        inner=frozenset({"number-void"}),
    ),
    Entry("缴款登记", "payments", frozenset({"window"}), inner=frozenset({"payment", "payment-step"})),
)
# Looked at now and then: after everything else.
PAPERS = (
    Entry("文书核验", "paper-check", frozenset(RIGHTS["case.read"])),
    Entry(
        "文书措辞",
        "wordings",
        frozenset(RIGHTS["wording.draft"]) | frozenset(RIGHTS["wording.approve"]),
        inner=frozenset({"wording"}),
    ),
)


def menu_for(request: HttpRequest) -> list[dict[str, Any]]:
    """Links for the person signed in: ``label``, ``href``, ``count`` (empty: none shown), ``now``."""
    if not request.user.is_authenticated:
        return []
    person, today = person_of(request), local_date(present())
    held = roles_of(person)
    here = request.resolver_match.url_name if request.resolver_match else ""
    case_page = request.path.startswith(("/office/cases/", "/office/documents/", "/office/recordings/"))
    return [
        {
            "label": each.label,
            "href": reverse(f"office:{each.name}"),
            "count": _count(each, person, today),
            "now": here == each.name or here in each.inner or (case_page and each.name == "cases"),
        }
        for each in (*OWN, *DESKS, *MEDIA, *PEOPLE, *SITE, *SERVICE, *CHANNELS, *PAPERS)
        if each.roles & held
    ]


def _count(entry: Entry, person: Person, today: date) -> str:
    found = entry.count(person, today) if entry.count else 0
    return f"{MANY}+" if found > MANY else str(found or "")
