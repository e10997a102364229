"""An answer ready to be sent again: bytes, headers, and what the disk looked like when it was made.

It holds while file, folder and root are what they were. The folder is watched as well because a withdrawal is a new file in
it. A folder changed twice within one tick of the file system's clock looks changed once, so only an answer whose file and
folder had rested for a second is kept; any change after that gives them another stamp.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Start = Callable[[str, list[tuple[str, str]]], Any]
Headers = list[tuple[str, str]]
REST_NS = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Body:
    """One file in memory: identity and gzip form, and what it was when read: inode, mtime in ns, bytes."""

    raw: bytes
    squeezed: bytes | None
    etag: str
    stamp: tuple[int, int, int]

    @property
    def size(self) -> int:
        return len(self.raw) + len(self.squeezed or b"")


@dataclass(frozen=True, slots=True)
class Ready:
    """``headers`` are those of both forms; length, tag and encoding are added when it is sent."""

    status: str
    body: Body
    headers: Headers

    def send(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        """Answer in the form the reader takes; 304 when he has it."""
        body, asked = self.body, environ.get("HTTP_IF_NONE_MATCH", "")
        content, etag, extra = body.raw, f'"{body.etag}"', []
        if body.squeezed is not None and accepts_gzip(environ):
            content, etag, extra = body.squeezed, f'"{body.etag}-g"', [("Content-Encoding", "gzip")]
        headers = [*self.headers, ("ETag", etag), *extra]
        if asked and self.status.startswith("200") and matches(asked, etag):
            start("304 Not Modified", [each for each in self.headers if each[0] != "Content-Type"] + [("ETag", etag)])
            return [b""]
        start(self.status, [*headers, ("Content-Length", str(len(content)))])
        return [b""] if environ["REQUEST_METHOD"] == "HEAD" else [content]


@dataclass(frozen=True, slots=True)
class Known:
    """Where an address led. ``file`` and ``folder`` are absolute, links resolved; ``root`` is the setting it was found under."""

    ready: Ready
    root: Any
    file: str
    folder: str
    stamp: tuple[int, ...]

    def holds(self, root: Any) -> bool:
        """Whether asking the disk anew would find the same."""
        return self.root is root and _stamp(self.file, self.folder) == self.stamp


def known(ready: Ready, root: Any, file: Path, began_ns: int) -> Known | None:
    """Remember ``ready``, found by looking at the disk from ``began_ns`` on; None while it may still be changing."""
    name, folder = str(file), str(file.parent)
    stamp = _stamp(name, folder)
    at_rest = stamp is not None and max(stamp[2], stamp[6]) < began_ns - REST_NS
    same = stamp is not None and stamp[1:4] == ready.body.stamp
    return Known(ready, root, name, folder, stamp) if stamp is not None and at_rest and same else None


def _stamp(file: str, folder: str) -> tuple[int, ...] | None:
    try:
        # Not through links: both names were resolved, so a link in their place is a change.
        one, two = os.lstat(file), os.lstat(folder)
    except OSError:
        return None
    return (one.st_dev, one.st_ino, one.st_mtime_ns, one.st_size, two.st_dev, two.st_ino, two.st_mtime_ns)


def matches(asked: str, etag: str) -> bool:
    """``If-None-Match`` against a tag, by weak comparison."""
    tags = {tag.strip().removeprefix("W/") for tag in asked.split(",")}
    return "*" in tags or etag.removeprefix("W/") in tags


def accepts_gzip(environ: dict[str, Any]) -> bool:
    for offer in environ.get("HTTP_ACCEPT_ENCODING", "").split(","):
        name, _, weight = offer.strip().partition(";")
        if name.strip() == "gzip":
            return weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return False
