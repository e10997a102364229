"""The interface as one object: routers, errors, and the OpenAPI document with the headers every write carries."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, reverse
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.renderers import JSONRenderer

from daylight.web.api import (
    applications,
    cases,
    channels,
    codes,
    credit,
    decisions,
    deliveries,
    devices,
    documents,
    dossiers,
    drafts,
    faults,
    feed,
    lists,
    masks,
    moves,
    people,
    plans,
    publications,
    recordings,
    recusals,
    roster,
    spot,
    steps,
    wordings,
)
from daylight.web.api.shapes import Problem
from daylight.web.api.tokens import Bearer

DESCRIPTION = """阳光执法的接口，与办案页面办理同样的动作、受同样的门禁约束。

- **令牌**：`Authorization: Bearer dl_…`，由 `daylight token create 账号` 签发，只代表一名人员和一个机关。不使用会话。
- **错误**：`application/problem+json`（RFC 9457），中文说明、代码、依据；`errors` 一次列出全部理由。
- **提交编号**：每次写入须带 `Idempotency-Key`；用同一编号重试只办理一次，内容不同则拒绝。
- **版本**：每次修改须带 `If-Match`，取自读取时的 `ETag`；缺少为 428，他人先保存为 412 并写明是谁。`ETag` 只表示可修改部分的版本。
- **分页**：`cursor` 取上一页的 `next`；期间新增的内容不会打乱已读的页。
- **看不到就是不存在**：无权查看的对象一律 404。
- **上传**：音像资料按 tus 1.0 传到 `/api/v1/uploads`，同样接受令牌；原件和文书见 `/api/v1/recordings/{uuid}/content`（先经 `accesses` 写明用途）、
  `/api/v1/documents/{uuid}/paper.pdf`、`/api/v1/documents/{uuid}/paper.docx`。
- **事件**：`/api/v1/events` 按先后给出可见的留痕，可从任一 `cursor` 重放；
  向订阅方推送（签名的 webhook，CloudEvents 1.0）由系统管理员在推送渠道中增加“事件推送”。
"""
KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": True,
    "description": "本次提交的编号，重试时不变",
    "schema": {"type": "string", "minLength": 1, "maxLength": 80},
}
MATCH = {
    "in": "header",
    "name": "If-Match",
    "required": True,
    "description": "读取时得到的 ETag",
    "schema": {"type": "string", "examples": ['"3"']},
}


class Chinese(JSONRenderer):
    json_dumps_params = {"ensure_ascii": False}


class Interface(NinjaAPI):
    """``NinjaAPI`` whose document also states what holds for every operation."""

    def get_root_path(self, path_params: Any) -> str:
        return reverse("api:rest:api-root")

    def get_openapi_schema(self, *args: Any, **kwargs: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(*args, **kwargs)
        for path in schema["paths"].values():
            for method, operation in path.items():
                _complete(method, operation)
        schema["components"]["schemas"]["Problem"] = Problem.model_json_schema(
            ref_template="#/components/schemas/{model}"
        )
        schema["components"]["schemas"].update(schema["components"]["schemas"]["Problem"].pop("$defs"))
        return schema


def _complete(method: str, operation: dict[str, Any]) -> None:
    edit = operation.pop("x-if-match", False) or method == "patch"
    if method != "get":
        operation["parameters"] = [*operation["parameters"], KEY, *([MATCH] if edit else [])]
    problem = {"schema": {"$ref": "#/components/schemas/Problem"}}
    operation["responses"]["default"] = {
        "description": "没有办理，见理由",
        "content": {"application/problem+json": problem},
    }


@csrf_exempt
def nowhere(request: HttpRequest) -> HttpResponse:
    """Any other address below ``/api/v1/``."""
    return faults.said(faults.unknown())


def _worded(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The framework answers a wrong method in its own words; here it is a problem like any other."""

    @functools.wraps(view)
    def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code != 405:
            return response
        allow = {"Allow": response["Allow"]}
        return faults.said(faults.fault(405, "http.method", "这个地址不支持该请求方式。", allow))

    return run


def addresses() -> tuple[list[URLPattern | URLResolver], str, str]:
    """What ``path()`` takes."""
    patterns, app, namespace = api.urls
    for each in patterns:
        if isinstance(each, URLPattern):
            each.callback = _worded(each.callback)
    return patterns, app, namespace


api = Interface(
    title="阳光执法接口",
    version="1.0",
    description=DESCRIPTION,
    docs_url=None,
    urls_namespace="rest",
    auth=Bearer(),
    renderer=Chinese(),
)
faults.install(api)
for _each in (
    cases,
    moves,
    steps,
    documents,
    wordings,
    drafts,
    decisions,
    dossiers,
    publications,
    masks,
    lists,
    people,
    recusals,
    spot,
    applications,
    plans,
    roster,
    codes,
    channels,
    deliveries,
    credit,
    recordings,
    devices,
    feed,
):
    api.add_router("", _each.router)
