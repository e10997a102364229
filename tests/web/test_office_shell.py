"""The shell: signing in and out, the throttle, who sees what on the first page."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from daylight.base.permit import permit
from tests.cast import Cast
from tests.web.entering import signed_in

LOGIN = "/office/login/"


@pytest.fixture(autouse=True)
def _fresh_throttle() -> None:
    cache.clear()


@pytest.fixture
def officer_with_password(cast: Cast) -> Cast:
    with permit("fixture"):
        cast.officer.set_password("一个演示密码-2026")
        cast.officer.save()
    return cast


def test_signing_in_leads_to_the_page_that_was_asked_for(officer_with_password: Cast) -> None:
    client = Client()
    assert client.get("/office/cases/").headers["Location"] == "/office/login/?next=/office/cases/"
    data = {"username": "officer", "password": "一个演示密码-2026", "next": "/office/cases/"}
    answer = client.post(LOGIN, data)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/office/cases/")
    assert client.get("/office/").status_code == 200
    assert client.post("/office/logout/").status_code == 302
    assert client.get("/office/").status_code == 302


def test_a_foreign_address_after_login_is_ignored(officer_with_password: Cast) -> None:
    data = {"username": "officer", "password": "一个演示密码-2026", "next": "https://example.org/"}
    assert Client().post(LOGIN, data).headers["Location"] == "/office/"


def test_unknown_and_wrong_give_the_same_words_and_five_failures_rest(officer_with_password: Cast) -> None:
    client = Client()
    unknown = client.post(LOGIN, {"username": "nobody", "password": "x"})
    wrong = client.post(LOGIN, {"username": "officer", "password": "x"})
    assert unknown.status_code == wrong.status_code == 422
    said = "登录名或者密码不正确"
    assert said in unknown.content.decode() and said in wrong.content.decode()
    for _ in range(4):
        client.post(LOGIN, {"username": "officer", "password": "x"})
    resting = client.post(LOGIN, {"username": "officer", "password": "一个演示密码-2026"})
    assert resting.status_code == 422 and "十分钟后再试" in resting.content.decode()
    other = Client(REMOTE_ADDR="10.0.0.9")
    assert other.post(LOGIN, {"username": "officer", "password": "一个演示密码-2026"}).status_code == 302


@pytest.mark.parametrize(
    ("who", "label"),
    [("officer", "案件"), ("window", "缴款登记"), ("leader", "待办")],
)
def test_the_menu_depends_on_the_role(cast: Cast, who: str, label: str) -> None:
    assert f">{label}" in signed_in(getattr(cast, who)).get("/office/").content.decode()
