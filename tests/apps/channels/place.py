"""A channel entered by an administrator, and a 模拟接收端 behind it, over real HTTP on this machine."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from daylight.base.orgs.models import Person, RoleGrant
from daylight.base.outbox import keyring
from daylight.base.outbox.acts import ChannelInput, add_channel
from daylight.base.outbox.models import Channel, Message
from daylight.base.outbox.posting import put
from daylight.base.permit import permit
from daylight.channels.simulators.receiver import Receiver, serve
from tests.cast import Cast


@dataclass
class Simulated:
    """A running receiver and its address."""

    receiver: Receiver
    port: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/receive"


@contextmanager
def running(kind: str, secret: bytes = b"", port: int = 0) -> Iterator[Simulated]:
    """A receiver that is ended, and lets go whoever waits for it, with the block."""
    receiver = Receiver(kind, secret=secret)
    server = serve(receiver, port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield Simulated(receiver, server.server_port)
    finally:
        receiver.closing.set()
        server.shutdown()
        server.server_close()


def administrator(cast: Cast) -> Person:
    found = Person.objects.filter(username="sysadmin").first()
    if found is not None:
        return found
    with permit("fixture"):
        person = Person(agency=cast.agency, username="sysadmin", name="演示癸")
        person.set_unusable_password()
        person.save()
        RoleGrant.objects.create(person=person, role="system_admin")
    return person


def channel(cast: Cast, now: datetime, kind: str, address: str, code: str = "gov", **more: Any) -> Channel:
    """An active channel with a secret of its own."""
    typed = ChannelInput("演示接收方（模拟接收端）", address, keyring.make(code), **more)
    return add_channel(code, kind, typed, actor=administrator(cast), now=now)


def message(code: str, lane: str, number: int, now: datetime, **body: Any) -> Message:
    with permit("fixture"):
        return put(code, lane=lane, key=f"{code}:{lane}:{number}", body={"kind": "demo", "n": number, **body}, now=now)
