"""A program that talks to the interface with one person's token, over Django's own client."""

from __future__ import annotations

import itertools
import json
from datetime import datetime, timedelta
from typing import Any

from django.test import Client

from daylight.base.orgs.models import Person
from daylight.web.api.acts import issue_token
from daylight.web.api.tokens import digest_of, fresh_secret

ROOT = "/api/v1"
PROBLEM = "application/problem+json"
_keys = itertools.count(1)


def token_for(person: Person, now: datetime, days: int = 90) -> str:
    secret = fresh_secret()
    issue_token(person, digest_of(secret), "测试", now + timedelta(days=days), actor=person, now=now)
    return secret


class Program:
    """``get`` and ``post`` answer the JSON and fail on any other status; ``ask`` answers whatever came."""

    def __init__(self, secret: str) -> None:
        # A cookie-less client that would be caught by the CSRF check if a session were used.
        self.client = Client(enforce_csrf_checks=True)
        self.secret = secret
        self.last: Any = None

    def ask(self, method: str, path: str, body: Any = None, *, key: str | None = None, **headers: str) -> Any:
        sent = {"Authorization": f"Bearer {self.secret}"} if self.secret else {}
        if method != "GET":
            sent["Idempotency-Key"] = key if key is not None else f"test-{next(_keys)}"
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        sent = {name: value for name, value in sent.items() if value}
        data = b"" if body is None else json.dumps(body, default=str).encode()
        self.last = self.client.generic(method, ROOT + path, data, content_type="application/json", headers=sent)
        return self.last

    def get(self, path: str) -> Any:
        return self._good(self.ask("GET", path))

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self._good(self.ask("POST", path, body, **headers))

    def patch(self, path: str, body: Any, version: int) -> Any:
        return self._good(self.ask("PATCH", path, body, If_Match=f'"{version}"'))

    def _good(self, response: Any) -> Any:
        assert response.status_code in (200, 201), (response.status_code, response.content.decode())
        return response.json()


def codes(response: Any) -> list[str]:
    """Codes of a problem, after checking that it is one."""
    assert response["Content-Type"] == PROBLEM, response.content.decode()
    body = response.json()
    assert body["status"] == response.status_code
    assert {"type", "title", "status", "detail", "code", "cite", "errors"} <= body.keys()
    assert body["errors"][0]["code"] == body["code"]
    assert all(each["message"].endswith("。") for each in body["errors"])
    return [each["code"] for each in body["errors"]]
