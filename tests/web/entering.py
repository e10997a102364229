"""A browser with somebody signed in."""

from __future__ import annotations

from django.test import Client

from daylight.base.orgs.models import Person
from daylight.base.permit import permit


def signed_in(person: Person) -> Client:
    client = Client()
    with permit("session"):
        client.force_login(person)
    return client
