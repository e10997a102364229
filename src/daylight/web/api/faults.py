"""What went wrong, as Problem Details: one place knows which status a refusal has."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from daylight.core.refusal import Refusal, Refused
from daylight.web.api.problems import problem, problems

# Somebody saved first: the client reads again, merges and sends If-Match anew.
STALE = frozenset(
    {
        "case.stale",
        "draft.stale",
        "document.conflict",
        "disclosure.stale",
        "list.stale",
        "channel.stale",
        "plan.stale",
    }
)
# The thing is no longer where the client thought.
CONFLICT = frozenset(
    {"case.moved", "case.closed", "draft.frozen", "procedure.step", "procedure.after", "procedure.once"}
)
WORDS = {
    "missing": "缺少必填的内容，请补上后再提交。",
    "extra_forbidden": "没有这个字段，请对照接口说明核对名称。",
    "uuid": "这里须填写 UUID，请核对。",
    "date": "日期须写成 2026-11-23 的样子，请核对。",
    "datetime": "时间须写成带时区的 ISO 8601，如 2026-11-23T09:00:00+08:00，请核对。",
    "timezone": "时间须写成带时区的 ISO 8601，如 2026-11-23T09:00:00+08:00，请核对。",
    "time": "时刻须写成 09:00 的样子，请核对。",
    "decimal": "数额须写成十进制数的文本，如 640.00，请核对。",
    "literal": "不在可选的范围内，请对照接口说明选择。",
    "string": "这里须填写文本，长度不能超过规定，请核对。",
    "bool": "这里须填写 true 或者 false，请核对。",
    "int": "这里须填写整数，请核对。",
    "list": "这里须填写列表，请核对。",
    "value": "内容里有不能保存的字符或者小数，数额请写成文本，请核对。",
}
OTHERWISE = "内容的类型与接口说明不符，请核对。"
logger = logging.getLogger("daylight.api")


class Fault(Exception):
    """An answer other than success that no act gave. ``more``: extension members of the problem."""

    def __init__(
        self, status: int, refusals: tuple[Refusal, ...], headers: Mapping[str, str], more: Mapping[str, Any]
    ) -> None:
        self.status, self.refusals, self.headers, self.more = status, refusals, dict(headers), dict(more)
        super().__init__("；".join(str(each) for each in refusals))


def fault(status: int, code: str, message: str, headers: Mapping[str, str] | None = None, **more: Any) -> Fault:
    """One reason, ready to raise."""
    return Fault(status, (Refusal(code, message),), headers or {}, more)


def unknown() -> Fault:
    """Nobody outside learns whether the thing exists."""
    return fault(404, "thing.unknown", "没有这个对象，或者您的账号无权查看，请核对地址。")


def status_of(error: Refused) -> int:
    """403 without the right, 412 when somebody saved first, 409 when the case has moved on, otherwise 422."""
    codes = {each.code for each in error.refusals}
    if "right.missing" in codes:
        return 403
    if codes & STALE:
        return 412
    return 409 if codes & CONFLICT else 422


def said(error: Fault) -> JsonResponse:
    """The response of a ``Fault``."""
    response = problems(error.status, error.refusals, **error.more)
    for name, value in error.headers.items():
        response[name] = value
    return response


def install(api: NinjaAPI) -> None:
    """Make every error of ``api`` a problem."""
    api.add_exception_handler(Fault, lambda request, error: said(error))
    api.add_exception_handler(Refused, lambda request, error: problems(status_of(error), error.refusals))
    api.add_exception_handler(ValidationError, _unreadable)
    api.add_exception_handler(HttpError, _unusable)
    api.add_exception_handler(Http404, lambda request, error: said(unknown()))
    api.add_exception_handler(ObjectDoesNotExist, lambda request, error: said(unknown()))
    api.add_exception_handler(Exception, _broken)


def _unreadable(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return problems(422, tuple(_refusal(each) for each in error.errors))


def _refusal(found: Mapping[str, Any]) -> Refusal:
    kind = str(found["type"])
    words = WORDS.get(kind) or next((text for key, text in WORDS.items() if kind.startswith(key)), OTHERWISE)
    # loc: ("body", argument, field, …) or ("query", name)
    place = [str(each) for each in found["loc"]]
    name = ".".join(place[2:] if place[0] == "body" and len(place) > 2 else place[1:])
    return Refusal(f"input.{kind}", words, "", name)


def _unusable(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(error.status_code, "http.body", "请求内容不是可读的 JSON，请核对后再提交。")


def _broken(request: HttpRequest, error: Exception) -> HttpResponse:
    logger.error("%s %s", request.method, request.path, exc_info=error)
    return problem(500, "server.fault", "服务器没有完成这次请求，没有保存任何内容，请稍后重试或者告知系统管理员。")
