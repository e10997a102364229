"""A receiver over HTTP that behaves as told: well, down, slow, nonsense, declining; it keeps what it took, each once.

Written against the documented interface (docs/guides/channels.md) with nothing of the sender's code, so that a mistake of
the sender is not shared.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

NAME = "模拟接收端"
KINDS = ("municipal_portal", "credit_china", "webhook")
MOODS = ("ok", "down", "slow", "nonsense", "duplicate", "declines")
LARGEST = 4 * 1024 * 1024


@dataclass
class Receiver:
    """State of one simulated receiver; ``mood`` may be changed while it runs.

    ``taken``: what it holds by message key, in order of arrival. ``offered``: keys of every call, repeats included.
    ``duplicate``: takes the message and then loses the line before answering. ``secret`` empty: signatures are not checked.
    """

    kind: str
    mood: str = "ok"
    secret: bytes = b""
    slowness: float = 30.0
    taken: dict[str, Any] = field(default_factory=dict)
    offered: list[str] = field(default_factory=list)
    unsigned: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)
    closing: threading.Event = field(default_factory=threading.Event)
    say: Callable[[str], None] = lambda _: None

    def take(self, key: str, content: Any) -> bool:
        """Keep ``content`` under ``key``; False when it was there already."""
        with self.lock:
            fresh = key not in self.taken
            if fresh:
                self.taken[key] = content
        return fresh

    def number(self, key: str) -> str:
        """The receipt number: the same for a message taken before."""
        with self.lock:
            return f"{NAME}{list(self.taken).index(key) + 1:06d}"


def serve(receiver: Receiver, port: int = 0) -> ThreadingHTTPServer:
    """A server on the loopback address that is not running yet: call ``serve_forever``, then ``stop``."""

    class Handler(_Handler):
        state = receiver

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    server.daemon_threads = True
    return server


class _Handler(BaseHTTPRequestHandler):
    state: Receiver
    server_version = "DaylightSimulator"

    def do_POST(self) -> None:
        receiver = self.state
        length = int(self.headers.get("Content-Length", 0))
        if length > LARGEST:
            self._answer(413, {"reason": "内容过大"})
            return
        body = self.rfile.read(length)
        key = self.headers.get("Daylight-Message", "")
        mood = receiver.mood
        receiver.offered.append(key)
        receiver.say(f"{NAME}（{receiver.kind}，{mood}）收到 {key}")
        if mood == "down":
            self._answer(503, {"reason": "系统维护"})
        elif mood == "slow":
            # Ends early when the test or the person closes the simulator.
            receiver.closing.wait(receiver.slowness)
            self.close_connection = True
        elif mood == "nonsense":
            self._plain(200, "<html>欢迎访问</html>")
        elif mood == "declines":
            self._answer(422, {"reason": "必填项不完整"})
        elif not self._signed(key, body):
            receiver.unsigned.append(key)
            self._answer(401, {"reason": "签名不对"})
        else:
            self._take(key, body, mood)

    def _take(self, key: str, body: bytes, mood: str) -> None:
        try:
            content = json.loads(body)
        except ValueError:
            self._answer(400, {"reason": "不是 JSON"})
            return
        fresh = self.state.take(key, content)
        if mood == "duplicate" and fresh:
            # Taken, but the answer never arrives: the sender has to come again.
            self.close_connection = True
            return
        self._answer(200, {"received": key, "receipt": self.state.number(key), "repeated": not fresh})

    def _signed(self, key: str, body: bytes) -> bool:
        if not self.state.secret:
            return True
        stamp = self.headers.get("Daylight-Timestamp", "")
        text = key.encode() + b"." + stamp.encode() + b"." + body
        made = "v1=" + hmac.new(self.state.secret, text, hashlib.sha256).hexdigest()
        return hmac.compare_digest(made, self.headers.get("Daylight-Signature", ""))

    def do_GET(self) -> None:
        """What it holds, for a person who looks."""
        with self.state.lock:
            held = [{"message": key, "content": content} for key, content in self.state.taken.items()]
        self._answer(200, {"name": NAME, "kind": self.state.kind, "mood": self.state.mood, "held": held})

    def _answer(self, status: int, content: dict[str, Any]) -> None:
        self._plain(status, json.dumps(content, ensure_ascii=False), "application/json; charset=utf-8")

    def _plain(self, status: int, text: str, media: str = "text/html; charset=utf-8") -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", media)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet: ``say`` tells what matters."""
