"""Sets of slots as bits: one integer for all slots, 4,096 of them in one block on disk.

A block is a bitmap of 512 bytes or, when that is shorter, its members as 16-bit numbers; the length tells which.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator

BLOCK = 4096
BYTES = BLOCK // 8
SPARSE = BYTES // 2


def pack(members: Iterable[int]) -> bytes:
    """Ascending members 0…4095 of one block."""
    found = array("H", members)
    if len(found) < SPARSE:
        return found.tobytes()
    whole = bytearray(BYTES)
    for each in found:
        whole[each >> 3] |= 1 << (each & 7)
    return bytes(whole)


def unpack(raw: bytes) -> bytes:
    """The bitmap of one block."""
    if len(raw) == BYTES:
        return raw
    whole = bytearray(BYTES)
    for each in array("H", raw):
        whole[each >> 3] |= 1 << (each & 7)
    return bytes(whole)


def changed(raw: bytes | None, place: int, wanted: bool) -> bytes:
    """``raw`` with one member more or fewer; empty when none is left."""
    bits = int.from_bytes(unpack(raw or b""), "little")
    bits = bits | 1 << place if wanted else bits & ~(1 << place)
    return pack(ones(bits))


def join(blocks: Iterable[tuple[int, bytes]], count: int) -> int:
    """Blocks (number, raw) of one set as one integer; ``count``: how many blocks there are."""
    whole = bytearray(BYTES * count)
    for number, raw in blocks:
        if number < count:
            whole[number * BYTES : (number + 1) * BYTES] = unpack(raw)
    return int.from_bytes(whole, "little")


def ones(bits: int) -> Iterator[int]:
    """Members, ascending; for small sets."""
    while bits:
        low = bits & -bits
        yield low.bit_length() - 1
        bits ^= low


def from_top(bits: int, skip: int, take: int) -> list[int]:
    """Members in descending order: leave out ``skip``, then at most ``take``. The cost grows with blocks, not members."""
    count = -(-bits.bit_length() // BLOCK)
    raw = bits.to_bytes(count * BYTES, "little")
    found: list[int] = []
    for number in range(count - 1, -1, -1):
        if len(found) >= take:
            break
        block = int.from_bytes(raw[number * BYTES : (number + 1) * BYTES], "little")
        here = block.bit_count()
        if here <= skip:
            skip -= here
            continue
        members = [number * BLOCK + each for each in ones(block)][::-1]
        found += members[skip : skip + take - len(found)]
        skip = 0
    return found
