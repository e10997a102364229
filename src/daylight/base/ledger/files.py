"""The log as static files under ``PUBLIC_DIR/log`` in tlog-tiles layout, and the root derived again from those bytes.

::

    checkpoint   key   tile/<L>/<N>[.p/<W>]   tile/entries/<N>[.p/<W>]   entries/<N>[.p/<W>] (same bytes)
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from daylight.base.ledger.faults import LedgerFault
from daylight.core import merkle, tiles
from daylight.core.merkle import NodeStore


def write_durably(path: Path, data: bytes, mode: int = 0o644) -> None:
    """Replace ``path`` by ``data`` so that a power cut leaves the old bytes or the new ones, never a part."""
    missing = [folder for folder in (path.parent, *path.parent.parents) if not folder.exists()]
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.new")
    temporary.unlink(missing_ok=True)
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    temporary.replace(path)
    for folder in {path.parent, *(folder.parent for folder in missing)}:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


class LogFiles:
    """The published files of one log."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, path: str) -> bytes | None:
        """The bytes at ``path``, or None when there is no such file."""
        try:
            return (self.folder / path).read_bytes()
        except FileNotFoundError:
            return None

    def write(self, path: str, data: bytes) -> None:
        if self.read(path) != data:
            write_durably(self.folder / path, data)

    def write_bundle(self, index: int, leaves: Sequence[bytes]) -> None:
        """Entry bundle ``index``, under both addresses."""
        path, data = tiles.bundle_path(index, len(leaves)), tiles.pack_bundle(leaves)
        self.write(path, data)
        self.write(path.removeprefix("tile/"), data)

    def write_tile(self, level: int, index: int, hashes: Sequence[bytes]) -> None:
        self.write(tiles.tile_path(level, index, len(hashes)), b"".join(hashes))

    def drop_partials(self, size: int, since: int) -> None:
        """Remove partial tiles and bundles between ``since`` and ``size`` whose full one is out."""
        full = [tiles.tile_path(level, index) for level, index, width in tiles.tiles(size, since) if width == 256]
        for index, width in tiles.bundles(size, since):
            if width == tiles.TILE_WIDTH:
                full += [tiles.bundle_path(index), tiles.bundle_path(index).removeprefix("tile/")]
        for path in full:
            shutil.rmtree(self.folder / f"{path}.p", ignore_errors=True)

    def derive_root(self, size: int, since: int) -> bytes:
        """The root over ``size`` entries from the bytes on disk. Raises :class:`LedgerFault`.

        Every bundle and tile that changed since ``since`` is read and recomputed from the entries up; earlier ones
        enter by the hashes that the tiles above them hold. ``since=0`` reads everything.
        """
        for index, width in tiles.bundles(size, since):
            data = self._require(tiles.bundle_path(index, width))
            if self._require(tiles.bundle_path(index, width).removeprefix("tile/")) != data:
                raise LedgerFault(f"登记簿文件 entries/{index} 的两份副本不一致，已停止签名，请核对存储设备。")
            try:
                entries = tiles.unpack_bundle(data, width)
            except tiles.TileFault:
                raise LedgerFault(f"登记簿文件 {tiles.bundle_path(index, width)} 已损坏，已停止签名。") from None
            self._same(tiles.tile_path(0, index, width), b"".join(map(merkle.hash_leaf, entries)))
        store = TileStore(self, size)
        for level, index, width in tiles.tiles(size, since):
            if level:
                first = max(since >> (tiles.TILE_HEIGHT * level), index * tiles.TILE_WIDTH)
                offset = first - index * tiles.TILE_WIDTH
                hashes = [store.top(level - 1, child) for child in range(first, index * tiles.TILE_WIDTH + width)]
                held = self._require(tiles.tile_path(level, index, width))
                if held[offset * merkle.HASH_BYTES :] != b"".join(hashes):
                    raise LedgerFault(f"登记簿文件 {tiles.tile_path(level, index, width)} 与下级不符，已停止签名。")
        return merkle.root(store, size)

    def _require(self, path: str) -> bytes:
        data = self.read(path)
        if data is None:
            raise LedgerFault(f"登记簿缺少文件 {path}，已停止签名，请核对存储设备。")
        return data

    def _same(self, path: str, expected: bytes) -> None:
        if self._require(path) != expected:
            raise LedgerFault(f"登记簿文件 {path} 与登记内容不符，已停止签名，请核对存储设备。")


class TileStore(NodeStore):
    """A :class:`daylight.core.merkle.NodeStore` over the tiles of a published tree of ``size``."""

    def __init__(self, files: LogFiles, size: int) -> None:
        self.files, self.size = files, size
        self.cache: dict[tuple[int, int], list[bytes]] = {}

    def get(self, level: int, index: int) -> bytes:
        tile_level, height = divmod(level, tiles.TILE_HEIGHT)
        tile, offset = divmod(index << height, tiles.TILE_WIDTH)
        return _fold(self._tile(tile_level, tile)[offset : offset + (1 << height)])

    def top(self, level: int, index: int) -> bytes:
        """The hash over a whole full tile."""
        return _fold(self._tile(level, index))

    def _tile(self, level: int, index: int) -> list[bytes]:
        if (level, index) not in self.cache:
            count = self.size >> (tiles.TILE_HEIGHT * level)
            width = min(tiles.TILE_WIDTH, count - index * tiles.TILE_WIDTH)
            path = tiles.tile_path(level, index, width)
            data = self.files.read(path)
            try:
                self.cache[level, index] = tiles.unpack_tile(data or b"", width)
            except tiles.TileFault:
                raise LedgerFault(f"登记簿文件 {path} 缺失或长度不对，已停止签名，请核对存储设备。") from None
        return self.cache[level, index]


def _fold(hashes: list[bytes]) -> bytes:
    while len(hashes) > 1:
        hashes = [merkle.hash_node(*hashes[place : place + 2]) for place in range(0, len(hashes), 2)]
    return hashes[0]
