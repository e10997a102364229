"""Trees and proofs: classic roots, every size, and that a changed proof proves nothing."""

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from daylight.core import merkle, tiles
from daylight.core.merkle import ProofFault

VECTORS = json.loads((Path(__file__).parent.parent / "vectors/merkle/rfc6962.json").read_text("utf-8"))
LEAVES = [bytes.fromhex(leaf) for leaf in VECTORS["leaves"]]
ROOTS = [bytes.fromhex(VECTORS["empty_root"]), *(bytes.fromhex(root) for root in VECTORS["roots"])]


class Memory(dict):
    def get(self, level, index):
        return self[level, index]

    def grow(self, leaves, size=0):
        for number, leaf in enumerate(leaves, start=size):
            for level, index, node in merkle.append(self, number, merkle.hash_leaf(leaf)):
                assert (level, index) not in self
                self[level, index] = node
        return self


def numbered(count):
    return [number.to_bytes(4, "big") for number in range(count)]


FOREST = Memory().grow(numbered(300))


def test_classic_roots():
    store = Memory().grow(LEAVES)
    assert [merkle.root(store, size) for size in range(9)] == ROOTS


@pytest.mark.parametrize("case", VECTORS["inclusion"], ids=lambda case: f"{case['index']}of{case['size']}")
def test_inclusion_vectors(case):
    path = [bytes.fromhex(part) for part in case["path"]]
    assert merkle.prove_inclusion(Memory().grow(LEAVES), case["index"], case["size"]) == path
    merkle.verify_inclusion(
        merkle.hash_leaf(LEAVES[case["index"]]), case["index"], case["size"], path, ROOTS[case["size"]]
    )


@pytest.mark.parametrize("case", VECTORS["consistency"], ids=lambda case: f"{case['old_size']}to{case['size']}")
def test_consistency_vectors(case):
    path = [bytes.fromhex(part) for part in case["path"]]
    old, new = case["old_size"], case["size"]
    assert merkle.prove_consistency(Memory().grow(LEAVES), old, new) == path
    merkle.verify_consistency(old, ROOTS[old], new, ROOTS[new], path)


def mutations(path):
    """Every way to spoil a path a little."""
    yield [*path, b"\x00" * 32]
    yield [b"\x00" * 32, *path]
    for position, part in enumerate(path):
        yield path[:position] + path[position + 1 :]
        yield [*path[:position], bytes([part[0] ^ 1]) + part[1:], *path[position + 1 :]]
        yield [*path[:position], part[:-1], *path[position + 1 :]]
        yield [*path[:position], part + b"\x00", *path[position + 1 :]]


@settings(deadline=None)
@given(st.integers(1, 300), st.data())
def test_inclusion_at_every_size(size, data):
    index = data.draw(st.integers(0, size - 1))
    root, leaf = merkle.root(FOREST, size), FOREST.get(0, index)
    path = merkle.prove_inclusion(FOREST, index, size)
    merkle.verify_inclusion(leaf, index, size, path, root)
    claims = [(leaf, index, size, bad, root) for bad in mutations(path)]
    claims += [(merkle.hash_leaf(b"other"), index, size, path, root), (leaf, index, size, path, root[::-1])]
    claims += [(leaf, wrong, size, path, root) for wrong in {index - 1, index + 1, index ^ 1, -1, size} - {index}]
    claims += [(leaf, index, 0, path, root), (leaf, index, size, path, root[:31]), (leaf[:31], index, size, path, root)]
    for claim in claims:
        with pytest.raises(ProofFault):
            merkle.verify_inclusion(*claim)


