"""tus-js-client, the client other people's pages use, uploads, pauses, resumes after its process died, and gives up."""

from __future__ import annotations

import hashlib
import json
import random
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.films import HEAD
from tests.foreign import installed
from tests.web.live_server import Server, command, prepared

BODY = HEAD + random.Random(21).randbytes(3_000_000)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = prepared(tmp_path_factory.mktemp("foreign"))
    running.start()
    yield running
    running.stop()


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path = tmp_path / "现场.mp4"
    path.write_bytes(BODY)
    return path


def node(server: Server, film: Path, **more: Any) -> dict[str, Any]:
    """One life of the foreign client; what it remembers between lives lies beside the film."""
    sha256 = hashlib.sha256(BODY).hexdigest()
    asked = {
        "endpoint": server.url,
        "headers": server.headers,
        "file": str(film),
        "metadata": {"case": server.case, "filename": film.name, "sha256": sha256},
        "memory": str(film.with_suffix(".memory")),
        "chunk": 700_000,
        **more,
    }
    done = subprocess.run(
        ["node", "upload.mjs", json.dumps(asked)], cwd=installed(), capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def where(told: dict[str, Any]) -> str:
    return "/" + str(told["url"]).split("/", 3)[3]


@pytest.mark.parametrize("with_creation", [False, True])
def test_it_uploads_and_the_server_verifies(server: Server, film: Path, with_creation: bool) -> None:
    told = node(server, film, withCreation=with_creation)
    assert told["outcome"] == "done"
    assert told["requests"] == (["POST"] + ["PATCH"] * (4 if with_creation else 5))
    assert server.stored(where(told)) == BODY
    command(server.home, "work")
    token = where(told).rsplit("/", 1)[1]
    digest = hashlib.sha256(BODY).hexdigest()
    assert server.rows(f"SELECT state, sha256 FROM recording_upload WHERE token = '{token}'") == [("sealed", digest)]


def test_it_pauses_and_another_process_resumes(server: Server, film: Path) -> None:
    first = node(server, film, stopAt=1_400_000)
    assert first["outcome"] == "paused"
    kept = server.offset(where(first))
    assert 1_400_000 <= kept < len(BODY)
    again = node(server, film)
    assert (again["outcome"], again["url"]) == ("done", first["url"])
    assert again["requests"][0] == "HEAD"
    assert again["from"] == kept
    assert server.stored(where(again)) == BODY


def test_it_gives_up_and_the_upload_is_gone(server: Server, film: Path) -> None:
    told = node(server, film, stopAt=700_000, terminate=True)
    assert told["outcome"] == "terminated"
    assert server.ask("HEAD", where(told)).status == 410
