"""推送结果: each receiver with what waits and why, each message with its receipts, and 重新推送."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from daylight.base.orgs.models import Person
from daylight.base.outbox import queries
from daylight.base.outbox.acts import resend_message
from daylight.base.outbox.kinds import KINDS
from daylight.base.outbox.models import Channel, Message
from daylight.base.present import present
from daylight.web.office.acting import answer, done, office_required, perform, person_of
from daylight.web.office.desks.entering import desk_or_404
from daylight.web.office.paging import Pages

SIZE = 20
SHAPES = {"failed": "late", "waiting": "doing", "delivered": "ok", "dropped": "hold"}
# A digit more would page beyond what is counted.
PAGE_DIGITS = 4


@require_safe
@office_required
def desk(request: HttpRequest) -> HttpResponse:
    """``?channel=`` and ``?state=`` narrow; both are plain addresses."""
    person = desk_or_404(request, queries.READ)
    standings = queries.standings(person, present())
    code, state = request.GET.get("channel", ""), request.GET.get("state", "")
    chosen = next((each.channel for each in standings if each.channel.code == code), None)
    if (code and chosen is None) or (state and state not in queries.STATES):
        raise Http404
    rows = queries.messages_of(person).order_by("-id")
    if chosen:
        rows = rows.filter(channel=chosen.code)
    if state:
        rows = rows.filter(queries.STATES[state][1])
    number = request.GET.get("page", "1")
    page = Pages(rows, SIZE).get_page(number if number.isdecimal() and len(number) < PAGE_DIGITS else "1")
    names = {each.channel.code: each.channel.name for each in standings}
    context = {
        "standings": [(each, *health(each)) for each in standings],
        "chosen": chosen,
        "state": state,
        "states": [("", "全部"), *((name, word) for name, (word, _) in queries.STATES.items())],
        "rows": [_line(each, names.get(each.channel, "")) for each in page],
        "page": page,
        "pattern": f"?channel={code}&state={state}&page={{}}",
        "unread": [kind.name for kind in KINDS.values() if kind.code not in {e.channel.kind for e in standings}],
    }
    return answer(request, "office/deliveries.html", context)


@require_safe
@office_required
def delivery(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One message: its receipts, and what was sent."""
    return _page(request, _message(request, uuid))


@require_POST
@office_required
def resend(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """重新推送 with the reason."""
    message, reason = _message(request, uuid), request.POST.get("reason", "")
    if not queries.may_resend(person_of(request)):
        raise Http404
    outcome = perform(request, resend_message, message, reason)
    if outcome:
        return done(request, "已重新排入推送，结果会显示在本页。", "office:delivery", message.uuid)
    return _page(request, message, reason, outcome.refusals)


def _message(request: HttpRequest, uuid: UUID) -> Message:
    found: Message | None = queries.messages_of(desk_or_404(request, queries.READ)).filter(uuid=uuid).first()
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, message: Message, reason: str = "", refusals: Any = ()) -> HttpResponse:
    person: Person = person_of(request)
    channel = Channel.objects.get(code=message.channel)
    context = {
        "line": _line(message, channel.name),
        "channel": channel,
        "receipts": message.receipts.all(),
        "resendings": message.resendings.select_related("by"),
        # Numbers of people lie sealed in it; their ciphertext tells nobody anything.
        "content": json.dumps(
            {name: value for name, value in message.body.items() if name != "sealed"}, ensure_ascii=False, indent=2
        ),
        "sealed": bool(message.body.get("sealed")),
        "may_resend": queries.may_resend(person) and message.dropped_at is None,
        "reason": reason,
    }
    return answer(request, "office/delivery.html", context, refusals)


def _line(message: Message, name: str) -> dict[str, Any]:
    state = queries.state_of(message)
    return {
        "message": message,
        "channel": name,
        "kind": SHAPES[state],
        "word": queries.STATES[state][0],
    }


def health(standing: queries.Standing) -> tuple[str, str]:
    """Status mark of a receiver."""
    channel = standing.channel
    if not channel.active:
        return "hold", "已停用"
    if standing.alarm:
        return "late", "长时间没有送达"
    if channel.failures or standing.failed:
        return "due", "正在重试"
    return ("doing", "正在推送") if standing.waiting else ("ok", "正常")
