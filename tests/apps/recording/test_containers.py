"""Containers that are whole, cut, or lie about their lengths; cameras' files, not a decoder's."""

from __future__ import annotations

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daylight.recording.containers import KINDS, doubt
from daylight.recording.sniff import HEAD as HEAD_BYTES
from daylight.recording.sniff import media_type
from tests.films import FTYP, HEAD, MOOV, box


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(wide: int = 3, high: int = 2) -> bytes:
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)) + chunk(b"IEND", b"")
    )


def jpeg(wide: int = 3, high: int = 2, scan: bytes = b"picture\xff\xd9") -> bytes:
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, high, wide, 1) + b"\x01\x11\x00"
    return (
        b"\xff\xd8\xff\xe0" + struct.pack(">H", 4) + b"JF" + frame + b"\xff\xda" + struct.pack(">H", 4) + b"sc" + scan
    )


def wav(declared: int | None = None, data: int = 100) -> bytes:
    body = b"WAVEfmt " + struct.pack("<I", 16) + bytes(16) + b"data" + struct.pack("<I", data) + bytes(100)
    return b"RIFF" + struct.pack("<I", len(body) if declared is None else declared) + body


def ogg(pages: int = 3) -> bytes:
    return (b"OggS" + bytes(22) + b"\x02\x05\x05" + b"0123456789") * pages


def webm(length: bytes = b"\x84") -> bytes:
    return b"\x1aE\xdf\xa3\x88webmwebm" + b"\x18\x53\x80\x67" + length + b"data"


MP4 = FTYP + MOOV + box(b"mdat", bytes(500))
SOUND = [
    ("a.mp4", HEAD + b"x" * 100),
    ("a.mp4", MP4),
    ("a.MOV", FTYP + box(b"mdat", b"1") + MOOV),
    ("a.mp4", FTYP + struct.pack(">I4sQ", 1, b"mdat", 20) + b"1234" + MOOV),
    ("a.mp4", MP4 + bytes(5)),
    ("a.png", png()),
    ("a.jpg", jpeg()),
    ("a.jpeg", jpeg(scan=b"x" * 2_000_000 + b"\xff\xd9trailer of a telephone")),
    ("a.wav", wav()),
    ("a.ogg", ogg()),
    ("a.webm", webm()),
    ("a.webm", webm(b"\x01\xff\xff\xff\xff\xff\xff\xff")),
    ("a.pdf", b"%PDF-1.7\n1 0 obj\n%%EOF\n"),
    ("无后缀", png()),
    ("a.bin", png()),
]


def judged(name: str, body: bytes) -> str:
    return doubt(media_type(body[:HEAD_BYTES]), name, len(body), lambda at, count: body[at : at + count])


@pytest.mark.parametrize(("name", "body"), SOUND)
def test_what_a_device_writes_is_sound(name: str, body: bytes) -> None:
    assert judged(name, body) == ""


@pytest.mark.parametrize(
    ("name", "body", "words"),
    [
        ("a.mp4", MP4[:-1], "截断"),
        ("a.mp4", FTYP + box(b"mdat", b"1"), "断电"),
        ("a.mp4", FTYP + b"\x00\x00\x00\x04moov", "不符"),
        ("a.mp4", FTYP + MOOV + b"\x00\x00\x00\x20\x01\x02\x03\x04" + bytes(24), "不符"),
        ("a.mp4", FTYP + MOOV + struct.pack(">I4sQ", 1, b"mdat", 1 << 60), "截断"),
        ("a.png", png()[:-3], "截断"),
        ("a.png", png()[:-12], "结束标记"),
        ("a.png", png(60_000, 60_000), "像素"),
        ("a.jpg", jpeg(60_000, 60_000), "像素"),
        ("a.jpg", jpeg(scan=b"half a picture"), "截断"),
        ("a.jpg", b"\xff\xd8\xff\xe0\xff\xff", "截断"),
        ("a.wav", wav(declared=10_000), "截断"),
        ("a.wav", wav(data=5_000), "不符"),
        ("a.ogg", ogg()[:-1], "截断"),
        ("a.webm", webm(b"\x90"), "截断"),
        ("a.pdf", b"%PDF-1.7\n1 0 obj\n", "截断"),
        ("a.mp4", png(), "文件名写明"),
        ("合同.pdf", MP4, "文件名写明"),
    ],
)
def test_what_is_cut_or_lies_is_told(name: str, body: bytes, words: str) -> None:
    assert words in judged(name, body)


@given(st.sampled_from(sorted(KINDS)), st.binary(max_size=400))
def test_hostile_bytes_end_in_a_sentence_or_nothing(kind: str, body: bytes) -> None:
    assert isinstance(doubt(kind, "a", len(body), lambda at, count: body[at : at + count]), str)


@given(st.sampled_from([each for each in SOUND if each[0].startswith("a.")]), st.data())
def test_every_cut_of_a_sound_file_is_harmless_or_told(sound: tuple[str, bytes], data: st.DataObject) -> None:
    name, body = sound
    cut = body[: data.draw(st.integers(min_value=min(12, len(body)), max_value=len(body)))]
    assert isinstance(judged(name, cut), str)
