"""``POST /cases/{uuid}/moves/{code}``: one operation per move, so that each has its own typed body.

No ``from __future__ import annotations`` here: the body types are values of the table in ``ways.py``.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from daylight.cases.moving import definition_of
from daylight.web.api.case_reading import the_case
from daylight.web.api.case_shapes import CaseOut
from daylight.web.api.cases import shown
from daylight.web.api.faults import fault
from daylight.web.api.preconditions import submission
from daylight.web.api.ways import WAYS, Way

router = Router(tags=["办理动作"])


def _make(request: HttpRequest, response: HttpResponse, uuid: UUID, code: str, body: Any) -> dict[str, Any]:
    by = submission(request)
    case = the_case(by.actor, uuid)
    if all(each.code != code for each in definition_of(case).moves):
        raise fault(404, "procedure.move", "本案的程序没有这个办理动作，请从可办理的动作中选择。")
    WAYS[code].run(by, case, body)
    return shown(case, request, response)


def _operation(code: str, way: Way) -> Callable[..., Any]:
    if way.body is None:

        def without(request: HttpRequest, response: HttpResponse, uuid: UUID) -> Any:
            return _make(request, response, uuid, code, None)

        return without

    def make(request: HttpRequest, response: HttpResponse, uuid: UUID, body: way.body) -> Any:  # type: ignore[name-defined]
        return _make(request, response, uuid, code, body)

    return make


for _code, _way in WAYS.items():
    router.add_api_operation(
        f"/cases/{{uuid}}/moves/{_code}",
        ["POST"],
        _operation(_code, _way),
        response=CaseOut,
        operation_id=f"move_{_code}",
        summary=_way.name,
        url_name=f"move_{_code}",
    )
