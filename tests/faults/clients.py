"""People at work while the server is being killed: each retries what was not acknowledged, under the same key.

Every client is a thread of the killing process and so survives. It keeps what was promised to it in ``Promises``.
"""

from __future__ import annotations

import base64
import hashlib
import http.client
import random
import re
import threading
import time
import urllib.parse
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.faults.harness import PASSWORD, Driver, Room
from tests.films import HEAD

Trouble = (OSError, http.client.HTTPException)
# Statuses a proxy or a dying server may give for a moment; anything else unexpected is a violation.
SLOW_DOWN = {423, 503}


@dataclass
class Film:
    """One file on its way. ``acked``: offset the server promised; ``reach``: the furthest it may have got."""

    key: str
    body: bytes
    path: str = ""
    acked: int = 0
    reach: int = 0
    sealed: bool = False
    kept: int = 0

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.body).hexdigest()


@dataclass
class Promises:
    """What the server has acknowledged, and what went wrong."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    asked: set[str] = field(default_factory=set)
    acked: dict[str, str] = field(default_factory=dict)
    films: list[Film] = field(default_factory=list)
    chunks: int = 0
    resent: int = 0
    repeated: int = 0
    violations: list[str] = field(default_factory=list)

    def ask(self, key: str) -> None:
        with self.lock:
            self.asked.add(key)

    def ack(self, key: str, result: str) -> None:
        """A second acknowledgement of one key must be the same answer."""
        with self.lock:
            if self.acked.setdefault(key, result) != result:
                self.violations.append(f"{key} was answered {self.acked[key]} and later {result}")

    def wrong(self, what: str) -> None:
        with self.lock:
            self.violations.append(what)

    def snapshot(self) -> dict[str, str]:
        with self.lock:
            return dict(self.acked)


class Client(threading.Thread):
    """Works while ``up`` is set; ``stopping`` lets it finish what it began and then end."""

    def __init__(self, room: Room, promises: Promises, up: threading.Event, seed: str) -> None:
        super().__init__(daemon=True, name=seed)
        self.room, self.promises, self.up = room, promises, up
        self.luck = random.Random(seed)
        self.stopping, self.signed_in = threading.Event(), threading.Event()
        self.count = 0

    def run(self) -> None:
        self.signed_in.set()
        try:
            while not self.stopping.is_set():
                self.one()
                time.sleep(self.luck.random() * 0.03)
            self.finish()
        except Exception as error:  # noqa: BLE001 — a client that stumbles is a finding, not a quiet end
            self.promises.wrong(f"{self.name} stopped: {error!r}")

    def one(self) -> None:
        raise NotImplementedError

    def finish(self) -> None:
        """What is left to wait for after the last piece of work."""

    def key(self) -> str:
        self.count += 1
        key = f"{self.name}-{self.count}"
        self.promises.ask(key)
        return key

    def insist(self, attempt: Callable[[], str | None]) -> str:
        """Repeat ``attempt`` through deaths until it is answered."""
        while True:
            self.up.wait()
            try:
                answer = attempt()
            except Trouble:
                answer = None
            if answer is not None:
                return answer
            self.promises.resent += 1
            time.sleep(0.05)


class Clerk(Client):
    """Registers leads, writes papers, saves drafts, publishes: through a driver process that is killed like the server."""

    def __init__(self, *args: Any, case: str, legacy: list[int]) -> None:
        super().__init__(*args)
        self.case, self.legacy = case, legacy
        self.driver: Driver | None = None
        self.draft_version = 2
        self.paper: tuple[str, int] | None = None

    def one(self) -> None:
        chance = self.luck.random()
        key = self.key()
        text = f"{key} 演示文字 {self.luck.random()}"
        if chance < 0.02 and self.legacy:
            self._do({"verb": "publish_legacy", "as": "reviewer", "key": key, "legacy": self.legacy.pop()})
        elif chance < 0.30:
            self._do({"verb": "register", "as": "officer", "key": key, "text": text})
        elif chance < 0.60:
            base = self.draft_version
            said = {"verb": "save_draft", "as": "officer", "key": key, "case": self.case, "base": base, "text": text}
            if (saved := self._do(said)) != str(base + 1):
                self.promises.wrong(f"{key}: draft version {saved} after {base}")
            self.draft_version = base + 1
        elif self.paper is None or chance < 0.70:
            said = {"verb": "start_document", "as": "officer", "key": key, "case": self.case, "text": text}
            self.paper = (self._do(said), 1)
        else:
            document, base = self.paper
            said = {"verb": "save_document", "as": "officer", "key": key, "document": document, "base": base}
            self._do({**said, "text": text})
            self.paper = (document, base + 1)

    def _do(self, said: Mapping[str, Any]) -> str:
        result = self.insist(lambda: self._attempt(said))
        self.promises.ack(said["key"], result)
        if self.luck.random() < 0.1:
            # A replayed request does nothing and answers the same.
            self.promises.ack(said["key"], self.insist(lambda: self._attempt(said)))
            self.promises.repeated += 1
        return result

    def _attempt(self, said: Mapping[str, Any]) -> str | None:
        answer = self.driver.ask(said) if self.driver else {}
        if answer and not answer["ok"]:
            self.promises.wrong(f"{said['key']} was refused: {answer['refusals']}")
            return ""
        return str(answer["result"]) if answer else None


class Browser(Client):
    """A person at a browser: signs in by the form, carries cookies and CSRF, posts forms with their submission number."""

    username = ""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.cookies: dict[str, str] = {}

    def ask(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> tuple[int, http.client.HTTPMessage, bytes]:
        line = http.client.HTTPConnection("127.0.0.1", self.room.port, timeout=20)
        try:
            cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            line.request(method, path, body, {"Cookie": cookie, **(headers or {})})
            answer = line.getresponse()
            content = answer.read()
        finally:
            line.close()
        for each in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = each.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, answer.headers, content

    def post(self, path: str, fields: Mapping[str, str]) -> tuple[int, http.client.HTTPMessage, bytes]:
        typed = urllib.parse.urlencode({"csrfmiddlewaretoken": self.cookies.get("csrftoken", ""), **fields}).encode()
        return self.ask("POST", path, typed, {"Content-Type": "application/x-www-form-urlencoded"})

    def sign_in(self) -> str | None:
        _, _, page = self.ask("GET", "/office/login/")
        token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        typed = {"username": self.username, "password": PASSWORD, "next": "/office/"}
        status, _, _ = self.post("/office/login/", {**typed, "csrfmiddlewaretoken": token[1].decode() if token else ""})
        return "in" if status == 302 else None

    def run(self) -> None:
        self.insist(self.sign_in)
        super().run()


class Reviewer(Browser):
    """Judges elements of a dossier again and again, through the office's own form."""

    username = "reviewer"

    def __init__(self, *args: Any, dossier: str, elements: list[str]) -> None:
        super().__init__(*args)
        self.dossier, self.elements = dossier, elements

    def one(self) -> None:
        key = self.key()
        path = f"/office/review/{self.dossier}/elements/{self.luck.choice(self.elements)}/"
        fields = {"key": key, "verdict": "mend", "note": f"{key} 请补充说明"}

        def attempt() -> str | None:
            status, headers, _ = self.post(path, fields)
            if status == 302 and "/login/" in headers["Location"]:
                self.promises.wrong(f"{key}: the session was lost")
                self.sign_in()
                return None
            if status not in {302, *SLOW_DOWN}:
                self.promises.wrong(f"{key} was answered {status}")
                return ""
            return "judged" if status == 302 else None

        self.promises.ack(key, self.insist(attempt))
        if self.luck.random() < 0.1:
            self.promises.ack(key, self.insist(attempt))
            self.promises.repeated += 1


