"""Preparing a data directory for the server under test; prints what a client needs as JSON."""

from __future__ import annotations

import json
import sys
from datetime import datetime

import django

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402

from daylight.base.permit import permit  # noqa: E402
from daylight.core.moment import BEIJING  # noqa: E402
from daylight.recording.chores import hash_complete  # noqa: E402
from tests.apps.recording.bench import case_of  # noqa: E402
from tests.cast import assemble  # noqa: E402


def prepare() -> dict[str, str]:
    call_command("migrate", verbosity=0)
    with permit("fixture"):
        cast = assemble()
    case = case_of(cast, datetime.now(BEIJING))
    session = SessionStore()
    session[SESSION_KEY] = str(cast.officer.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = cast.officer.get_session_auth_hash()
    session.save()
    return {"session": session.session_key or "", "case": str(case.uuid)}


def work() -> dict[str, str]:
    """What the worker would do: seal every complete upload."""
    while hash_complete(datetime.now(BEIJING)):
        pass
    return {}


if __name__ == "__main__":
    print(json.dumps(work() if sys.argv[1:] == ["work"] else prepare()))
