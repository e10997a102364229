"""No public route, file or error tells that an unpublished decision exists: every route is asked as a stranger."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver

from daylight.base.chores import run_all
from daylight.disclosure import acts
from daylight.disclosure.models import Task
from daylight.portal import urls
from tests.apps.disclosure.room import opened
from tests.cast import Cast

SLOT = re.compile(r"<(?:\w+:)?\w+>")
QUESTIONS = ("q", "code", "of", "party", "agency", "category", "number", "name", "key", "ref")


def routes(patterns: list[URLPattern | URLResolver], before: str = "/") -> Iterator[str]:
    """Every address of the public site, its parts still open."""
    for each in patterns:
        here = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from routes(each.url_patterns, here)
        else:
            yield here


@pytest.fixture
def hidden(cast: Cast, now: datetime) -> list[Task]:
    """One nobody prepared, one masked and waiting, one withheld; beside them one that is public."""
    one, two, three, public = (opened(cast, now, kind) for kind in ("organisation", "person", "person", "organisation"))
    acts.prepare_copy(two, actor=cast.publisher, now=now)
    acts.withhold(three, "safety", "影响稳定。", actor=cast.officer, now=now)
    acts.confirm_withholding(three, actor=cast.publisher, now=now)
    copy = acts.prepare_copy(public, actor=cast.publisher, now=now)
    acts.publish(copy, copy.sha256, True, actor=cast.reviewer, now=now)
    run_all(now)
    return [one, two, three]


def _names(task: Task) -> list[tuple[str, str]]:
    """What a stranger might know or guess of a decision, and something like it that does not exist."""
    return [
        (str(task.uuid), str(uuid.UUID(int=1))),
        (str(task.case.uuid), str(uuid.UUID(int=2))),
        (task.code, "ZZZZZZZZ"),
        (task.number, "海自然资规罚〔2026〕999号"),
        (task.case.number, "海自然资规立〔2026〕999号"),
    ]


def _answer(client: Client, address: str, typed: str) -> tuple[int, str]:
    answer = client.get(address)
    streamed = getattr(answer, "streaming", False)
    body = (b"".join(answer) if streamed else answer.content).decode(errors="replace")
    # What the reader typed himself, and what is fresh on every page, say nothing.
    body = re.sub(r'value="[^"]*"', "", body)
    for length in range(len(typed), 7, -1):
        # Some pages repeat only the beginning of a long entry.
        body = body.replace(typed[:length], "…")
    return answer.status_code, re.sub(r"[%\w]*%[0-9A-F]{2}[%\w]*", "…", body)


def test_every_route_answers_as_if_it_did_not_exist(hidden: list[Task]) -> None:
    client = Client(raise_request_exception=False)
    addresses = sorted(set(routes(urls.urlpatterns)))
    assert len(addresses) > 30
    for task in hidden:
        for known, other in _names(task):
            for address in addresses:
                if SLOT.search(address):
                    asked = [SLOT.sub(each, address) for each in (known, other)]
                else:
                    asked = [f"{address}?{'&'.join(f'{name}={each}' for name in QUESTIONS)}" for each in (known, other)]
                seen, nothing = (_answer(client, *each) for each in zip(asked, (known, other), strict=True))
                assert seen == nothing, (address, task.state, known)


def test_no_file_of_the_site_names_it(hidden: list[Task]) -> None:
    files = [each for each in Path(settings.PUBLIC_DIR).rglob("*") if each.is_file() and "log" not in each.parts]
    assert files
    secrets = {each for task in hidden for each, _ in _names(task)}
    for file in files:
        body = file.read_bytes().decode(errors="replace")
        assert not [each for each in secrets if each in body or each in file.name], file
        assert not set(file.parts) & secrets
