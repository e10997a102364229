"""A form sent too late and an error of the program: Chinese pages, nothing done, nothing typed thrown away."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from daylight.base.permit import permit
from daylight.cases.models import Case
from tests.cast import Cast

pytestmark = pytest.mark.django_db
TYPED = {"lead_text": "巡查发现<b>占地</b>。\n共两处。", "csrfmiddlewaretoken": "过期的记号"}


def test_what_was_typed_survives_the_end_of_the_sign_in() -> None:
    answer = Client().post("/office/cases/new/", TYPED)
    page = answer.content.decode()
    assert answer.status_code == 403 and "没有保存" in page and "/office/cases/new/" in page
    assert "巡查发现&lt;b&gt;占地&lt;/b&gt;。" in page and "过期的记号" not in page


def test_what_was_typed_survives_a_sign_in_elsewhere(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    with permit("session"):
        client.force_login(cast.officer)
    answer = client.post("/office/cases/new/", TYPED)
    assert answer.status_code == 403 and "共两处。" in answer.content.decode()
    assert not Case.objects.exists()


def test_a_password_is_not_shown_again() -> None:
    answer = Client(enforce_csrf_checks=True).post("/office/login/", {"username": "officer", "password": "演示口令"})
    assert answer.status_code == 403 and "演示口令" not in answer.content.decode()


def test_an_error_of_the_program_speaks_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("daylight.web.office.views.session._page", broken)
    answer = Client(raise_request_exception=False).get("/office/login/")
    assert answer.status_code == 500 and "这一步没有办成" in answer.content.decode()
