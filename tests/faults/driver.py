"""A process that performs acts on command, as a web worker would, and answers only after the commit.

In: ``{"verb", "as", "key", …}`` per line. Out: ``{"key", "ok", "result"}`` or ``{"key", "ok": false, "refusals", "kept"}``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402

from daylight.base.orgs.models import Person  # noqa: E402
from daylight.base.present import present  # noqa: E402
from daylight.cases import acts as cases  # noqa: E402
from daylight.cases.models import Case  # noqa: E402
from daylight.core.refusal import Refused  # noqa: E402
from daylight.decisions import acts as decisions  # noqa: E402
from daylight.disclosure.acts.legacy import publish_legacy  # noqa: E402
from daylight.disclosure.acts.publish import publish  # noqa: E402
from daylight.disclosure.models import Copy, Legacy  # noqa: E402
from daylight.recording.acts.documents import Conflict, save_document, start_document  # noqa: E402
from daylight.recording.models import Document  # noqa: E402

Command = dict[str, Any]


def _register(said: Command, **who: Any) -> str:
    lead = cases.Lead(
        item_code="CF-T04",
        source="巡查",
        lead=said["text"],
        place="演示镇演示村",
        parties=[cases.PartyInput(name="演示建材有限公司", kind="organisation")],
        partner=Person.objects.get(username="partner"),
    )
    return str(cases.register_lead(lead, **who).uuid)


def _start_document(said: Command, **who: Any) -> str:
    case = Case.objects.get(uuid=said["case"])
    return str(start_document(case, "site_record", {"condition": said["text"]}, **who).uuid)


def _save_document(said: Command, **who: Any) -> str:
    document = Document.objects.get(uuid=said["document"])
    return str(save_document(document, {"condition": said["text"]}, said["base"], **who).uuid)


def _save_draft(said: Command, **who: Any) -> str:
    draft = Case.objects.get(uuid=said["case"]).draft
    return str(decisions.save_draft(draft, {"facts": said["text"]}, said["base"], **who).version)


def _approve(said: Command, **who: Any) -> str:
    return str(decisions.approve_decision(Case.objects.get(uuid=said["case"]), **who).uuid)


def _publish(said: Command, **who: Any) -> str:
    copy = Copy.objects.select_related("task").get(pk=said["copy"])
    return str(publish(copy, copy.sha256, True, **who).task.uuid)


def _publish_legacy(said: Command, **who: Any) -> str:
    return str(publish_legacy(Legacy.objects.get(pk=said["legacy"]), **who).uuid)


def _spoil(said: Command, **who: Any) -> str:
    return decisions.spoil_number(said["word"], said["text"], **who).number


def _spoil_in_threads(said: Command, *, actor: Person, now: Any, idempotency_key: str) -> list[str]:
    """As many threads as ``count`` take a number each, every one on a connection of its own."""

    def one(place: int) -> str:
        try:
            key = f"{idempotency_key}-{place}"
            return decisions.spoil_number(said["word"], said["text"], actor=actor, now=now, idempotency_key=key).number
        finally:
            connection.close()

    with ThreadPoolExecutor(said["count"]) as pool:
        return list(pool.map(one, range(said["count"])))


VERBS: dict[str, Callable[..., Any]] = {
    "register": _register,
    "start_document": _start_document,
    "save_document": _save_document,
    "save_draft": _save_draft,
    "approve": _approve,
    "publish": _publish,
    "publish_legacy": _publish_legacy,
    "spoil": _spoil,
    "spoil_in_threads": _spoil_in_threads,
}


def perform(said: Command) -> dict[str, Any]:
    actor = Person.objects.get(username=said["as"])
    try:
        result = VERBS[said["verb"]](said, actor=actor, now=present(), idempotency_key=said["key"])
    except Refused as refused:
        kept = {"yours": refused.yours, "theirs": refused.theirs.fields} if isinstance(refused, Conflict) else None
        refusals = [{"code": each.code, "message": each.message} for each in refused.refusals]
        return {"key": said["key"], "ok": False, "refusals": refusals, "kept": kept}
    return {"key": said["key"], "ok": True, "result": result}


def main() -> None:
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        print(json.dumps(perform(json.loads(line)), ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
