"""Preparing a room: ``python -m tests.faults.stage STEP…`` prints what a client needs as JSON.

People are the cast, with a second leader and a second publisher; every STEP is one case walked through the acts to it.
"""

from __future__ import annotations

import json
import sys
from datetime import date, datetime, timedelta
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402

from daylight.base.chores import run_all  # noqa: E402
from daylight.base.orgs.models import Person, RoleGrant  # noqa: E402
from daylight.base.permit import permit  # noqa: E402
from daylight.base.present import present  # noqa: E402
from daylight.config.demo.lists import publish_lists  # noqa: E402
from daylight.config.demo.story import Story  # noqa: E402
from daylight.config.demo.tale import Tale  # noqa: E402
from daylight.config.demo.tales import records  # noqa: E402
from daylight.config.demo.walk import publish_decision  # noqa: E402
from daylight.disclosure.acts.legacy import import_records  # noqa: E402
from daylight.disclosure.acts.prepare_copy import prepare_copy  # noqa: E402
from daylight.disclosure.models import Legacy  # noqa: E402
from daylight.disclosure.opening import ensure_task  # noqa: E402
from tests.cast import Cast, assemble  # noqa: E402
from tests.faults.harness import PASSWORD  # noqa: E402

# Long enough for a whole story before today.
LEAD_DAYS = 60


def _people() -> Cast:
    with permit("fixture"):
        cast = assemble()
        for username, name, model in (("leader2", "演示癸", cast.leader), ("publisher2", "演示子", cast.publisher)):
            second = Person(agency=model.agency, section=model.section, username=username, name=name)
            second.set_unusable_password()
            second.save()
            RoleGrant.objects.bulk_create(RoleGrant(person=second, role=g.role) for g in model.grants.all())
        for person in (cast.officer, cast.reviewer):
            person.set_password(PASSWORD)
            person.save()
    return cast


def _case(cast: Cast, number: int, step: str, begin: datetime) -> dict[str, Any]:
    """``published``: as far as the public page; ``copy``: as far as a public copy that waits for the second look."""
    tale = Tale(
        party=f"演示竞争{number}有限公司",
        credit_code="91370687MA00000000",
        # 一事不再罚: another place is another act.
        place=f"海阳市演示镇演示{number}村",
        act_ended_on=date(begin.year - 1, 6, 30),
    )
    story = Story(cast, tale, begin + timedelta(hours=number % 6))
    story.to({"published": "archive", "copy": "serve"}.get(step, step))
    found: dict[str, Any] = {"step": step, "case": str(story.case.uuid)}
    if step == "published":
        found["publication"] = str(publish_decision(story).uuid)
    elif step == "copy":
        copy = prepare_copy(ensure_task(story.decision, story.now), actor=cast.officer, now=story.now)
        found["copy"] = copy.pk
    elif story.at > 11:
        found["dossier"] = str(story.dossier.uuid)
        found["elements"] = [each["code"] for each in story.dossier.elements]
    return found


def prepare(steps: list[str]) -> dict[str, Any]:
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    cast, now = _people(), present()
    begin = (now - timedelta(days=LEAD_DAYS)).replace(hour=8, minute=30, second=0, microsecond=0)
    publish_lists(cast.agency, cast.keeper, cast.reviewer, begin - timedelta(days=1), date(begin.year - 1, 1, 1))
    cases = [_case(cast, number, step, begin) for number, step in enumerate(steps)]
    import_records(records(), cast.agency, actor=cast.publisher, now=now)
    run_all(now, rounds=200)
    legacy = Legacy.objects.filter(publishable=True).order_by("id").values_list("pk", flat=True)
    return {"cases": cases, "legacy": list(legacy), "public": str(settings.PUBLIC_DIR)}


if __name__ == "__main__":
    print(json.dumps(prepare(sys.argv[1:])))
