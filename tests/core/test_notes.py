"""Signed notes and checkpoints: the text forms of C2SP, kept and refused."""

import base64

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from daylight.core import notes
from daylight.core.notes import NoteFault

PRIVATE = Ed25519PrivateKey.from_private_bytes(b"\x07" * 32)
KEY = notes.verifier_key("log.example/haiyang", PRIVATE.public_key().public_bytes_raw())
ROOT = bytes(range(32))


def verify(public_key, signature, message):
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def signed(text=None):
    return notes.sign_note(text or notes.checkpoint_text("log.example/haiyang", 12, ROOT), KEY, PRIVATE.sign)


@pytest.mark.parametrize(
    "published",
    [
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop",
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "TEST+7997405c+AQcC+FTVKf0jlTdHDY3rbevmnKxxPjigCXlVtGe6RIr6",
    ],
)
def test_keys_of_other_implementations_read_and_write_back(published):
    assert str(notes.parse_verifier_key(published)) == published


def test_checkpoint_to_the_byte():
    signature = base64.b64encode(KEY.key_id + PRIVATE.sign(signed().split("\n\n")[0].encode() + b"\n")).decode()
    assert signed() == (
        f"log.example/haiyang\n12\n{base64.b64encode(ROOT).decode()}\n\n\u2014 log.example/haiyang {signature}\n"
    )


def test_a_signed_checkpoint_reads_back():
    head = notes.parse_checkpoint(notes.verify_note(signed(), KEY, verify))
    assert (head.origin, head.size, head.root, head.extensions) == ("log.example/haiyang", 12, ROOT, ())


def test_other_signatures_are_passed_over():
    other = Ed25519PrivateKey.from_private_bytes(b"\x08" * 32)
    witness = notes.verifier_key("witness.example", other.public_key().public_bytes_raw())
    line = notes.sign_note(notes.parse_note(signed()).text, witness, other.sign).split("\n\n")[1]
    assert notes.verify_note(signed() + line, KEY, verify) == notes.verify_note(signed(), KEY, verify)
    assert notes.verify_note(signed() + line, witness, verify)


def test_every_flipped_bit_is_found():
    raw = signed().encode()
    for position in range(len(raw)):
        for bit in (0x01, 0x20):
            spoiled = raw[:position] + bytes([raw[position] ^ bit]) + raw[position + 1 :]
            with pytest.raises((NoteFault, UnicodeDecodeError)):
                notes.verify_note(spoiled.decode(), KEY, verify)


@given(st.text(max_size=200))
def test_any_text_is_refused_calmly(text):
    with pytest.raises(NoteFault):
        notes.verify_note(text, KEY, verify)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "origin\n",
        "origin\n1\n",
        "origin\n01\n" + base64.b64encode(ROOT).decode() + "\n",
        "origin\n-1\n" + base64.b64encode(ROOT).decode() + "\n",
        "origin\n1\n" + base64.b64encode(ROOT[:31]).decode() + "\n",
        "origin\n1\nnot base64\n",
        "\n1\n" + base64.b64encode(ROOT).decode() + "\n",
        "origin\n1\n" + base64.b64encode(ROOT).decode(),
        "origin\n1\n" + base64.b64encode(ROOT).decode() + "\n\n",
        "origin\n\u0661\n" + base64.b64encode(ROOT).decode() + "\n",
    ],
)
def test_malformed_checkpoints_are_refused(text):
    with pytest.raises(NoteFault):
        notes.parse_checkpoint(text)


def test_extension_lines_are_kept():
    head = notes.parse_checkpoint(notes.checkpoint_text("origin", 0, ROOT) + "more\n")
    assert (head.size, head.extensions) == (0, ("more",))


@pytest.mark.parametrize(
    "text",
    [
        "name",
        "name+00000000",
        str(KEY).replace("+", " ", 1),
        str(KEY)[:-4],
        str(KEY).replace(KEY.key_id.hex(), "00000000"),
        "name+00000000+" + base64.b64encode(b"\x04" + b"\x00" * 32).decode(),
    ],
)
def test_malformed_verifier_keys_are_refused(text):
    with pytest.raises(NoteFault):
        notes.parse_verifier_key(text)


@pytest.mark.parametrize("name", ["", "two words", "a+b", "tab\t"])
def test_names_that_break_the_line_are_refused(name):
    with pytest.raises(NoteFault):
        notes.verifier_key(name, b"\x00" * 32)


@pytest.mark.parametrize("text", ["no newline", "bell\x07\n"])
def test_texts_that_cannot_be_signed(text):
    with pytest.raises(NoteFault):
        signed(text)


@pytest.mark.parametrize(("origin", "size", "root"), [("", 1, ROOT), ("a\nb", 1, ROOT), ("a", -1, ROOT), ("a", 1, b"")])
def test_heads_that_cannot_be_written(origin, size, root):
    with pytest.raises(NoteFault):
        notes.checkpoint_text(origin, size, root)
