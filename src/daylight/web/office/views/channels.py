"""推送渠道: what a system administrator keeps. He sees how each receiver stands, and nothing of what is sent."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from daylight.base.outbox import queries
from daylight.base.outbox.acts import KEEP, ChannelInput, add_channel, change_channel, keep_agency_code
from daylight.base.outbox.keyring import SecretMissing, secret_at
from daylight.base.outbox.kinds import KINDS
from daylight.base.outbox.models import Channel
from daylight.base.present import present
from daylight.web.office.acting import answer, done, office_required, perform
from daylight.web.office.desks.entering import desk_or_404
from daylight.web.office.views.deliveries import health

TYPED = ("code", "kind", "name", "address", "secret")
BLANK = {**dict.fromkeys(TYPED, ""), "active": True}


@require_safe
@office_required
def settings_page(request: HttpRequest) -> HttpResponse:
    """Every receiver of the agency, and the form for a new one."""
    return _list(request)


@require_POST
@office_required
def add(request: HttpRequest) -> HttpResponse:
    """Enter a receiver."""
    desk_or_404(request, KEEP)
    typed = _typed(request)
    outcome = perform(request, add_channel, typed["code"].strip(), typed["kind"], _input(typed))
    if outcome:
        return done(request, f"已增加推送渠道“{outcome.result.name}”，从现在起的内容会推送过去。", "office:channels")
    return _list(request, typed, outcome.refusals)


@require_POST
@office_required
def agency(request: HttpRequest) -> HttpResponse:
    """The agency's own credit code, which every reported row carries."""
    person = desk_or_404(request, KEEP)
    code = request.POST.get("agency_code", "")
    outcome = perform(request, keep_agency_code, person.agency, code)
    if outcome:
        return done(request, "已保存本机关的统一社会信用代码。", "office:channels")
    return _list(request, refusals=outcome.refusals, agency_code=code)


@require_http_methods(["GET", "POST"])
@office_required
def one(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One receiver: change, stop, start."""
    person = desk_or_404(request, KEEP)
    channel = queries.channels_of(person).filter(uuid=uuid).first()
    if channel is None:
        raise Http404
    if request.method == "GET":
        kept = {name: getattr(channel, name) for name in (*TYPED, "active")}
        return _one(request, channel, kept, str(channel.version))
    typed, version = _typed(request), request.POST.get("version", "")
    outcome = perform(request, change_channel, channel, _input(typed), int(version) if version.isdecimal() else 0)
    if outcome:
        return done(request, f"已保存推送渠道“{outcome.result.name}”。", "office:channels")
    return _one(request, channel, typed, version, outcome.refusals)


def _typed(request: HttpRequest) -> dict[str, Any]:
    return {**{name: request.POST.get(name, "") for name in TYPED}, "active": bool(request.POST.get("active"))}


def _input(typed: dict[str, Any]) -> ChannelInput:
    return ChannelInput(typed["name"], typed["address"], typed["secret"], typed["active"])


def _list(
    request: HttpRequest, typed: dict[str, Any] | None = None, refusals: Any = (), agency_code: str | None = None
) -> HttpResponse:
    person = desk_or_404(request, KEEP)
    standings = queries.standings(person, present())
    context = {
        "standings": [(each, *health(each), KINDS[each.channel.kind].name) for each in standings],
        "kinds": [("", "请选择"), *((each.code, each.name) for each in KINDS.values())],
        "explained": list(KINDS.values()),
        "typed": typed or BLANK,
        "agency_code": person.agency.credit_code if agency_code is None else agency_code,
    }
    return answer(request, "office/channels.html", context, refusals)


def _one(
    request: HttpRequest, channel: Channel, typed: dict[str, Any], version: str, refusals: Any = ()
) -> HttpResponse:
    try:
        secret_at(channel.secret)
        secret = ""
    except SecretMissing as fault:
        secret = str(fault)
    context = {
        "channel": channel,
        "kind": KINDS[channel.kind],
        "typed": typed,
        "version": version,
        "secret_fault": secret,
    }
    return answer(request, "office/channel.html", context, refusals)
