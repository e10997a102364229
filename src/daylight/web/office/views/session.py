"""登录与退出: own pages, one message for every failure, ten minutes' rest after five of them."""

from __future__ import annotations

import hashlib
import logging

from django import forms
from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from daylight.base.access import ROLES
from daylight.base.orgs.models import Person
from daylight.base.permit import permit
from daylight.web.office.forms.base import OfficeForm

log = logging.getLogger("daylight.office")
# 等保 8.1.4.1: a limit on failed sign-ins.
FAILURES = 5
REST_SECONDS = 10 * 60
WRONG = "登录名或者密码不正确，请核对后重试；连续五次不正确须等待十分钟。"
RESTING = "登录名或者密码已连续五次不正确，请十分钟后再试，或联系安全管理员。"


class LoginForm(OfficeForm):
    username = forms.CharField(
        label="登录名", max_length=64, widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none"})
    )
    password = forms.CharField(
        label="密码", strip=False, widget=forms.PasswordInput({"autocomplete": "current-password"})
    )


@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The login page; a person already signed in goes on."""
    after = _after(request)
    if request.method == "GET":
        if request.user.is_authenticated:
            return redirect(after)
        return _page(request, LoginForm(), after)
    form = LoginForm(request.POST)
    if form.is_valid():
        slot = _slot(request, form.cleaned_data["username"])
        if cache.get(slot, 0) >= FAILURES:
            form.add_error(None, RESTING)
            return _page(request, form, after)
        # The hash may be renewed and the last login is written: the only writes outside an act besides sessions.
        with permit("session"):
            person = authenticate(request, **form.cleaned_data)
            if person is not None:
                login(request, person)
        if person is not None:
            cache.delete(slot)
            log.info("signed in: %s", form.cleaned_data["username"])
            return redirect(after)
        cache.set(slot, cache.get(slot, 0) + 1, REST_SECONDS)
        log.warning("sign-in refused: %s from %s", form.cleaned_data["username"], request.META.get("REMOTE_ADDR"))
        form.add_error(None, WRONG)
    return _page(request, form, after)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("office:login")


def _page(request: HttpRequest, form: LoginForm, after: str) -> HttpResponse:
    status = 422 if form.errors else 200
    context = {"form": form, "next": after, "accounts": _demonstration_accounts()}
    return render(request, "office/login.html", context, status=status)


def _demonstration_accounts() -> list[dict[str, str]]:
    """Accounts of demonstration agencies, and never any other, for the hint beside the form."""
    people = (
        Person.objects.filter(agency__demonstration=True, is_active=True)
        .exclude(grants=None)
        .select_related("agency")
        .prefetch_related("grants")
        .order_by("id")[:20]
    )
    return [
        {
            "username": each.username,
            "name": each.name,
            "roles": "、".join(ROLES.get(grant.role, grant.role) for grant in each.grants.all()),
        }
        for each in people
        if each.has_usable_password()
    ]


def _after(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe and not wanted.startswith("/office/log") else settings.LOGIN_REDIRECT_URL


def _slot(request: HttpRequest, username: str) -> str:
    who = f"{username.strip().lower()}\0{request.META.get('REMOTE_ADDR', '')}"
    return f"login:{hashlib.sha256(who.encode()).hexdigest()}"
