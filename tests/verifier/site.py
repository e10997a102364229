"""A public site made from the core alone: 300 leaves, two published decisions and a withdrawn one."""

import hashlib
import json
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from daylight.core import merkle, notes, tiles
from daylight.core.commitment import commit, opening

PRIVATE = Ed25519PrivateKey.from_private_bytes(b"\x05" * 32)
KEY = notes.verifier_key("log.example/haiyang", PRIVATE.public_key().public_bytes_raw())
FIRST, SECOND, GONE = (f"{digit * 8}-0000-4000-8000-{digit * 12}" for digit in "123")
SIZE = 300
PAPER = b"%PDF-1.7 the decision as published"


def secrets_of(number: int) -> tuple[bytes, bytes]:
    return hashlib.sha256(b"salt%d" % number).digest(), hashlib.sha256(b"field%d" % number).digest()


def events() -> dict[int, dict]:
    def published(uuid: str) -> dict:
        return {
            "kind": "disclosure.decision.published",
            "uuid": uuid,
            "version": 1,
            "number": "海自然资规罚〔2026〕7号",
            "party": "演示某",
            "published_sha256": hashlib.sha256(page(uuid)).hexdigest(),
        }

    withdrawn = {"kind": "disclosure.decision.withdrawn", **notice(), "explanation": "内部说明"}
    return {3: published(FIRST), 258: published(SECOND), 270: published(GONE), 290: withdrawn}


def page(uuid: str) -> bytes:
    documents = [{"file": "decision.pdf", "sha256": hashlib.sha256(PAPER).hexdigest()}]
    return json.dumps({"uuid": uuid, "结果": "罚款三千元", "documents": documents}, ensure_ascii=False).encode()


def notice() -> dict:
    return {"uuid": GONE, "reason": "处罚决定被依法撤销", "withdrawn_on": "2026-11-20"}


class Memory(dict):
    def get(self, level: int, index: int) -> bytes:
        return self[level, index]


class Log:
    """The whole log in memory; ``other`` changes leaf 5, which makes a second history."""

    def __init__(self, other: bool = False, keep_until: str = "") -> None:
        self.leaves, self.store, self.events = [], Memory(), events()
        if keep_until:
            self.events[3]["keep_until"] = keep_until
        for number in range(SIZE):
            fields = self.events.get(number, {"kind": "test.thing.done", "n": number})
            self.leaves.append(commit(fields | ({"n": -1} if other and number == 5 else {}), *secrets_of(number)).leaf)
            for level, index, node in merkle.append(self.store, number, merkle.hash_leaf(self.leaves[-1])):
                self.store[level, index] = node

    def checkpoint(self, size: int, key: notes.VerifierKey = KEY, sign=PRIVATE.sign) -> str:
        return notes.sign_note(notes.checkpoint_text(key.name, size, merkle.root(self.store, size)), key, sign)

    def proof(self, number: int, size: int, reveal: list[str], file: str) -> dict:
        fields = self.events[number]
        return {
            "format": "daylight-proof-1",
            "published_file": file,
            "opening": opening(fields, *secrets_of(number), reveal),
            "leaf": self.leaves[number].hex(),
            "index": number,
            "size": size,
            "root": merkle.root(self.store, size).hex(),
            "path": [part.hex() for part in merkle.prove_inclusion(self.store, number, size)],
            "checkpoint": self.checkpoint(size),
        }

    def write(self, site: Path, size: int = SIZE) -> None:
        files = {"checkpoint": self.checkpoint(size).encode(), "key": f"{KEY}\n".encode()}
        for index, width in tiles.bundles(size):
            bundle = tiles.pack_bundle(self.leaves[256 * index : 256 * index + width])
            files[tiles.bundle_path(index, width)] = bundle
            files[tiles.bundle_path(index, width).removeprefix("tile/")] = bundle
        for level, index, width in tiles.tiles(size):
            places = range(256 * index, 256 * index + width)
            files[tiles.tile_path(level, index, width)] = b"".join(self.store[8 * level, place] for place in places)
        for path, data in files.items():
            put(site / "log" / path, data)


def put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def build(site: Path) -> None:
    log = Log()
    log.write(site)
    shown = ["kind", "uuid", "version", "number", "published_sha256"]
    for number, uuid, size in ((3, FIRST, 260), (258, SECOND, SIZE)):
        put(site / f"decisions/{uuid}/index.json", page(uuid))
        put(site / f"decisions/{uuid}/decision.pdf", PAPER)
        put(site / f"decisions/{uuid}/proof.json", json.dumps(log.proof(number, size, shown, "index.json")).encode())
    proof = log.proof(290, SIZE, ["kind", "uuid", "reason", "withdrawn_on"], "withdrawn.json")
    put(site / f"decisions/{GONE}/withdrawn.json", json.dumps(notice(), ensure_ascii=False).encode())
    put(site / f"decisions/{GONE}/proof.json", json.dumps(proof).encode())
