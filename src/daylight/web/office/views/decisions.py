"""历次决定: the decision that stands in a case and those that fell, each with what became of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from daylight.base.face.templatetags.face import yuan
from daylight.base.present import present
from daylight.core.moment import local_date
from daylight.decisions.entries import latest_fields
from daylight.decisions.models import Decision
from daylight.decisions.standing import decision_of, earlier
from daylight.disclosure.models import Task
from daylight.recording.models import Document
from daylight.web.office.acting import case_or_404, office_required, person_of
from daylight.web.office.place import Place
from daylight.web.office.views.workspace import frame


@require_safe
@office_required
def decisions(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The newest first; a case that was decided once, or not yet, has a page as well."""
    place = Place(case_or_404(request, uuid), person_of(request), local_date(present()))
    now, before = decision_of(place.case), list(earlier(place.case))
    context = {
        **frame(place),
        "standing": _told(now) if now else None,
        "again": bool(before),
        "earlier": [_told(each) for each in reversed(before)],
    }
    return render(request, "office/decisions.html", context)


def _told(decision: Decision) -> dict[str, Any]:
    return {"decision": decision, "lines": [*_made(decision), *_followed(decision)], "order": _order(decision)}


def _made(decision: Decision) -> list[tuple[str, str]]:
    """What it says, in its own words."""
    fields = decision.fields
    ordered = "；".join(str(each.get("text", "")) for each in fields.get("penalties") or ())
    said = ordered or next((str(fields[code]) for code in ("content", "reasons", "facts") if fields.get(code)), "")
    lines = [("决定内容", said), ("批准", f"{decision.approved_by.name} {local_date(decision.approved_at)}")]
    if decision.decided_on:
        lines.append(("决定日期", str(decision.decided_on)))
    return [(label, text) for label, text in lines if text]


def _followed(decision: Decision) -> list[tuple[str, str]]:
    """Service, money, publication: they stay with the decision they belong to."""
    served = [f"{each.served_on} {each.method}" for each in decision.services.order_by("served_on", "id")]
    paid = [f"{each.paid_on} 缴 {yuan(each.amount_yuan)} 元" for each in decision.payments.order_by("paid_on", "id")]
    task = Task.objects.filter(decision=decision).first()
    lines = [("送达", "；".join(served)), ("缴款", "；".join(paid)), ("公示", task.get_state_display() if task else "")]
    return [(label, text) for label, text in lines if text]


ORDER = ("ground", "ruling", "redo_by", "procedural", "reasons")


def _order(decision: Decision) -> dict[str, Any] | None:
    """Why it is made anew, as the leader approved it."""
    order: Document | None = decision.replaced_by
    if order is None:
        return None
    fields = latest_fields(order)
    labels = {
        "ground": "重新作出的原因",
        "ruling": "撤销它的文书",
        "redo_by": "责令的期限",
        "procedural": "仅因违反法定程序被撤销",
        "reasons": "理由和要求",
    }
    return {"document": order, "lines": [(labels[code], str(fields[code])) for code in ORDER if fields.get(code)]}
