"""The append-only tree of RFC 6962 §2.1 (also RFC 9162): roots, inclusion and consistency proofs, and their checks.

A tree is read through a :class:`NodeStore` that knows only *perfect* subtrees: ``get(level, index)`` is the hash over
leaves ``index * 2**level`` up to ``(index + 1) * 2**level``. Those hashes never change once written, so a store is
append-only as well. ``core.tiles`` lays the same hashes out as files.
"""

import hashlib
import hmac
from collections.abc import Sequence
from typing import Protocol

HASH_BYTES = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()


class ProofFault(ValueError):
    """A proof that does not prove its claim, or a claim that cannot be made."""


class NodeStore(Protocol):
    """Perfect subtree hashes by level (0 = leaf hashes) and index; raises ``KeyError`` for one it does not have."""

    def get(self, level: int, index: int) -> bytes: ...


def hash_leaf(data: bytes) -> bytes:
    """Hash of one leaf: SHA-256(0x00 ‖ data)."""
    return hashlib.sha256(b"\x00" + data).digest()


def hash_node(left: bytes, right: bytes) -> bytes:
    """Hash of an inner node: SHA-256(0x01 ‖ left ‖ right)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def append(store: NodeStore, size: int, leaf_hash: bytes) -> list[tuple[int, int, bytes]]:
    """The nodes ``(level, index, hash)`` that come into being when ``leaf_hash`` becomes leaf number ``size``.

    The caller stores them before the next call.
    """
    _require(size >= 0, "a tree size is not negative")
    _require_hash(leaf_hash)
    level, index, current = 0, size, leaf_hash
    born = [(level, index, current)]
    while index & 1:
        current = hash_node(store.get(level, index - 1), current)
        level, index = level + 1, index >> 1
        born.append((level, index, current))
    return born


def root(store: NodeStore, size: int) -> bytes:
    """Root of the first ``size`` leaves."""
    _require(size >= 0, "a tree size is not negative")
    return _subtree(store, 0, size) if size else EMPTY_ROOT


def prove_inclusion(store: NodeStore, index: int, size: int) -> list[bytes]:
    """Audit path of leaf ``index`` in the tree of ``size`` leaves, from the leaf upwards."""
    _require(0 <= index < size, f"leaf {index} is not in a tree of {size}")
    path: list[bytes] = []
    low, high = 0, size
    while high - low > 1:
        middle = low + _split(high - low)
        if index < middle:
            path.append(_subtree(store, middle, high))
            high = middle
        else:
            path.append(_subtree(store, low, middle))
            low = middle
    path.reverse()
    return path


def prove_consistency(store: NodeStore, old_size: int, new_size: int) -> list[bytes]:
    """Proof that the tree of ``old_size`` leaves is the beginning of the tree of ``new_size`` leaves."""
    _require(0 < old_size <= new_size, f"no consistency proof from size {old_size} to {new_size}")
    path: list[bytes] = []
    low, high = 0, new_size
    while high != old_size:
        middle = low + _split(high - low)
        if old_size <= middle:
            path.append(_subtree(store, middle, high))
            high = middle
        else:
            path.append(_subtree(store, low, middle))
            low = middle
    if low:
        path.append(_subtree(store, low, high))
    path.reverse()
    return path


def verify_inclusion(leaf_hash: bytes, index: int, size: int, path: Sequence[bytes], expected_root: bytes) -> None:
    """Check an audit path (RFC 9162 §2.1.3.2). Raises :class:`ProofFault`."""
    _require(0 <= index < size, f"leaf {index} is not in a tree of {size}")
    for value in (leaf_hash, expected_root, *path):
        _require_hash(value)
    current, here, last = leaf_hash, index, size - 1
    for sibling in path:
        _require(last > 0, "the path is longer than the tree is high")
        if here & 1 or here == last:
            current = hash_node(sibling, current)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            current = hash_node(current, sibling)
        here, last = here >> 1, last >> 1
    _require(last == 0, "the path is shorter than the tree is high")
    _require(hmac.compare_digest(current, expected_root), "the path does not lead to the root")


def verify_consistency(old_size: int, old_root: bytes, new_size: int, new_root: bytes, path: Sequence[bytes]) -> None:
    """Check a consistency proof (RFC 9162 §2.1.4.2). Raises :class:`ProofFault`.

    Every tree extends the empty one, so a claim from size 0 says nothing and is refused.
    """
    _require(0 < old_size <= new_size, f"no consistency proof from size {old_size} to {new_size}")
    for value in (old_root, new_root, *path):
        _require_hash(value)
    if old_size == new_size:
        _require(not path, "equal sizes need no path")
        _require(hmac.compare_digest(old_root, new_root), "two roots for one size")
        return
    _require(bool(path), "the path is empty")
    hashes = list(path)
    if old_size & (old_size - 1) == 0:
        hashes.insert(0, old_root)
    here, last = old_size - 1, new_size - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    from_old = from_new = hashes[0]
    for sibling in hashes[1:]:
        _require(last > 0, "the path is longer than the tree is high")
        if here & 1 or here == last:
            from_old, from_new = hash_node(sibling, from_old), hash_node(sibling, from_new)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            from_new = hash_node(from_new, sibling)
        here, last = here >> 1, last >> 1
    _require(last == 0, "the path is shorter than the tree is high")
    _require(hmac.compare_digest(from_old, old_root), "the path does not lead to the old root")
    _require(hmac.compare_digest(from_new, new_root), "the path does not lead to the new root")


def _split(count: int) -> int:
    """Largest power of two below ``count`` (``count`` > 1)."""
    return 1 << (count - 1).bit_length() - 1


def _subtree(store: NodeStore, low: int, high: int) -> bytes:
    """Hash over leaves low … high; ``low`` is a multiple of a power of two not below ``high - low``."""
    count = high - low
    if count & (count - 1) == 0:
        level = count.bit_length() - 1
        return store.get(level, low >> level)
    middle = low + _split(count)
    return hash_node(_subtree(store, low, middle), _subtree(store, middle, high))


def _require(holds: bool, message: str) -> None:
    if not holds:
        raise ProofFault(message)


def _require_hash(value: bytes) -> None:
    _require(len(value) == HASH_BYTES, f"a hash has {HASH_BYTES} bytes, not {len(value)}")
