"""Bearer tokens: ``Authorization: Bearer dl_…``. No cookie is looked at, so no foreign page can ride on one (CSRF)."""

from __future__ import annotations

import functools
import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from ninja.security import HttpBearer

from daylight.base.orgs.models import Person
from daylight.base.permit import permit
from daylight.base.present import present
from daylight.core.moment import local_date
from daylight.web.api.faults import Fault, fault, said
from daylight.web.api.models import Token
from daylight.web.api.preconditions import demand_headers

# So that a scanner finds a token that leaked into a repository or a log.
PREFIX = "dl_"
CHALLENGE = {"WWW-Authenticate": 'Bearer realm="daylight"'}


def fresh_secret() -> str:
    """A new token as its holder keeps it: 256 random bits."""
    return PREFIX + secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def bearer(secret: str, now: datetime) -> Person:
    """Whose token it is. Raises ``Fault`` 401 saying why it does not count."""
    token = Token.objects.select_related("person__agency", "person__section").filter(digest=digest_of(secret)).first()
    if token is None:
        raise fault(401, "token.unknown", "令牌不能识别，请核对，或者重新签发。", CHALLENGE)
    person = token.person
    if token.revoked_at is not None or not person.is_active or person.agency_id != token.agency_id:
        raise fault(401, "token.revoked", "令牌已停用，请重新签发。", CHALLENGE)
    if token.expires_at <= now:
        raise fault(401, "token.expired", "令牌已过期，请重新签发。", CHALLENGE)
    today = local_date(now)
    if token.last_used_on != today:
        # Once a day: enough to find tokens nobody uses, and a read stays a read.
        with permit("web.token.used"):
            Token.objects.filter(~Q(last_used_on=today) | Q(last_used_on=None), pk=token.pk).update(last_used_on=today)
    return person


class Bearer(HttpBearer):
    """Every operation of the interface passes here: who it is, then the headers a write must carry."""

    def __call__(self, request: HttpRequest) -> Any:
        if (person := super().__call__(request)) is None:
            raise fault(
                401, "token.missing", "请在 Authorization 中以 Bearer 方式给出令牌；令牌由系统管理员签发。", CHALLENGE
            )
        return person

    def authenticate(self, request: HttpRequest, token: str) -> Person:
        person = bearer(token.strip(), present())
        request.user = person
        demand_headers(request)
        return person


def bearer_or_session(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """For the plain views below ``/api/v1/``: a token when one is sent, otherwise the session with its CSRF check."""
    guarded = csrf_protect(view)

    @functools.wraps(view)
    def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            return guarded(request, *args, **kwargs)
        try:
            request.user = bearer(secret.strip(), present())
        except Fault as problem:
            return said(problem)
        return view(request, *args, **kwargs)

    return csrf_exempt(run)
