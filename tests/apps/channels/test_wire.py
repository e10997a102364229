"""Where may be sent to, and what a receiver cannot make us do."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from daylight.base.outbox import signing, wire
from daylight.base.outbox.faults import Unreachable
from daylight.base.outbox.wire import address_fault, post

ADDRESSES = [
    ("https://www.haiyang.gov.cn/receive", True, True),
    ("https://10.1.2.3:8443/receive?site=1", True, True),
    ("http://127.0.0.1:8090/", True, False),
    ("http://localhost/", True, False),
    ("http://www.haiyang.gov.cn/", False, False),
    ("http://10.1.2.3/", False, False),
    ("ftp://www.haiyang.gov.cn/", False, False),
    ("file:///etc/passwd", False, False),
    ("https://name:word@www.haiyang.gov.cn/", False, False),
    ("https://www.haiyang.gov.cn/#x", False, False),
    ("https:///receive", False, False),
    ("https://[::1", False, False),
    ("https://host:99999/", False, False),
    ("", False, False),
]


@pytest.mark.parametrize(("address", "here", "in_production"), ADDRESSES)
def test_addresses(address: str, here: bool, in_production: bool, settings) -> None:
    for production, fine in ((False, here), (True, in_production)):
        settings.PRODUCTION = production
        fault = address_fault(address)
        assert (fault == "") is fine
        assert not fault or fault.endswith("。")


def test_only_hosts_that_are_allowed(settings) -> None:
    settings.CHANNEL_HOSTS = frozenset({"www.haiyang.gov.cn"})
    assert not address_fault("https://www.haiyang.gov.cn/x")
    assert "没有允许" in address_fault("https://elsewhere.example/x")
    assert not address_fault("http://127.0.0.1:1/")


@pytest.mark.parametrize("found", ["169.254.169.254", "0.0.0.0", "224.0.0.1", "::", "127.0.0.1"])  # noqa: S104
def test_a_name_that_means_the_machine_itself(found: str, settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.PRODUCTION = True
    monkeypatch.setattr(wire.socket, "getaddrinfo", lambda *_, **__: [(2, 1, 6, "", (found, 443))])
    with pytest.raises(Unreachable, match="不允许推送"):
        post("https://metadata.example/", b"{}", {})


@contextmanager
def answering(*pieces: bytes, hold: bool = False) -> Iterator[tuple[str, list[bytes]]]:
    """A line that sends ``pieces`` whatever is asked, then ends or holds."""
    seen: list[bytes] = []
    ended = threading.Event()
    listening = socket.create_server(("127.0.0.1", 0))

    def run() -> None:
        while True:
            try:
                line, _ = listening.accept()
            except OSError:
                return
            with line:
                seen.append(_whole(line))
                for piece in pieces:
                    line.sendall(piece)
                if hold:
                    ended.wait(5)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/receive", seen
    finally:
        ended.set()
        listening.close()


def _whole(line: socket.socket) -> bytes:
    got = b""
    while b"\r\n\r\n" not in got:
        got += line.recv(65536)
    head, _, body = got.partition(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0])
    while len(body) < length:
        body += line.recv(65536)
    return head + b"\r\n\r\n" + body


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


def test_an_answer_is_read() -> None:
    with answering(HEAD + b"Content-Length: 2\r\n\r\n", b"{}") as (address, seen):
        assert post(address, b'{"a":1}', {"X": "y"}) == wire.Reply(200, b"{}")
    assert seen[0].startswith(b"POST /receive HTTP/1.1\r\n") and b'{"a":1}' in seen[0]


def test_no_redirect_is_followed() -> None:
    with answering(HEAD + b"Content-Length: 0\r\n\r\n") as (elsewhere, seen):
        head = f"HTTP/1.1 302 Found\r\nLocation: {elsewhere}\r\nContent-Length: 0\r\n\r\n".encode()
        with answering(head) as (address, _):
            assert post(address, b"{}", {}).status == 302
        assert not seen


ILL = [
    ((HEAD + b"\r\n", b"x" * (wire.LARGEST_ANSWER + 10)), False, "过长"),
    ((HEAD + b"Content-Length: 10\r\n\r\n", b"short"), False, "读不完整"),
    ((b"what is this\r\n\r\n",), False, "读不完整"),
    ((b"",), False, "读不完整"),
    ((HEAD,), True, "规定的时间"),
    ((HEAD + b"\r\n", b"drip"), True, "规定的时间"),
    ((b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n",), False, "应答 503"),
    ((b"HTTP/1.1 429 Slow down\r\nContent-Length: 0\r\n\r\n",), False, "应答 429"),
]


@pytest.mark.parametrize(("pieces", "hold", "said"), ILL)
def test_ill_answers(pieces: tuple[bytes, ...], hold: bool, said: str) -> None:
    with answering(*pieces, hold=hold) as (address, _), pytest.raises(Unreachable, match=said):
        post(address, b"{}", {}, 0.2 if hold else 3.0)


def test_a_signature_covers_key_time_and_body(now) -> None:
    secret, body = b"s" * 32, '{"名":"a"}'.encode()
    sent = signing.headers(secret, "gov:a:1", now, body)
    assert sent["Idempotency-Key"] == "gov:a:1" and sent[signing.STAMP] == str(int(now.timestamp()))
    assert signing.holds(secret, sent, body)
    assert not signing.holds(b"t" * 32, sent, body)
    assert not signing.holds(secret, sent, body + b" ")
    for name in (signing.ID, signing.STAMP):
        assert not signing.holds(secret, {**sent, name: "1"}, body)
