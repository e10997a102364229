"""One POST to a configured address and nothing else: no redirect, no proxy, no other host, bounded in time and size.

The name is resolved once and the connection goes to the address that was looked at, so that a name cannot come to mean the
machine itself between the check and the call (SSRF, DNS rebinding).
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from daylight.base.outbox.faults import Unreachable

# The worker has other work to do: a receiver that needs longer is slow, and is asked again later.
PATIENCE_SECONDS = 5.0
LARGEST_ANSWER = 64 * 1024
_HERE = ("localhost", "127.0.0.1", "::1")
_OK, _REDIRECT, _CLIENT, _SERVER, _BUSY = 200, 300, 400, 500, 429


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    body: bytes


def address_fault(address: str) -> str:
    """Why nothing may be sent to ``address``, as a Chinese sentence; empty when it may."""
    try:
        parts = urlsplit(address.strip())
        port = parts.port
    except ValueError:
        return "接收地址写得不对，请填写完整的网址，如 https://example.gov.cn/receive。"
    host = parts.hostname or ""
    if parts.scheme not in ("https", "http") or not host or port == 0:
        return "接收地址写得不对，请填写完整的网址，如 https://example.gov.cn/receive。"
    if parts.username or parts.password or parts.fragment:
        return "接收地址里不能带账号、密码或者 # 以后的部分，请去掉；密钥另放在密钥位置。"
    if parts.scheme == "http" and (settings.PRODUCTION or host not in _HERE):
        return "接收地址须用 https:// 开头；只有演示时可以用本机的 http 地址，请改正。"
    allowed = settings.CHANNEL_HOSTS
    if allowed and host not in allowed and (settings.PRODUCTION or host not in _HERE):
        return f"部署人员没有允许推送到 {host}，请在 DAYLIGHT_CHANNEL_HOSTS 中加入后再试。"
    return ""


def post(address: str, body: bytes, headers: Mapping[str, str], patience: float | None = None) -> Reply:
    """Send ``body`` as JSON. Raises ``Unreachable`` when there is no complete answer in time, or the receiver is ill."""
    if fault := address_fault(address):
        raise Unreachable(fault)
    parts = urlsplit(address.strip())
    until = time.monotonic() + (PATIENCE_SECONDS if patience is None else patience)
    try:
        connection = _connect(parts, until)
    except (OSError, ValueError) as error:
        raise Unreachable(f"连不上 {parts.hostname}（{_plainly(error)}），稍后自动重试。") from error
    try:
        with _ended_at(connection, until):
            return _exchange(connection, parts, body, headers)
    except (OSError, http.client.HTTPException, ValueError) as error:
        if isinstance(error, TimeoutError) or time.monotonic() >= until:
            raise Unreachable("对方没有在规定的时间内答复，稍后自动重试。") from error
        raise Unreachable("对方的答复读不完整，稍后自动重试。") from error
    finally:
        connection.close()


@contextmanager
def _ended_at(connection: http.client.HTTPConnection, until: float) -> Iterator[None]:
    """Close the line at ``until``: each read has its own patience, and a receiver that drips would never use it up."""
    line = connection.sock

    def end() -> None:
        # Gone already when the answer came in time.
        with suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)

    watch = threading.Timer(max(0.0, until - time.monotonic()), end)
    watch.daemon = True
    watch.start()
    try:
        yield
        if time.monotonic() >= until:
            raise TimeoutError
    finally:
        watch.cancel()


def _connect(parts: SplitResult, until: float) -> http.client.HTTPConnection:
    host = parts.hostname or ""
    secure = parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    target = _looked_at(host, port, secure)
    raw = socket.create_connection((target, port), timeout=_left(until))
    connection = http.client.HTTPConnection(host, port)
    try:
        connection.sock = ssl.create_default_context().wrap_socket(raw, server_hostname=host) if secure else raw
    except OSError:
        raw.close()
        raise
    return connection


def _looked_at(host: str, port: int, secure: bool) -> str:
    """The address of ``host``, if it is one that a receiver may have. A government network is private: that is allowed."""
    found = [str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    for text in found:
        address = ipaddress.ip_address(text.split("%")[0])
        here = address.is_loopback
        if address.is_link_local or address.is_multicast or address.is_unspecified or (here and settings.PRODUCTION):
            raise ValueError("该地址不允许推送")
        if here and secure is False and host not in _HERE:
            raise ValueError("该地址不允许推送")
    return found[0]


def _exchange(
    connection: http.client.HTTPConnection, parts: SplitResult, body: bytes, headers: Mapping[str, str]
) -> Reply:
    path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    # netloc, not hostname: the port belongs into Host.
    sent = {"Host": parts.netloc, "Content-Type": "application/json; charset=utf-8", "Connection": "close", **headers}
    connection.request("POST", path, body, sent)
    answer = connection.getresponse()
    taken = answer.read(LARGEST_ANSWER + 1)
    if len(taken) > LARGEST_ANSWER:
        raise Unreachable("对方的答复过长，不像接收回执，请联系接收方核对地址。", answer.status)
    if answer.length:
        # Asked for at most so much, the library does not mind an answer that ends early.
        raise http.client.IncompleteRead(taken, answer.length)
    if answer.status >= _SERVER or answer.status == _BUSY:
        raise Unreachable(f"对方系统暂时不能接收（应答 {answer.status}），稍后自动重试。", answer.status)
    return Reply(answer.status, taken)


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _plainly(error: Exception) -> str:
    if isinstance(error, ConnectionRefusedError):
        return "对方没有开机或者没有监听"
    if isinstance(error, socket.gaierror):
        return "找不到这个主机名"
    if isinstance(error, ssl.SSLError):
        return "证书没有通过核对"
    return "超过等待时间" if isinstance(error, TimeoutError) else str(error) or "网络不通"


def accepted(reply: Reply) -> bool:
    """Whether the status says yes."""
    return _OK <= reply.status < _REDIRECT


def redirected(reply: Reply) -> bool:
    return _REDIRECT <= reply.status < _CLIENT
