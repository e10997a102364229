"""What a file is by its first bytes: name and declared type are the client's claim, nothing more."""

from __future__ import annotations

HEAD = 64
NAMES = {
    "video/mp4": "MP4 视频",
    "video/quicktime": "MOV 视频",
    "video/webm": "WebM 视频",
    "audio/mp4": "M4A 录音",
    "audio/mpeg": "MP3 录音",
    "audio/ogg": "Ogg 录音",
    "audio/wav": "WAV 录音",
    "image/jpeg": "JPEG 照片",
    "image/png": "PNG 图片",
    "application/pdf": "PDF 文件",
}


def media_type(head: bytes) -> str:
    """Media type of the accepted kinds from the first ``HEAD`` bytes, or ``""``."""
    if head[4:8] == b"ftyp":
        return _iso_brand(head[8:12])
    if head.startswith(b"\x1aE\xdf\xa3") and b"webm" in head:
        return "video/webm"
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        return "audio/wav"
    # ID3 tag, or an MPEG frame: eleven sync bits, layer not the reserved 00. JPEG (FF D8) has layer 00.
    if head[:3] == b"ID3" or (len(head) > 1 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0 and head[1] & 0x06):
        return "audio/mpeg"
    for magic, kind in (
        (b"OggS", "audio/ogg"),
        (b"\xff\xd8\xff", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"%PDF-", "application/pdf"),
    ):
        if head.startswith(magic):
            return kind
    return ""


def _iso_brand(brand: bytes) -> str:
    if brand == b"qt  ":
        return "video/quicktime"
    if brand in (b"M4A ", b"M4B "):
        return "audio/mp4"
    if brand[:3] in (b"iso", b"mp4", b"avc", b"M4V", b"3gp", b"mmp", b"das", b"MSN"):
        return "video/mp4"
    return ""
