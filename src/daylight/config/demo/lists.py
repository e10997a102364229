"""Loading the lists of the demonstration agency: import, approve, publish, through the acts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from daylight.base.orgs.models import Agency, Person
from daylight.core.listkinds import KINDS
from daylight.lists.acts import approve_list, check_list, confirm_list, edit_list_row, publish_list
from daylight.lists.importing import import_list
from daylight.lists.models import ListVersion

BASIS = "海国土资发〔2017〕90号（演示清单，依据待核处已标明）"


def publish_lists(
    agency: Agency,
    keeper: Person,
    approver: Person,
    now: datetime,
    in_force_from: date,
    kinds: tuple[str, ...] = (),
    more: Mapping[str, Mapping[str, Mapping[str, Any]]] | None = None,
) -> None:
    """Publish every list of ``lawpacks/haiyang/lists`` (or only ``kinds``) as in force from ``in_force_from``; ``more``:
    kind → code → values of rows that stand on it besides."""
    folder = Path(settings.LAWPACKS_DIR) / "haiyang" / "lists"
    for kind in kinds or tuple(KINDS):
        path = folder / f"{kind}.csv"
        if not path.exists():
            continue
        report = import_list(kind, path, agency, keeper, now, basis=BASIS)
        if report.rejected or report.version is None:
            raise RuntimeError("\n".join(report.lines()))
        draft = ListVersion.objects.get(agency=agency, kind=kind, number=report.version)
        for code, values in (more or {}).get(kind, {}).items():
            draft = edit_list_row(draft, code, values, actor=keeper, now=now)
        approved = carry_through(draft, approver, now)
        publish_list(approved, in_force_from, actor=keeper, now=now, basis=BASIS)


def carry_through(draft: ListVersion, approver: Person, now: datetime) -> ListVersion:
    """A draft through every station: a section head checks, ``approver`` approves, the 司法局 confirms where it must."""
    heads = Person.objects.filter(agency=draft.agency, is_active=True, grants__role="section_head")
    checker = heads.exclude(pk=approver.pk).exclude(pk__in=draft.editors.values("pk")).order_by("id")[0]
    version = approve_list(check_list(draft, actor=checker, now=now), actor=approver, now=now)
    if version.state != "reviewed":
        return version
    offices = Agency.objects.filter(supervises=True, government=draft.agency.government)
    judge = Person.objects.filter(agency__in=offices, grants__role="supervisor", is_active=True).order_by("id")[0]
    return confirm_list(version, actor=judge, now=now)
