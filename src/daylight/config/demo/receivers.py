"""演示：推送渠道, with a 模拟接收端 that runs while the demonstration is loaded. Afterwards ``daylight simulate-receiver`` does."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from daylight.base.chores import run_all
from daylight.base.outbox.acts import ChannelInput, add_channel, keep_agency_code
from daylight.base.outbox.keyring import make
from daylight.cases.acts import complete_party
from daylight.channels.simulators.receiver import NAME, Receiver, serve
from daylight.config.demo.people import Troupe
from daylight.disclosure.credit_models import CreditReport

PORT = 8090
AGENCY_CODE, COMPANY_CODE = "113706870000000000", "91370687MA00000009"
CHANNELS = (("gov", "municipal_portal", "政府门户网站"), ("credit", "credit_china", "信用平台"))


def add_receivers(troupe: Troupe, now: datetime) -> None:
    """Two receivers on this machine, entered before anything is published."""
    keep_agency_code(troupe.agency, AGENCY_CODE, actor=troupe.sysadmin, now=now)
    for code, kind, name in CHANNELS:
        typed = ChannelInput(f"{name}（{NAME}）", f"http://127.0.0.1:{PORT}/{code}", make(code))
        add_channel(code, kind, typed, actor=troupe.sysadmin, now=now)


def push_all(troupe: Troupe, now: datetime) -> None:
    """Everything arrives, but for the last report: the receiver declines it, so that a fault can be seen and mended."""
    with _simulated() as receiver:
        if receiver is None:
            return
        run_all(now, rounds=200)
        lacking = CreditReport.objects.filter(state="lacking", party__kind="organisation")
        # Only invented companies get an invented representative.
        for row, mood in zip(
            lacking.filter(party__name__startswith="演示").order_by("-id"), ("ok", "declines"), strict=False
        ):
            receiver.mood = mood
            code = "" if row.party.credit_code else COMPANY_CODE
            complete_party(row.party, "演示代表人", code, actor=troupe.publisher, now=now)
            run_all(now, rounds=20)


@contextmanager
def _simulated() -> Iterator[Receiver | None]:
    """None when the port is taken: what waits is then sent by whoever runs a receiver later."""
    receiver = Receiver("municipal_portal")
    try:
        server = serve(receiver, PORT)
    except OSError:
        yield None
        return
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield receiver
    finally:
        receiver.closing.set()
        server.shutdown()
        server.server_close()
