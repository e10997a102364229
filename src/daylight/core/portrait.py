"""A portrait before it is shown: JPEG or PNG, small, and without what the camera wrote into it (place, device, time)."""

from __future__ import annotations

LARGEST = 300_000
_PNG = b"\x89PNG\r\n\x1a\n"
# What a picture needs to be drawn; text, time and Exif chunks are left out.
_DRAWN = {b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"sRGB", b"cHRM", b"IDAT", b"IEND"}


class PortraitFault(ValueError):
    """No picture that may be shown; the message is a Chinese sentence."""


def cleaned(content: bytes) -> tuple[bytes, str]:
    """The picture without metadata and its media type. Raises :class:`PortraitFault`."""
    if len(content) > LARGEST:
        raise PortraitFault("照片超过 300 KB，请缩小后重新选择。")
    if content[:8] == _PNG:
        return _png(content), "image/png"
    if content[:3] == b"\xff\xd8\xff":
        return _jpeg(content), "image/jpeg"
    raise PortraitFault("照片须是 JPEG 或者 PNG，请另存后重新选择。")


def _png(content: bytes) -> bytes:
    out, at = [_PNG], 8
    while at + 12 <= len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        chunk, kind = content[at : at + 12 + length], content[at + 4 : at + 8]
        if len(chunk) != 12 + length:
            break
        if kind in _DRAWN:
            out.append(chunk)
        at += 12 + length
        if kind == b"IEND":
            return b"".join(out)
    raise PortraitFault("照片文件不完整，请重新选择。")


def _jpeg(content: bytes) -> bytes:
    """Application segments but JFIF and Adobe's colour note, and comments, go; the compressed picture stays as it is."""
    out, at = [content[:2]], 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xDA:
            end = content.rfind(b"\xff\xd9")
            if end < at:
                break
            return b"".join([*out, content[at : end + 2]])
        length = int.from_bytes(content[at + 2 : at + 4], "big")
        if length < 2 or at + 2 + length > len(content):
            break
        private = (0xE1 <= marker <= 0xEF and marker != 0xEE) or marker == 0xFE
        if not private:
            out.append(content[at : at + 2 + length])
        at += 2 + length
    raise PortraitFault("照片文件不完整，请重新选择。")
