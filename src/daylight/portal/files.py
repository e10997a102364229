"""``PublicFiles``: public and static files answered before Django, from a bounded byte cache.

Every hit is checked against the disk, so a page is new the moment it is renamed into place and gone the moment it is
withdrawn. Only what lies under ``PUBLIC_DIR`` and the static folders can be reached.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import stat
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from email.utils import formatdate
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders

from daylight.base.face import reading
from daylight.base.face.headers import POLICY
from daylight.portal.ready import Body, Headers, Known, Ready, Start, known, matches

App = Callable[[dict[str, Any], Start], Iterable[bytes]]

CACHE_BYTES = 64 * 1024 * 1024
LARGEST_CACHED = 4 * 1024 * 1024
PIECE = 256 * 1024
KNOWN_ADDRESSES = 8192
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
    ".csv": "text/csv; charset=utf-8",
    ".atom": "application/atom+xml; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".bpmn": "application/xml; charset=utf-8",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".webmanifest": "application/manifest+json",
    ".txt": "text/plain; charset=utf-8",
    ".gz": "application/gzip",
    ".pdf": "application/pdf",
    ".ofd": "application/ofd",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
SQUEEZED = ("text/", "application/json", "application/atom", "application/xml", "image/svg")
# Pages that also answer questions: with a query string Django takes them.
ASKED = {"/decisions/", "/decisions.json", "/decisions.csv", "/decisions/index.json", "/y/", "/feed.atom"}
ASKED_UNDER = ("/lists/", "/officers/")
GONE = ("withdrawn.json", "expired.json")
# What stays readable in a folder whose content is gone: the notice and its proof of registration.
KEPT = {*GONE, "proof.json"}
# What a page written as a file begins with; the reader's settings stand in this tag.
PLAIN = b'<html lang="zh-Hans">'
PERMITTED = "camera=(), microphone=(), geolocation=()"


class PublicFiles:
    """WSGI wrapper, outermost. ``GET`` and ``HEAD`` of a file are answered here; everything else goes to ``app``."""

    def __init__(self, app: App) -> None:
        self.app = app
        self._cache: OrderedDict[Path, Body] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()
        self._known: dict[tuple[str, str], Known] = {}

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return self.app(environ, start)
        address = (environ.get("PATH_INFO", "/"), environ.get("QUERY_STRING", ""))
        last = self._known.get(address)
        face = reading.of_cookies(environ["HTTP_COOKIE"]) if "HTTP_COOKIE" in environ else ""
        if last is not None and not face and last.holds(_root(address[0])):
            return last.ready.send(environ, start)
        began_ns = time.time_ns()
        try:
            path = environ.get("PATH_INFO", "/").encode("latin-1").decode("utf-8")
        except UnicodeError:
            return self.app(environ, start)
        if environ.get("QUERY_STRING") and (path in ASKED or path.startswith(ASKED_UNDER)):
            return self.app(environ, start)
        found = _static(path) if path.startswith("/static/") else _public(path)
        if found is None:
            return self.app(environ, start)
        status, file = found
        if file is None:
            # A folder asked for without its slash: relative links would point one level too high.
            start("301 Moved Permanently", [("Location", _quoted(path) + "/"), ("Content-Length", "0")])
            return [b""]
        if face and file.suffix == ".html":
            return self._faced(environ, start, status, file, path, face)
        answer, ready = self._answer(environ, start, status, file, path)
        if ready is not None and (not address[1] or address[1].startswith("v=")):
            self._remember(address, known(ready, _root(path), file, began_ns))
        return answer

    def _remember(self, address: tuple[str, str], found: Known | None) -> None:
        if len(self._known) >= KNOWN_ADDRESSES:
            self._known.clear()
        if found is None:
            self._known.pop(address, None)
        else:
            self._known[address] = found

    def _answer(
        self, environ: dict[str, Any], start: Start, status: str, file: Path, path: str
    ) -> tuple[Iterable[bytes], Ready | None]:
        """The answer, and what of it may be sent again."""
        try:
            facts = file.stat()
            body = self._read(file, (facts.st_ino, facts.st_mtime_ns, facts.st_size))
        except OSError:
            # Removed between look-up and reading: the next reader sees the state after.
            return self.app(environ, start), None
        headers = _headers(file, path, facts.st_mtime, environ)
        if body is not None:
            if body.squeezed is not None:
                headers.append(("Vary", "Accept-Encoding"))
            ready = Ready(status, body, headers)
            return ready.send(environ, start), ready
        etag = f'W/"{facts.st_mtime_ns:x}-{facts.st_size:x}"'
        headers.append(("ETag", etag))
        asked = environ.get("HTTP_IF_NONE_MATCH", "")
        if asked and status.startswith("200") and matches(asked, etag):
            start("304 Not Modified", [each for each in headers if each[0] != "Content-Type"])
            return [b""], None
        start(status, [*headers, ("Content-Length", str(facts.st_size))])
        return ([b""] if environ["REQUEST_METHOD"] == "HEAD" else _pieces(file)), None

    def _faced(
        self, environ: dict[str, Any], start: Start, status: str, file: Path, path: str, face: str
    ) -> Iterable[bytes]:
        """A page as the reader chose to see it, also without script. Its tag differs, so no cache mistakes one for the other."""
        try:
            facts = file.stat()
            raw = file.read_bytes()
        except OSError:
            return self.app(environ, start)
        chosen = raw.replace(PLAIN, PLAIN[:-1] + reading.html_attributes(face).encode() + b">", 1)
        body = Body(chosen, gzip.compress(chosen, 6, mtime=0), hashlib.sha256(chosen).hexdigest()[:24], (0, 0, 0))
        headers = [*_headers(file, path, facts.st_mtime, environ), ("Vary", "Accept-Encoding, Cookie")]
        return Ready(status, body, headers).send(environ, start)

    def _read(self, file: Path, stamp: tuple[int, int, int]) -> Body | None:
        """The cached bytes of ``file`` if it still is what was read; None when it is too large to keep."""
        if stamp[2] > LARGEST_CACHED:
            return None
        with self._lock:
            held = self._cache.get(file)
            if held is not None and held.stamp == stamp:
                self._cache.move_to_end(file)
                return held
        raw = file.read_bytes()
        small = len(raw) < 200 or not TYPES.get(file.suffix, "").startswith(SQUEEZED)
        squeezed = None if small else gzip.compress(raw, 6, mtime=0)
        body = Body(raw, squeezed, hashlib.sha256(raw).hexdigest()[:24], stamp)
        with self._lock:
            if (old := self._cache.pop(file, None)) is not None:
                self._bytes -= old.size
            self._cache[file] = body
            self._bytes += body.size
            while self._bytes > CACHE_BYTES and len(self._cache) > 1:
                self._bytes -= self._cache.popitem(last=False)[1].size
        return body


def _root(path: str) -> Any:
    """The setting under which ``path`` is looked for."""
    return settings.STATIC_ROOT if path.startswith("/static/") else settings.PUBLIC_DIR


def _headers(file: Path, path: str, modified: float, environ: dict[str, Any]) -> Headers:
    """What every answer with this file carries, whatever its form."""
    kind = TYPES.get(file.suffix, "text/plain; charset=utf-8" if file.name in {"checkpoint", "key"} else "")
    headers = [
        ("Content-Type", kind or "application/octet-stream"),
        ("Last-Modified", formatdate(modified, usegmt=True)),
        ("Cache-Control", _freshness(path, environ)),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
    ]
    if file.suffix in {".html", ".svg", ".xml", ".atom", ".bpmn"}:
        headers += [("Content-Security-Policy", POLICY), ("X-Frame-Options", "DENY")]
        headers += [("Permissions-Policy", PERMITTED), ("Cross-Origin-Opener-Policy", "same-origin")]
    elif file.suffix in {".json", ".csv"} or path.startswith("/log/"):
        # Public data: other people's pages may read it.
        headers.append(("Access-Control-Allow-Origin", "*"))
    return headers


def _static(path: str) -> tuple[str, Path] | None:
    parts = _parts(path.removeprefix("/static/"))
    if not parts:
        return None
    file = _inside(Path(settings.STATIC_ROOT), parts)
    if file is not None and file.is_file():
        return "200 OK", file
    # Development: nothing collected yet.
    found = finders.find("/".join(parts))
    return ("200 OK", Path(found)) if isinstance(found, str) and Path(found).is_file() else None


def _public(path: str) -> tuple[str, Path | None] | None:
    parts = _parts(path)
    if parts is None:
        return None
    target = _inside(Path(settings.PUBLIC_DIR), parts)
    if target is None:
        return None
    try:
        is_folder = stat.S_ISDIR(target.stat().st_mode)
    except OSError:
        is_folder = False
    folder = target if is_folder else target.parent
    if parts and parts[0] == "decisions" and len(parts) > 1 and (gone := _gone(folder)) is not None:
        if is_folder and not path.endswith("/"):
            return "301", None
        if not is_folder and target.name in KEPT and target.is_file():
            return "200 OK", target
        return "410 Gone", gone if target.suffix == ".json" else folder / "index.html"
    if is_folder:
        page = target / "index.html"
        return (("200 OK", page) if path.endswith("/") else ("301", None)) if page.is_file() else None
    return ("200 OK", target) if not path.endswith("/") and target.is_file() else None


def _gone(folder: Path) -> Path | None:
    return next((folder / name for name in GONE if (folder / name).is_file()), None)


def _parts(path: str) -> list[str] | None:
    """Segments of a path, or None for one that no public file can have."""
    parts = [part for part in path.split("/") if part]
    bad = any(part.startswith(".") or "\\" in part or "\0" in part or len(part.encode()) > 200 for part in parts)
    return None if bad or len(parts) > 12 else parts


def _inside(root: Path, parts: list[str]) -> Path | None:
    """``root/parts`` with links resolved, or None when that leaves ``root``."""
    base = os.path.realpath(root)
    target = os.path.realpath(os.path.join(base, *parts))  # noqa: PTH118 — the hot path
    return Path(target) if target == base or target.startswith(base + os.sep) else None


def _freshness(path: str, environ: dict[str, Any]) -> str:
    """Full tiles and assets named by their digest never change; everything else is asked for again each time."""
    fixed = path.startswith("/static/") and environ.get("QUERY_STRING", "").startswith("v=")
    tile = path.startswith(("/log/tile/", "/log/entries/")) and ".p/" not in path
    return "public, max-age=31536000, immutable" if fixed or tile else "no-cache"


def _quoted(path: str) -> str:
    return "".join(
        c if (c.isalnum() and c.isascii()) or c in "/-_.~" else f"%{b:02X}" for c in path for b in c.encode()
    )


def _pieces(file: Path) -> Iterable[bytes]:
    with file.open("rb") as stream:
        while piece := stream.read(PIECE):
            yield piece
