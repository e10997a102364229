"""Running acts from pages: perform, answer with refusals, post-redirect-get; who may enter, whose case it is."""

from __future__ import annotations

import functools
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from daylight.base.access import may
from daylight.base.face.failing import not_saved
from daylight.base.orgs.models import Person
from daylight.base.present import present
from daylight.cases.models import Case
from daylight.cases.queries import case_for
from daylight.cases.scopes import scope_of
from daylight.core.refusal import Refusal, Refused

KEY = "key"
KEY_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an act answered: its ``result``, or why it refused. True when it was done."""

    result: Any = None
    refusals: tuple[Refusal, ...] = ()

    def __bool__(self) -> bool:
        return not self.refusals


def person_of(request: HttpRequest) -> Person:
    """Who is signed in; only behind ``office_required``."""
    user: Any = request.user
    return user


def fresh_key() -> str:
    """A submission number, new in every rendering: two clicks on one page are one act."""
    return secrets.token_urlsafe(18)


def perform(request: HttpRequest, act: Callable[..., Any], *args: Any, **kwargs: Any) -> Outcome:
    """Run ``act`` as the person signed in, now, under the page's submission number."""
    key = request.POST.get(KEY, "")[:KEY_LENGTH]
    try:
        return Outcome(act(*args, actor=person_of(request), now=present(), idempotency_key=key, **kwargs))
    except Refused as refused:
        return Outcome(refusals=refused.refusals)


def attach(form: BaseForm, refusals: Iterable[Refusal]) -> BaseForm:
    """Put each refusal beside its field; one without a field of this form stands on top."""
    names = getattr(form, "aliases", {})
    for refusal in refusals:
        field = names.get(refusal.field, refusal.field)
        form.add_error(field if field in form.fields else None, str(refusal))
    return form


def answer(
    request: HttpRequest, template: str, context: Mapping[str, Any], refusals: Sequence[Refusal] = ()
) -> HttpResponse:
    """Render a page; 422 when something was refused, with ``refusals`` for the summary on top."""
    refused = bool(refusals) or any(
        isinstance(each, BaseForm) and each.is_bound and bool(each.errors) and request.method == "POST"
        for each in context.values()
    )
    return render(request, template, {**context, "refusals": refusals}, status=422 if refused else 200)


def done(request: HttpRequest, message: str, to: Any, *args: Any, **kwargs: Any) -> HttpResponse:
    """Say what was done and go on (post-redirect-get)."""
    messages.success(request, message)
    return redirect(to, *args, **kwargs)


View = Callable[..., HttpResponseBase]


def office_required(view: View) -> View:
    """Only people signed in; others go to the login page and come back. What they sent is shown back, not thrown away."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated or not request.user.is_active:
            return not_saved(request) if request.method == "POST" else redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return guarded


def case_or_404(request: HttpRequest, uuid: UUID) -> Case:
    """The case, if the person may read it; to everybody else it does not exist."""
    case = case_for(person_of(request), uuid)
    if case is None:
        raise Http404
    return case


def right_or_404(request: HttpRequest, right: str, case: Case) -> None:
    """404 unless the person may use ``right`` on the case."""
    if not may(person_of(request), right, scope_of(case)):
        raise Http404