class Uploader(Browser):
    """Sends films in chunks, some with a checksum, some without; after every death asks where the server is."""

    username = "officer"

    def __init__(self, *args: Any, case: str, largest: int = 2_000_000) -> None:
        super().__init__(*args)
        self.case, self.largest = case, largest
        self.whole: list[Film] = []

    def one(self) -> None:
        length = self.luck.randrange(100_000, self.largest)
        film = Film(self.key(), HEAD + self.luck.randbytes(length))
        with self.promises.lock:
            self.promises.films.append(film)
        film.path = self.insist(lambda: self._create(film))
        self.promises.ack(film.key, film.path)
        while film.acked < len(film.body):
            size = self.luck.randrange(10_000, 150_000)
            if not self._send(film, film.body[film.acked : film.acked + size], self.luck.random() < 0.6):
                self._where(film)
            time.sleep(self.luck.random() * 0.01)
        # The worker seals it while the next one is on its way.
        self.whole.append(film)
        self.insist(lambda: self._look(self.whole[0]))
        self.whole = [each for each in self.whole if not each.sealed]

    def finish(self) -> None:
        """Wait until every film that was sent is sealed."""
        while self.whole:
            self.insist(lambda: self._look(self.whole[0]))
            self.whole = [each for each in self.whole if not each.sealed]
            time.sleep(0.2)

    def _tus(self, **more: str) -> dict[str, str]:
        token = {"X-CSRFToken": self.cookies.get("csrftoken", ""), "Tus-Resumable": "1.0.0"}
        return token | {key.replace("_", "-"): value for key, value in more.items()}

    def _create(self, film: Film) -> str | None:
        pairs = {"case": self.case, "filename": f"{film.key}.mp4", "sha256": film.sha256}
        said = ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in pairs.items())
        asked = self._tus(Upload_Length=str(len(film.body)), Upload_Metadata=said, Idempotency_Key=film.key)
        status, headers, body = self.ask("POST", "/api/v1/uploads", headers=asked)
        if status not in {201, *SLOW_DOWN}:
            self.promises.wrong(f"{film.key}: creation answered {status} {body[:200]!r}")
        return headers["Location"] if status == 201 else None

    def _send(self, film: Film, chunk: bytes, checked: bool) -> bool:
        asked = self._tus(Upload_Offset=str(film.acked), Content_Type="application/offset+octet-stream")
        if checked:
            asked["Upload-Checksum"] = "sha256 " + base64.b64encode(hashlib.sha256(chunk).digest()).decode()
        film.reach = film.acked + len(chunk)
        self.up.wait()
        try:
            status, headers, body = self.ask("PATCH", film.path, chunk, asked)
        except Trouble:
            return False
        if status != 204:
            if status not in {409, *SLOW_DOWN}:
                self.promises.wrong(f"{film.key}: a chunk was answered {status} {body[:200]!r}")
            return False
        if int(headers["Upload-Offset"]) != film.reach:
            self.promises.wrong(f"{film.key}: offset {headers['Upload-Offset']} after sending up to {film.reach}")
        film.acked = film.reach
        self.promises.chunks += 1
        return True

    def _where(self, film: Film) -> None:
        def attempt() -> str | None:
            status, headers, _ = self.ask("HEAD", film.path, headers=self._tus())
            if status not in {200, *SLOW_DOWN}:
                self.promises.wrong(f"{film.key}: HEAD answered {status}")
            return headers["Upload-Offset"] if status == 200 else None

        offset = int(self.insist(attempt))
        if not film.acked <= offset <= film.reach:
            self.promises.wrong(f"{film.key}: offset {offset}, promised {film.acked}, sent up to {film.reach}")
        film.kept += offset - film.acked
        film.acked = max(film.acked, offset)
        self.promises.resent += 1

    def _look(self, film: Film) -> str | None:
        """Whether ``film`` has been sealed, and as what it is."""
        status, _, body = self.ask("GET", film.path)
        if status != 200:
            return None
        if b'"quarantined"' in body:
            self.promises.wrong(f"{film.key} was quarantined: {body.decode()}")
        elif b'"sealed"' not in body:
            return "waiting"
        if film.sha256.encode() not in body:
            self.promises.wrong(f"{film.key}: sealed with another digest")
        film.sealed = True
        return "sealed"
