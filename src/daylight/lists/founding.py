"""建库: the lists an agency begins with, from a folder of files named after their kinds (``items.csv`` …)."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from daylight.base.orgs.models import Agency, Person
from daylight.core.listkinds import KINDS
from daylight.lists.acts import approve_list, publish_list
from daylight.lists.importing import import_list
from daylight.lists.models import ListVersion

ENDINGS = (".csv", ".xlsx", ".yaml")


class FoundingFault(RuntimeError):
    """A file of the folder was refused in part; the message lists the cells."""


def found_lists(
    agency: Agency,
    folder: Path,
    *,
    keeper: Person,
    approver: Person,
    publisher: Person,
    now: datetime,
    in_force_from: date,
    basis: str = "",
) -> dict[str, ListVersion]:
    """Import, approve and publish every list found in ``folder``, each step as its own act; kind → published version.

    ``basis`` names the promulgation; it is needed when ``in_force_from`` lies before today. Not an act: it calls acts.
    """
    founded = {}
    for kind in KINDS:
        path = next((folder / f"{kind}{end}" for end in ENDINGS if (folder / f"{kind}{end}").exists()), None)
        if path is None:
            continue
        report = import_list(kind, path, agency, keeper, now, basis=basis)
        if report.exit_code:
            raise FoundingFault("\n".join([path.name, *report.lines()]))
        draft = ListVersion.objects.get(uuid=report.version_uuid)
        approved = approve_list(draft, actor=approver, now=now)
        founded[kind] = publish_list(approved, in_force_from, actor=publisher, now=now)
    return founded
