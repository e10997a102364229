"""The description of the interface: a change of it is a change of the contract and is seen here.

After a change that is meant: ``.venv/bin/daylight openapi > tests/web/openapi.json`` and read the difference.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from daylight.config.commands.openapi import document

SNAPSHOT = Path(__file__).with_name("openapi.json")
pytestmark = pytest.mark.urls("tests.web.api_addresses")


def test_the_description_is_the_one_that_was_read() -> None:
    assert document() == SNAPSHOT.read_text("utf-8"), "daylight openapi > tests/web/openapi.json"


def _operations() -> list[tuple[str, str, dict[str, Any]]]:
    paths = json.loads(document())["paths"]
    return [(method, path, each) for path, found in paths.items() for method, each in found.items()]


def test_every_operation_says_who_asks_what_it_carries_and_how_it_refuses() -> None:
    for method, path, each in _operations():
        where = f"{method} {path}"
        headers = {one["name"] for one in each["parameters"] if one["in"] == "header"}
        assert each["security"] == [{"Bearer": []}], where
        assert "application/problem+json" in each["responses"]["default"]["content"], where
        assert ("Idempotency-Key" in headers) == (method != "get"), where
        assert method != "patch" or "If-Match" in headers, where
        assert each["summary"], where


def test_nothing_is_called_twice() -> None:
    names = [each["operationId"] for _, _, each in _operations()]
    assert len(names) == len(set(names))


def test_the_description_is_public_and_there_is_no_other_page() -> None:
    client = Client()
    served = client.get("/api/v1/openapi.json")
    assert served.status_code == 200
    assert served.json() == json.loads(document())
    assert client.get("/api/v1/docs").status_code == 404
