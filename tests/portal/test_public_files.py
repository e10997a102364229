"""The file server in front of Django: what it answers, what it never reaches, when it notices a change."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from daylight.portal import files
from daylight.portal.files import PublicFiles

BEHIND = b"django"


class Answer:
    def __init__(self, status: str, headers: list[tuple[str, str]], body: bytes) -> None:
        self.code, self.headers, self.body = int(status[:3]), dict(headers), body


def ask(server: PublicFiles, path: str, method: str = "GET", query: str = "", **headers: str) -> Answer:
    seen: list[Any] = []
    environ = {"REQUEST_METHOD": method, "PATH_INFO": path.encode().decode("latin-1"), "QUERY_STRING": query, **headers}
    body = b"".join(server(environ, lambda status, head: seen.append((status, head))))
    return Answer(*seen[-1], body)


def _behind(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
    start("200 OK", [("X-Behind", "1")])
    return [BEHIND]


@pytest.fixture
def folder() -> Path:
    root = Path(settings.PUBLIC_DIR)
    for name, text in {
        "index.html": "<!doctype html><title>首页</title>" + "公示" * 200,
        "decisions/index.html": "list",
        "decisions/a/index.html": "page of a",
        "decisions/a/index.json": '{"a":1}',
        "decisions/gone/index.html": "withdrawn, reason",
        "decisions/gone/withdrawn.json": '{"reason":"r"}',
        "decisions/gone/proof.json": "{}",
        "log/checkpoint": "origin\n1\n",
        "log/tile/0/000": "x" * 300,
        "log/tile/0/001.p/3": "y",
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    (root.parent / "secret.txt").write_text("secret")
    (root / ".half").write_text("secret")
    return root


@pytest.fixture
def server(folder: Path) -> PublicFiles:
    return PublicFiles(_behind)


def test_a_page_is_served_with_strict_headers(server: PublicFiles) -> None:
    answer = ask(server, "/")
    assert (answer.code, answer.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-cache"


def test_gzip_etag_and_not_modified(server: PublicFiles) -> None:
    plain, small = ask(server, "/"), ask(server, "/", HTTP_ACCEPT_ENCODING="br, gzip")
    assert small.headers["Content-Encoding"] == "gzip" and gzip.decompress(small.body) == plain.body
    assert small.headers["ETag"] != plain.headers["ETag"] and small.headers["Vary"] == "Accept-Encoding"
    again = ask(server, "/", HTTP_ACCEPT_ENCODING="gzip", HTTP_IF_NONE_MATCH=f'"x", {small.headers["ETag"]}')
    assert (again.code, again.body) == (304, b"")
    assert ask(server, "/", HTTP_ACCEPT_ENCODING="gzip;q=0").body == plain.body


def test_head_says_the_size_and_sends_nothing(server: PublicFiles) -> None:
    full, head = ask(server, "/"), ask(server, "/", method="HEAD")
    assert (head.code, head.body, head.headers["Content-Length"]) == (200, b"", str(len(full.body)))


def test_a_change_is_seen_at_once(server: PublicFiles, folder: Path) -> None:
    before = ask(server, "/decisions/a/")
    (folder / "decisions/a/new").write_text("page of b")  # the same size: only mtime and content differ
    (folder / "decisions/a/new").replace(folder / "decisions/a/index.html")
    after = ask(server, "/decisions/a/")
    assert (before.body, after.body) == (b"page of a", b"page of b")
    assert before.headers["ETag"] != after.headers["ETag"]


def test_the_cache_is_bounded(server: PublicFiles, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "CACHE_BYTES", 1000)
    for n in range(20):
        (folder / f"{n}.txt").write_text(f"{n}" * 150)
        ask(server, f"/{n}.txt")
    assert server._bytes <= 1000 and server._bytes == sum(body.size for body in server._cache.values())


def test_a_large_file_is_streamed(server: PublicFiles, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST_CACHED", 100)
    (folder / "big.pdf").write_bytes(b"%PDF" + b"x" * 700_000)
    answer = ask(server, "/big.pdf", HTTP_ACCEPT_ENCODING="gzip")
    assert len(answer.body) == 700_004 and "Content-Encoding" not in answer.headers
    assert ask(server, "/big.pdf", HTTP_IF_NONE_MATCH=answer.headers["ETag"]).code == 304


@pytest.mark.parametrize("path", ["/decisions/gone/", "/decisions/gone/index.html", "/decisions/gone/decision.pdf"])
def test_what_is_withdrawn_answers_410(server: PublicFiles, path: str) -> None:
    answer = ask(server, path)
    assert (answer.code, answer.body) == (410, b"withdrawn, reason")


def test_data_of_a_withdrawn_decision_is_gone_but_its_notice_and_proof_stay(server: PublicFiles) -> None:
    gone = ask(server, "/decisions/gone/index.json")
    assert (gone.code, gone.body) == (410, b'{"reason":"r"}')
    assert ask(server, "/decisions/gone/withdrawn.json").code == ask(server, "/decisions/gone/proof.json").code == 200


@pytest.mark.parametrize("path", ["/nothing", "/decisions/b/", "/y/AAAAAAAA/", "/log/"])
def test_what_is_no_file_goes_to_django(server: PublicFiles, path: str) -> None:
    assert ask(server, path).body == BEHIND


def test_questions_and_writes_go_to_django(server: PublicFiles) -> None:
    assert ask(server, "/decisions/", query="q=x").body == BEHIND
    assert ask(server, "/decisions/").body == b"list"
    assert ask(server, "/decisions/a/", query="utm=1").body == b"page of a"
    assert ask(server, "/", method="POST").body == BEHIND


def test_a_folder_without_its_slash_is_redirected(server: PublicFiles) -> None:
    answer = ask(server, "/decisions/a")
    assert (answer.code, answer.headers["Location"]) == (301, "/decisions/a/")


def test_full_tiles_never_change_and_partial_ones_may(server: PublicFiles) -> None:
    assert "immutable" in ask(server, "/log/tile/0/000").headers["Cache-Control"]
    assert ask(server, "/log/tile/0/001.p/3").headers["Cache-Control"] == "no-cache"
    assert ask(server, "/log/checkpoint").headers["Content-Type"] == "text/plain; charset=utf-8"


def test_static_files_are_found_before_they_are_collected(server: PublicFiles) -> None:
    answer = ask(server, "/static/daylight/face.css", query="v=1")
    assert (
        answer.headers["Content-Type"] == "text/css; charset=utf-8" and "immutable" in answer.headers["Cache-Control"]
    )
    assert ask(server, "/static/../settings.py").body == ask(server, "/static/").body == BEHIND


ATTACKS = [
    "/../secret.txt",
    "/decisions/../../secret.txt",
    "/.half",
    "/..%2fsecret.txt",
    "/decisions/..\\..\\secret.txt",
]


@pytest.mark.parametrize("path", [*ATTACKS, "//etc/passwd", "/decisions/a/\0", "/" + "a/" * 50, "/" + "x" * 5000])
def test_no_path_leaves_the_folder(server: PublicFiles, path: str) -> None:
    assert ask(server, path).body == BEHIND


def test_a_link_out_of_the_folder_is_not_followed(server: PublicFiles, folder: Path) -> None:
    (folder / "out.txt").symlink_to(folder.parent / "secret.txt")
    assert ask(server, "/out.txt").body == BEHIND


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(st.sampled_from(["..", ".", "", "decisions", "a", "secret.txt", ".half", "%2e%2e", "\\", "é"]), max_size=8)
)
@example(["..", "secret.txt"])
def test_no_mixture_of_segments_reaches_a_secret(server: PublicFiles, parts: list[str]) -> None:
    assert b"secret" not in ask(server, "/" + "/".join(parts)).body


def test_a_path_that_is_not_utf8_goes_to_django(server: PublicFiles) -> None:
    seen: list[Any] = []
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/\xff\xfe", "QUERY_STRING": ""}
    assert b"".join(server(environ, lambda *a: seen.append(a))) == BEHIND
