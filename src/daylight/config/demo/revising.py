"""修订清单: a second version carried through every station and published, and a draft that waits for its check."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from daylight.config.demo.lists import carry_through
from daylight.config.demo.people import Troupe
from daylight.core.moment import local_date
from daylight.lists.acts import draft_list, edit_list_row, publish_list
from daylight.lists.models import ListVersion
from daylight.lists.queries import in_force, kept_rows

RECORDED = ("recording-items", "YX-02", {"whole": True, "content_summary": "亮证、权利义务告知、询问全过程、核对签名"})
AWAITED = ("items", "CF-T04", {"review": "作出决定前一律送法制审核（演示草案）"})
BASIS = "海国土资发〔2017〕90号（演示修订）"


def publish_revision(people: Troupe, now: datetime) -> ListVersion:
    """One row changed; in force from the day it is published, so that an earlier day still shows the first version."""
    draft = _redraft(people, RECORDED, "询问改为全过程录音录像（演示）", now)
    approved = carry_through(draft, people.reviewer, now)
    return publish_list(approved, local_date(now), actor=people.keeper, now=now, basis=BASIS)


def leave_draft(people: Troupe, now: datetime) -> ListVersion:
    """A changed matter that open cases use: its page says which they are."""
    return _redraft(people, AWAITED, "调整法制审核范围（演示）", now)


def _redraft(people: Troupe, change: tuple[str, str, Mapping[str, Any]], note: str, now: datetime) -> ListVersion:
    kind, code, changed = change
    standing = in_force(people.agency, kind, local_date(now))
    if standing is None:
        raise RuntimeError(f"没有施行中的 {kind}，不能修订")
    rows = kept_rows(standing)
    draft = draft_list(people.agency, kind, rows, actor=people.keeper, now=now, note=note)
    row = next(each for each in rows if each.code == code)
    return edit_list_row(draft, code, {**row.values, **changed}, actor=people.keeper, now=now)
