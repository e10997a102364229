"""``/feed.atom?…`` and ``/subscribe/``: following publications without an account."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from daylight.base.present import present
from daylight.core.refusal import Refused
from daylight.portal import exports, following, pages, partypages, queries, subscribing
from daylight.portal.models import Subscription

COLUMN, NEWEST = "开放数据", 50


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """``/feed.atom?q=&category=&party=&agency=``: the newest that answer."""
    if faults := following.faults(request.GET.dict()):
        return HttpResponse(faults[0].message, status=422, content_type="text/plain; charset=utf-8")
    followed = following.read(request.GET.dict())
    site = queries.site()
    title = f"{site.site_name or site.name} 行政执法公示：{following.said(followed)}".strip()
    where = f"/feed.atom?{followed.question}" if followed.question else "/feed.atom"
    body = exports.atom(title, following.decisions(followed)[:NEWEST], present(), where)
    return HttpResponse(body, content_type="application/atom+xml; charset=utf-8")


@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: HttpRequest) -> HttpResponse:
    """Choose what to follow; by feed at once, by mail after confirming."""
    typed = request.POST if request.method == "POST" else request.GET
    followed = following.read(typed.dict())
    context: dict[str, Any] = {"address": typed.get("address", "")[:200], "followed": followed}
    if faults := following.faults(typed.dict()):
        return _form(request, {**context, "refusals": faults, "party": typed.get("party", "")[:60]}, 422)
    if request.method == "POST" and settings.MAIL_OFFERED:
        try:
            subscribing.ask(context["address"], followed, present())
        except Refused as refused:
            return _form(request, {**context, "refusals": refused.refusals}, 422)
        return _said(
            request,
            "请到邮箱确认",
            f"如果 {context['address']} 还没有订阅“{following.said(followed)}”，一封确认邮件会在几分钟内到达。"
            "请在 48 小时内打开邮件中的网址；没有收到的，请查看垃圾邮件，或核对邮箱后再试。",
        )
    return _form(request, context)


def _form(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    categories = queries.categories()
    agencies = [(each["agency_code"], each["name"]) for each in partypages.agencies()]
    followed = context["followed"]
    found = {
        **context,
        "refusals": context.get("refusals", []),
        "party": context.get("party", followed.party),
        "unclear": "party" in context,
        "categories": [("", "全部"), *((each, each) for each in categories)] if len(categories) > 1 else [],
        "agencies": [("", "全部"), *agencies] if len(agencies) > 1 else [],
        "said": following.said(followed),
        "feed_href": f"/feed.atom?{followed.question}" if followed.question else "/feed.atom",
        "mail": settings.MAIL_OFFERED,
    }
    return HttpResponse(pages.render("subscribe", COLUMN, found, request), status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A button, not a mere visit: mail filters open every link of a letter."""
    found = subscribing.named(token, subscribing.CONFIRM)
    if found is None:
        return _gone(request)
    if request.method == "POST":
        subscribing.confirm(found, present())
        return _said(request, "订阅成功", f"“{found.said}”有更新时，每天至多发一封邮件。每封邮件末尾都有退订的网址。")
    return _ask(request, found, "确认订阅", f"确认后，“{found.said}”有更新时发到 {found.address}，每天至多一封。")


@csrf_exempt  # RFC 8058: a mail program leaves for its owner with a bare POST; the signed link is the authority.
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """A button; by a mail program at once."""
    found = subscribing.named(token, subscribing.LEAVE)
    if found is None:
        return _gone(request)
    if request.method == "POST":
        subscribing.leave(found)
        return _said(request, "已退订", "您的邮箱已从本站删除。")
    return _ask(request, found, "退订", f"退订后不再发送“{found.said}”的更新，您的邮箱随即从本站删除。")


def _ask(request: HttpRequest, found: Subscription, heading: str, text: str) -> HttpResponse:
    return HttpResponse(pages.render("subscribe_ask", COLUMN, {"heading": heading, "text": text}, request))


def _said(request: HttpRequest, heading: str, text: str, status: int = 200) -> HttpResponse:
    return HttpResponse(
        pages.render("subscribe_said", COLUMN, {"heading": heading, "text": text}, request), status=status
    )


def _gone(request: HttpRequest) -> HttpResponse:
    text = "网址不完整、已过期，或订阅已经删除。需要订阅的，请重新申请。"
    return _said(request, "网址已失效", text, 404)
