"""亮证码: what was signed is what is read, in one spelling, in its minute, and nothing else passes."""

from __future__ import annotations

import base64
import itertools

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from daylight.base.ledger.keys import verify_ed25519
from daylight.core.identitycode import CONTEXT, CodeFault, IdentityCode, body_of, opened, sealed, slots, standing
from daylight.core.notes import verifier_key
from daylight.core.portrait import PortraitFault, cleaned

SIGNER = Ed25519PrivateKey.from_private_bytes(b"\x01" * 32)
KEY = verifier_key("demo/identity", SIGNER.public_key().public_bytes_raw())
OTHER = verifier_key(
    "demo/identity", Ed25519PrivateKey.from_private_bytes(b"\x02" * 32).public_key().public_bytes_raw()
)
CODE = IdentityCode(KEY.key_id, 1_795_000_020, 60, b"\x07" * 8, "haiyang", "演示370687001")
TEXT = sealed(CODE, SIGNER.sign)


@given(
    st.integers(0, 2**32 - 1),
    st.integers(1, 2**16 - 1),
    st.binary(min_size=8, max_size=8),
    st.text(min_size=1, max_size=40).filter(lambda t: 0 < len(t.encode("utf-8", "replace")) < 128 and t.isprintable()),
)
def test_what_is_signed_is_read(begins: int, seconds: int, batch: bytes, certificate: str) -> None:
    code = IdentityCode(KEY.key_id, begins, seconds, batch, "haiyang", certificate)
    assert opened(sealed(code, SIGNER.sign), [OTHER, KEY], verify_ed25519) == (code, KEY)


def test_a_code_fits_into_a_picture_that_a_telephone_reads() -> None:
    assert len(TEXT) < 170


@given(st.integers(0, len(TEXT) - 1), st.characters(codec="ascii", categories=("Lu", "Ll", "Nd")))
def test_no_changed_character_passes(place: int, other: str) -> None:
    if TEXT[place] == other:
        return
    with pytest.raises(CodeFault):
        opened(TEXT[:place] + other + TEXT[place + 1 :], [KEY], verify_ed25519)


@pytest.mark.parametrize(
    "text", ["", "A", "€", TEXT + "=", TEXT + "A", TEXT[:-4], TEXT.replace("A", " "), "A" * 401, "-" * 120]
)
def test_nothing_else_is_a_code(text: str) -> None:
    with pytest.raises(CodeFault):
        opened(text, [KEY], verify_ed25519)


def test_another_key_or_another_purpose_does_not_sign_codes() -> None:
    with pytest.raises(CodeFault):
        opened(TEXT, [OTHER], verify_ed25519)
    body = body_of(CODE)
    bare = base64.urlsafe_b64encode(body + SIGNER.sign(body)).rstrip(b"=").decode()
    with pytest.raises(CodeFault):
        opened(bare, [KEY], verify_ed25519)
    assert CONTEXT.endswith(b"\n")


@pytest.mark.parametrize(("after", "word"), [
    (-31, "early"), (-30, "valid"), (0, "valid"), (59, "valid"), (60, "valid"), (89, "valid"), (90, "expired"), (86400, "expired"),
])  # fmt: skip
def test_it_stands_for_its_minute(after: int, word: str) -> None:
    assert standing(CODE, CODE.begins + after, 30) == word


def test_slots_follow_without_a_gap() -> None:
    made = slots(CODE, 5)
    assert made[0] == CODE and all(one.ends == two.begins for one, two in itertools.pairwise(made))


def _jpeg(*segments: bytes) -> bytes:
    def segment(marker: int, body: bytes) -> bytes:
        return bytes([0xFF, marker]) + (len(body) + 2).to_bytes(2, "big") + body

    head = segment(0xE0, b"JFIF\x00") + segment(0xE1, b"Exif\x00\x00GPS 36.7N 121.1E") + segment(0xFE, b"phone")
    return b"\xff\xd8" + head + segment(0xDB, b"q") + segment(0xDA, b"s") + b"picture\xff\xd9" + b"".join(segments)


def test_a_portrait_loses_what_the_camera_wrote() -> None:
    clean, kind = cleaned(_jpeg(b"appended by a telephone"))
    assert kind == "image/jpeg" and b"GPS" not in clean and b"phone" not in clean and b"picture" in clean
    assert cleaned(clean)[0] == clean


@pytest.mark.parametrize(
    "content",
    [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe1\x00", _jpeg()[:40], b"\xff\xd8\xff" + b"0" * 300_001],
)
def test_what_is_no_portrait_is_refused_in_a_sentence(content: bytes) -> None:
    with pytest.raises(PortraitFault, match=r"。$"):
        cleaned(content)
