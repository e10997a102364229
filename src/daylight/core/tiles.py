"""The tree as static files: paths and bytes of C2SP tlog-tiles.

A tile holds up to 256 hashes; tile (L, N) holds the perfect subtrees of level ``8·L`` with index ``256·N`` and up.
An entry bundle N holds leaves ``256·N`` and up, each behind a two-byte big-endian length. A tile or bundle that is not
full yet is *partial* and carries its width in its path; it is never changed, only superseded by a wider one.
"""

from collections.abc import Iterator, Sequence

from daylight.core.merkle import HASH_BYTES

TILE_WIDTH = 256
TILE_HEIGHT = 8
ENTRY_BOUND = 1 << 16


class TileFault(ValueError):
    """Bytes that are not a tile or an entry bundle of the expected width."""


def tile_path(level: int, index: int, width: int = TILE_WIDTH) -> str:
    """``tile/1/x001/234`` or, partial, ``tile/1/x001/234.p/56``."""
    return f"tile/{level}/{_numbered(index, width)}"


def bundle_path(index: int, width: int = TILE_WIDTH) -> str:
    """``tile/entries/000`` or, partial, ``tile/entries/000.p/3``."""
    return f"tile/entries/{_numbered(index, width)}"


def bundles(size: int, since: int = 0) -> Iterator[tuple[int, int]]:
    """``(index, width)`` of each bundle of a log of ``size`` entries that holds entry ``since`` or later."""
    for index in range(since // TILE_WIDTH, -(-size // TILE_WIDTH)):
        yield index, min(TILE_WIDTH, size - index * TILE_WIDTH)


def tiles(size: int, since: int = 0) -> Iterator[tuple[int, int, int]]:
    """``(level, index, width)`` of each tile of a tree of ``size`` that a tree of ``since`` lacks in that width."""
    level = 0
    while count := size >> (TILE_HEIGHT * level):
        before = since >> (TILE_HEIGHT * level)
        if count != before:
            for index, width in bundles(count, before):
                yield level, index, width
        level += 1


def pack_bundle(entries: Sequence[bytes]) -> bytes:
    """Bytes of a bundle. Raises :class:`TileFault` when an entry is 64 KiB or larger."""
    for entry in entries:
        if len(entry) >= ENTRY_BOUND:
            raise TileFault(f"an entry of {len(entry)} bytes does not fit a bundle")
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)


def unpack_bundle(data: bytes, width: int) -> list[bytes]:
    """The ``width`` entries of a bundle. Raises :class:`TileFault`."""
    entries, position = [], 0
    while position < len(data):
        length = int.from_bytes(data[position : position + 2], "big")
        entry = data[position + 2 : position + 2 + length]
        if position + 2 > len(data) or len(entry) != length:
            raise TileFault("the bundle ends within an entry")
        entries.append(entry)
        position += 2 + length
    if len(entries) != width:
        raise TileFault(f"the bundle holds {len(entries)} entries, {width} expected")
    return entries


def unpack_tile(data: bytes, width: int) -> list[bytes]:
    """The ``width`` hashes of a tile. Raises :class:`TileFault`."""
    if len(data) != width * HASH_BYTES:
        raise TileFault(f"the tile has {len(data)} bytes, {width * HASH_BYTES} expected")
    return [data[start : start + HASH_BYTES] for start in range(0, len(data), HASH_BYTES)]


def _numbered(index: int, width: int) -> str:
    if not 0 < width <= TILE_WIDTH or index < 0:
        raise TileFault(f"no tile numbered {index} of width {width}")
    groups = [f"{index % 1000:03d}"]
    while index := index // 1000:
        groups.insert(0, f"x{index % 1000:03d}")
    path = "/".join(groups)
    return path if width == TILE_WIDTH else f"{path}.p/{width}"
