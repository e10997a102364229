"""A remembered answer is given only while the disk would still say the same."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from daylight.portal import files
from daylight.portal.files import PublicFiles

ADDRESS = "/decisions/a/"
LONG_AGO = (1_700_000_000, 1_700_000_000)


def _behind(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
    start("404 Not Found", [])
    return [b"django"]


def _ask(server: PublicFiles, path: str = ADDRESS, method: str = "GET", query: str = "", **headers: str) -> Any:
    seen: list[Any] = []
    environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, **headers}
    body = b"".join(server(environ, lambda status, head: seen.append((int(status[:3]), dict(head)))))
    return *seen[-1], body


def _rested(folder: Path) -> Path:
    for each in (*folder.iterdir(), folder):
        os.utime(each, LONG_AGO)
    return folder


@pytest.fixture
def folder() -> Path:
    made = Path(settings.PUBLIC_DIR) / "decisions" / "a"
    made.mkdir(parents=True)
    (made / "index.html").write_text("page of a " * 50)
    (made / "index.json").write_text('{"a": 1}')
    return _rested(made)


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Addresses that were looked up on the disk."""
    seen: list[str] = []
    real = files._public
    monkeypatch.setattr(files, "_public", lambda path: seen.append(path) or real(path))
    return seen


def test_a_second_reader_gets_the_same_without_another_search(folder: Path, looked: list[str]) -> None:
    server = PublicFiles(_behind)
    first, second = _ask(server), _ask(server)
    assert first == second
    assert first[0] == 200
    assert looked == [ADDRESS]


def test_form_and_condition_are_still_the_readers(folder: Path, looked: list[str]) -> None:
    server = PublicFiles(_behind)
    plain = _ask(server)
    _, squeezed, body = _ask(server, HTTP_ACCEPT_ENCODING="gzip")
    assert squeezed["Content-Encoding"] == "gzip" and int(squeezed["Content-Length"]) == len(body) < len(plain[2])
    assert squeezed["ETag"] != plain[1]["ETag"]
    status, headers, nothing = _ask(server, HTTP_IF_NONE_MATCH=plain[1]["ETag"])
    assert (status, nothing) == (304, b"") and "Content-Type" not in headers
    status, headers, nothing = _ask(server, method="HEAD")
    assert (status, nothing) == (200, b"") and headers["Content-Length"] == plain[1]["Content-Length"]
    assert looked == [ADDRESS]


def test_a_folder_that_has_not_rested_is_looked_up_again(folder: Path, looked: list[str]) -> None:
    (folder / "another.json").write_text("{}")
    server = PublicFiles(_behind)
    _ask(server)
    _ask(server)
    assert looked == [ADDRESS, ADDRESS]


def _withdraw(folder: Path) -> None:
    (folder / "withdrawn.json").write_text('{"reason": "r"}')


def _swap(folder: Path) -> None:
    """Another file of the same length and time in its place."""
    other = folder / ".new"
    other.write_text("PAGE OF A " * 50)
    os.utime(other, LONG_AGO)
    other.replace(folder / "index.html")
    os.utime(folder, LONG_AGO)


def _remove(folder: Path) -> None:
    shutil.rmtree(folder)


def _lead_outside(folder: Path) -> None:
    outside = Path(settings.PUBLIC_DIR).parent / "outside"
    folder.rename(outside)
    folder.symlink_to(outside)


@pytest.mark.parametrize(
    ("change", "status", "body"),
    [
        (_withdraw, 410, b"page of a " * 50),
        (_swap, 200, b"PAGE OF A " * 50),
        (_remove, 404, b"django"),
    ],
)
def test_a_change_shows_at_once(folder: Path, change: Callable[[Path], None], status: int, body: bytes) -> None:
    server = PublicFiles(_behind)
    assert _ask(server)[0] == _ask(server)[0] == 200
    change(folder)
    assert _ask(server)[::2] == (status, body)
    assert _ask(server)[::2] == (status, body)


def test_a_withdrawn_page_that_comes_back_shows_at_once(folder: Path) -> None:
    _withdraw(folder)
    _rested(folder)
    server = PublicFiles(_behind)
    assert _ask(server)[0] == _ask(server)[0] == 410
    (folder / "withdrawn.json").unlink()
    assert _ask(server)[0] == 200


def test_a_folder_moved_out_of_the_root_is_not_served(folder: Path) -> None:
    server = PublicFiles(_behind)
    assert _ask(server)[0] == _ask(server)[0] == 200
    _lead_outside(folder)
    _rested(Path(settings.PUBLIC_DIR).parent / "outside")
    assert _ask(server)[0] == 404


def test_a_question_is_never_remembered(folder: Path) -> None:
    server = PublicFiles(_behind)
    asked = "/decisions/"
    (folder.parent / "index.html").write_text("list")
    _rested(folder.parent)
    assert _ask(server, asked)[0] == _ask(server, asked)[0] == 200
    assert _ask(server, asked, query="q=1")[0] == 404


def test_the_memory_is_bounded(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "KNOWN_ADDRESSES", 2)
    server = PublicFiles(_behind)
    for address in (ADDRESS, "/decisions/a/index.json", "/decisions/a/index.html", ADDRESS):
        assert _ask(server, address)[0] == 200
        assert len(server._known) <= 2
