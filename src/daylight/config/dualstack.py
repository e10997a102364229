"""IPv6: a government site answers on both protocols. What can be seen from this machine is told before the site starts."""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import urlsplit


def network_lacks(base_url: str, listening: str) -> list[str]:
    """Chinese sentences about what is missing for IPv6; empty when nothing is. A front server may listen in our place."""
    host = urlsplit(base_url).hostname or ""
    found = []
    if _is_literal(host):
        found.append(f"对外网址 {base_url} 写的是 IP 地址，请改用域名，IPv4 和 IPv6 用户才能用同一网址访问。")
    elif not _addresses(host, socket.AF_INET6):
        found.append(f"域名 {host} 没有查到 IPv6 地址（AAAA 记录），请在域名解析中补充。")
    if not listens_on_both(listening):
        found.append(f"本站只监听 {listening}：由前置服务器转发的，请确认它同时监听 IPv6；直接对外的，请用 --host ::。")
    return found


def listens_on_both(listening: str) -> bool:
    """Whether a socket on ``listening`` takes IPv4 and IPv6 alike on this machine."""
    return listening in {"::", "[::]"} and socket.has_dualstack_ipv6()


def _is_literal(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _addresses(host: str, family: socket.AddressFamily) -> list[str]:
    try:
        return [str(each[4][0]) for each in socket.getaddrinfo(host, None, family)]
    except OSError:
        return []
