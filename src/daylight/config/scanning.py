"""扫码: the QR of a paper leads an officer to the record, everybody else to what is published.

The two rooms do not know each other; here alone they meet. Without a session the answer is the public site's, the same for
every code that is not published.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from daylight.base.orgs.models import Person
from daylight.portal import views
from daylight.portal.queries import by_code
from daylight.recording.checking import paper_by_code, read_code


@require_safe
def scan(request: HttpRequest, typed: str) -> HttpResponseBase:
    """``/y/CODE/``."""
    if settings.SESSION_COOKIE_NAME in request.COOKIES and isinstance(request.user, Person) and request.user.is_active:
        code = read_code(typed)
        found = paper_by_code(request.user, code) if code and by_code(code) is None else None
        if found is not None:
            return redirect("office:document", found.uuid)
    return views.verify(request, typed)
