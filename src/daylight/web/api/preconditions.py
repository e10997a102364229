"""The headers a write carries: ``Idempotency-Key`` on every one, ``If-Match`` on every edit (RFC 9110 §13, RFC 6585)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse

from daylight.base.orgs.models import Person
from daylight.base.present import present
from daylight.core.moment import local_date
from daylight.core.refusal import Refused
from daylight.web.api.faults import STALE, Fault, fault

KEY = re.compile(r"[!-~]{1,80}")
ETAG = re.compile(r'"(\d{1,9})"')


def demand_headers(request: HttpRequest) -> None:
    """400 for a write without a usable key, 428 for a PATCH without If-Match; before anything of the body is read."""
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return
    if not KEY.fullmatch(request.headers.get("Idempotency-Key", "")):
        raise fault(
            400,
            "idempotency.missing",
            "请在 Idempotency-Key 中给出本次提交的编号（1 到 80 个字符），重试时用同一编号，就只办理一次。",
        )
    if request.method == "PATCH":
        if_match(request)


def if_match(request: HttpRequest) -> int:
    """The version the client saw."""
    given = request.headers.get("If-Match", "").strip()
    if not given:
        raise fault(428, "precondition.missing", "请在 If-Match 中给出您读到的版本（取自 ETag），以免盖掉他人的修改。")
    found = ETAG.fullmatch(given)
    if found is None:
        raise fault(412, "precondition.failed", "If-Match 不是读取时得到的 ETag，请重新读取后再提交。")
    return int(found[1])


def tag(response: HttpResponse, version: int) -> None:
    """The version of the part that can be edited, as ETag."""
    response["ETag"] = f'"{version}"'


@dataclass(frozen=True, slots=True)
class Submission:
    """Who asks, when, under which key."""

    actor: Person
    now: datetime
    key: str

    def do(self, act: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Run ``act`` once for this key."""
        return act(*args, actor=self.actor, now=self.now, idempotency_key=self.key, **kwargs)

    @property
    def today(self) -> Any:
        return local_date(self.now)


def submission(request: HttpRequest) -> Submission:
    """The submission this request is; only behind ``Bearer``."""
    return Submission(person_of(request), present(), request.headers.get("Idempotency-Key", ""))


def person_of(request: HttpRequest) -> Person:
    """Who asks; only behind ``Bearer``."""
    person: Any = request.user
    return person


def stale(error: Refused, version: int, by: str, at: datetime | None) -> Fault | Refused:
    """A refusal because somebody saved first, with who it was; any other refusal as it is."""
    if not any(each.code in STALE for each in error.refusals):
        return error
    more = {"version": version, "saved_by": by, "saved_at": at.isoformat() if at else None}
    return Fault(412, error.refusals, {"ETag": f'"{version}"'}, more)