@settings(deadline=None)
@given(st.integers(1, 300), st.data())
def test_consistency_at_every_size(new, data):
    old = data.draw(st.integers(1, new))
    old_root, new_root = merkle.root(FOREST, old), merkle.root(FOREST, new)
    path = merkle.prove_consistency(FOREST, old, new)
    merkle.verify_consistency(old, old_root, new, new_root, path)
    claims = [(old, old_root, new, new_root, bad) for bad in mutations(path)]
    claims += [
        (0, merkle.EMPTY_ROOT, new, new_root, []),
        (0, merkle.EMPTY_ROOT, 0, merkle.EMPTY_ROOT, []),
        (new + 1, old_root, new, new_root, path),
        (old, old_root[:31], new, new_root, path),
        (old, old_root, new, new_root + b"\x00", path),
        (old, old_root[::-1], new, new_root, path),
        (old, old_root, new, new_root[::-1], path),
    ]
    if old != new:
        claims += [(old, new_root, new, old_root, path), (old, old_root, new, new_root, [])]
    for claim in claims:
        with pytest.raises(ProofFault):
            merkle.verify_consistency(*claim)


@pytest.mark.parametrize("size", [1, 2, 255, 256, 257, 300])
def test_a_rewritten_past_has_another_root_and_no_consistency(size):
    forged = Memory().grow([b"forged", *numbered(300)[1:]])
    assert merkle.root(forged, size) != merkle.root(FOREST, size)
    if size < 300:
        with pytest.raises(ProofFault):
            merkle.verify_consistency(
                size,
                merkle.root(FOREST, size),
                300,
                merkle.root(forged, 300),
                merkle.prove_consistency(forged, size, 300),
            )


@pytest.mark.parametrize("ask", [(5, 5), (-1, 5), (0, 0)])
def test_no_inclusion_proof_outside_the_tree(ask):
    with pytest.raises(ProofFault):
        merkle.prove_inclusion(FOREST, *ask)


def test_append_refuses_what_is_not_a_hash():
    with pytest.raises(ProofFault):
        merkle.append(Memory(), 0, b"short")


@pytest.mark.parametrize(
    ("index", "width", "path"),
    [
        (0, 256, "tile/0/000"),
        (999, 256, "tile/0/999"),
        (1000, 256, "tile/0/x001/000"),
        (1234067, 256, "tile/0/x001/x234/067"),
        (7, 3, "tile/0/007.p/3"),
    ],
)
def test_tile_paths(index, width, path):
    assert tiles.tile_path(0, index, width) == path
    assert tiles.bundle_path(index, width) == path.replace("tile/0", "tile/entries")


@pytest.mark.parametrize(("index", "width"), [(-1, 1), (0, 0), (0, 257)])
def test_no_path_for_what_is_not_a_tile(index, width):
    with pytest.raises(tiles.TileFault):
        tiles.tile_path(0, index, width)


@given(st.integers(0, 200_000), st.data())
def test_tiles_of_a_step_complete_those_of_the_step_before(size, data):
    before = data.draw(st.integers(0, size))
    assert set(tiles.tiles(size)) == {each for each in tiles.tiles(before) if each in set(tiles.tiles(size))} | set(
        tiles.tiles(size, before)
    )


@given(st.lists(st.binary(max_size=40), max_size=20))
def test_bundles_round_trip_and_notice_damage(entries):
    data = tiles.pack_bundle(entries)
    assert tiles.unpack_bundle(data, len(entries)) == entries
    with pytest.raises(tiles.TileFault):
        tiles.unpack_bundle(data, len(entries) + 1)
    with pytest.raises(tiles.TileFault):
        tiles.unpack_bundle(data + b"\x00", len(entries))


def test_an_entry_has_a_bound():
    with pytest.raises(tiles.TileFault):
        tiles.pack_bundle([b"\x00" * 65536])


def test_tiles_have_their_width():
    assert tiles.unpack_tile(b"a" * 32 + b"b" * 32, 2) == [b"a" * 32, b"b" * 32]
    with pytest.raises(tiles.TileFault):
        tiles.unpack_tile(b"a" * 63, 2)


def test_leaf_and_node_hashes_are_apart():
    assert merkle.hash_leaf(b"x" * 64) != merkle.hash_node(b"x" * 32, b"x" * 32)
    assert hashlib.sha256().digest() == merkle.EMPTY_ROOT
