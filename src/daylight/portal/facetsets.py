"""The facet sets of the index in memory: read once, then refreshed by what changed."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

from daylight.portal import bits, search

# Blocks from which a set is kept as one integer; a rarer value keeps its blocks.
WIDE = 24


class FacetSets:
    """Facet sets of one side file, shared by the threads of a process."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.mark: tuple[Path, int] | None = None
        self.generation = 0
        self.blocks = 0
        self.raw: dict[str, dict[int, bytes]] = {}
        self.whole: dict[str, int] = {}
        self.sizes: dict[str, int] = {}

    def refresh(self, connection: sqlite3.Connection) -> None:
        """Take in what changed. The connection stays in the same reading transaction afterwards."""
        (generation,) = connection.execute("SELECT generation FROM state").fetchone()
        (last,) = connection.execute("SELECT coalesce(max(slot), 0) FROM doc").fetchone()
        mark = (search.path(), search.path().stat().st_ino)
        with self.lock:
            if mark != self.mark or generation < self.generation:
                self.raw, self.whole, self.sizes, self.generation = {}, {}, {}, 0
            self.mark, self.blocks = mark, last // bits.BLOCK + 1
            if generation == self.generation:
                return
            sql = "SELECT name, block, bits FROM facet WHERE generation > ?"
            for name, block, raw in connection.execute(sql, (self.generation,)):
                held = self.raw.setdefault(name, {})
                self.sizes[name] = self.sizes.get(name, 0) + _size(raw) - _size(held.get(block, b""))
                held[block] = raw
                self.whole.pop(name, None)
            self.generation = generation

    def get(self, name: str) -> int:
        """The set ``name`` as one integer."""
        with self.lock:
            found = self.whole.get(name)
            if found is None:
                held = self.raw.get(name, {})
                found = bits.join(held.items(), self.blocks)
                if len(held) >= WIDE:
                    self.whole[name] = found
            return found

    def values(self, facet: str) -> list[str]:
        """Values of ``facet``, the commonest first."""
        with self.lock:
            found = [(size, name) for name, size in self.sizes.items() if size and name.startswith(f"{facet}:")]
        return [name.partition(":")[2] for _, name in sorted(found, key=lambda each: (-each[0], each[1]))]

    def count(self, name: str, base: int, raw: bytes) -> int:
        """How many of ``base`` are in the set; ``raw``: the bytes of ``base``."""
        held = self.raw.get(name, {})
        if len(held) >= WIDE:
            return (self.get(name) & base).bit_count()
        total = 0
        for block, part in held.items():
            piece = raw[block * bits.BYTES : (block + 1) * bits.BYTES]
            total += (int.from_bytes(bits.unpack(part), "little") & int.from_bytes(piece, "little")).bit_count()
        return total


def _size(raw: bytes) -> int:
    return int.from_bytes(raw, "little").bit_count() if len(raw) == bits.BYTES else len(raw) // 2
