"""The verifier's own Ed25519 against an independent library, and the classic ways to cheat a lax one."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st
from verifier.daylight_verify import ORDER, P, Wrong, ed25519_holds

PRIVATE = Ed25519PrivateKey.from_private_bytes(b"\x09" * 32)
PUBLIC = PRIVATE.public_key().public_bytes_raw()
MESSAGE = "第 1 号".encode()
SIGNATURE = PRIVATE.sign(MESSAGE)


@settings(max_examples=40, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=80))
def test_signatures_of_an_independent_library_hold(seed, message):
    key = Ed25519PrivateKey.from_private_bytes(seed)
    public, signature = key.public_key().public_bytes_raw(), key.sign(message)
    assert ed25519_holds(public, signature, message)
    assert not ed25519_holds(public, signature, message + b"\x00")


def test_rfc_8032_first_vector():
    public = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
    signature = bytes.fromhex(
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
    )
    assert ed25519_holds(public, signature, b"")


def test_every_flipped_bit_breaks_it():
    for bit in range(512):
        spoiled = bytearray(SIGNATURE)
        spoiled[bit // 8] ^= 1 << bit % 8
        assert not ed25519_holds(PUBLIC, bytes(spoiled), MESSAGE)


@pytest.mark.parametrize("length", [0, 1, 32, 63, 65])
def test_other_lengths_do_not_hold(length):
    assert not ed25519_holds(PUBLIC, (SIGNATURE + b"\x00")[:length], MESSAGE)


def test_a_second_form_of_the_scalar_does_not_hold():
    scalar = int.from_bytes(SIGNATURE[32:], "little") + ORDER
    assert not ed25519_holds(PUBLIC, SIGNATURE[:32] + scalar.to_bytes(32, "little"), MESSAGE)


@pytest.mark.parametrize("y", [0, 1, P - 1])
def test_a_key_of_small_order_signs_nothing(y):
    public = y.to_bytes(32, "little")
    assert not ed25519_holds(public, (1).to_bytes(32, "little") + b"\x00" * 32, MESSAGE)


@pytest.mark.parametrize("public", [b"", b"\x02" * 31, P.to_bytes(32, "little"), b"\xff" * 32, b"\x02" + b"\x00" * 31])
def test_bytes_that_are_no_key_are_refused(public):
    with pytest.raises(Wrong):
        ed25519_holds(public, SIGNATURE, MESSAGE)
