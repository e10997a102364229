"""成文: papers that follow from what an act has written, so that nobody types them again.

The rooms that can print lie above this one; the settings name, move by move, who forms its paper (``MOVE_PAPERS``).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from daylight.base.orgs.models import Person
from daylight.base.permit import current_permit
from daylight.cases.models import Case
from daylight.cases.moving import definition_of


def form_paper(case: Case, move: str, *, actor: Person, now: datetime, **said: Any) -> None:
    """Inside an open act, after its rows are written: form the paper of ``move`` where the definition lists it.

    ``said``: what was said in the act and stands in no row.
    """
    current_permit()
    former = settings.MOVE_PAPERS.get(move)
    if former is None:
        return
    code, path = former
    defined = next((each for each in definition_of(case).moves if each.code == move), None)
    if defined is not None and any(code in need.any_of for need in defined.documents):
        import_string(path)(case, code, actor=actor, now=now, **said)
