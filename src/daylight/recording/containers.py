"""Whether a file is built as its first bytes promise: every box, chunk or page lies inside the file and its end is there.

Nothing is decoded and nothing unpacked: the walk reads headers only, at most ``MOST`` of them. A sentence is a reason for
quarantine; ``""`` is no proof that a player can play it, only that nothing is cut off and no length lies.
"""

from __future__ import annotations

import struct
from collections.abc import Callable

# A fragmented film of a day has some 90,000 boxes; whoever has more is no camera.
MOST = 500_000
# 200 million pixels: larger than the largest telephone camera, 600 MB when unpacked.
PIXELS = 200_000_000
TAIL = 2048
WINDOW = 1024 * 1024

Read = Callable[[int, int], bytes]

CUT = "文件不完整（{where}），可能在拷贝或者录制中被截断，请从设备重新导出后上传。"
LIES = "文件内部写明的长度与实际不符（{where}），请从设备重新导出后上传。"
HUGE = "图片为 {wide}×{high} 像素，超出可接受的范围，请核对是否为现场拍摄的原件。"
ODD = "文件内部结构过于零碎，不像设备录制的原件，请核对后从设备重新导出。"
NOT_SO = "文件名写明是{named}，内容却是{found}，请核对是否选错文件。"

# What an ending promises, by the family of container; a sound file inside another family is a wrong file.
FAMILIES = {
    "mp4": "iso", "m4v": "iso", "mov": "iso", "m4a": "iso", "3gp": "iso", "webm": "webm", "mp3": "mpeg", "ogg": "ogg",
    "oga": "ogg", "opus": "ogg", "wav": "wav", "jpg": "jpeg", "jpeg": "jpeg", "png": "png", "pdf": "pdf",
}  # fmt: skip
KINDS = {
    "video/mp4": "iso",
    "video/quicktime": "iso",
    "audio/mp4": "iso",
    "video/webm": "webm",
    "audio/mpeg": "mpeg",
    "audio/ogg": "ogg",
    "audio/wav": "wav",
    "image/jpeg": "jpeg",
    "image/png": "png",
    "application/pdf": "pdf",
}
WORDS = {
    "iso": "MP4 录像或录音", "webm": "WebM 录像", "mpeg": "MP3 录音", "ogg": "Ogg 录音", "wav": "WAV 录音",
    "jpeg": "JPEG 照片", "png": "PNG 图片", "pdf": "PDF 文件",
}  # fmt: skip


def doubt(kind: str, name: str, size: int, read: Read) -> str:
    """Why a file of media type ``kind``, called ``name``, is not sound; ``read(offset, count)`` gives its bytes."""
    family = KINDS.get(kind, "")
    promised = FAMILIES.get(name.rpartition(".")[2].lower(), family)
    if promised != family:
        return NOT_SO.format(named=WORDS[promised], found=WORDS.get(family, "其他文件"))
    walk = WALKS.get(family)
    try:
        return walk(size, read) if walk else ""
    except (struct.error, IndexError, ValueError):
        return CUT.format(where="文件头没有写完")


def _iso(size: int, read: Read) -> str:
    at, index, movie, data = 0, 0, False, False
    while at < size:
        head = read(at, 16)
        if len(head) < 8:
            return CUT.format(where="末尾的数据块没有写完") if any(head) else ""
        length, kind = struct.unpack(">I4s", head[:8])
        if length == 1:
            length = struct.unpack(">Q", head[8:16])[0]
        elif length == 0:
            length = size - at
        if length < 8 or not all(32 <= each < 127 or each == 0xA9 for each in kind):
            return LIES.format(where=f"第 {index + 1} 个数据块")
        if at + length > size:
            return CUT.format(where=f"第 {index + 1} 个数据块应有 {length} 字节，只有 {size - at} 字节")
        movie, data = movie or kind == b"moov", data or kind == b"mdat"
        at, index = at + length, index + 1
        if index > MOST:
            return ODD
    return "" if movie else CUT.format(where="没有录像索引，设备可能在录制中断电")


def _webm(size: int, read: Read) -> str:
    head = read(0, 4096)
    at = head.find(b"\x18\x53\x80\x67")
    if at < 0:
        return CUT.format(where="没有录像内容")
    first = head[at + 4]
    width = 9 - first.bit_length()
    value = int.from_bytes(head[at + 4 : at + 4 + width], "big") & ((1 << 7 * width) - 1)
    unknown = value == (1 << 7 * width) - 1
    if not unknown and at + 4 + width + value > size:
        return CUT.format(where=f"应有 {value} 字节，只有 {size - at - 4 - width} 字节")
    return ""


def _wav(size: int, read: Read) -> str:
    declared = struct.unpack("<I", read(4, 4))[0] + 8
    if declared > size:
        return CUT.format(where=f"文件头写明 {declared} 字节，只有 {size} 字节")
    at, index = 12, 0
    while at + 8 <= declared:
        kind, length = struct.unpack("<4sI", read(at, 8))
        if at + 8 + length > size:
            return LIES.format(where=f"第 {index + 1} 段")
        if kind == b"data":
            return ""
        at, index = at + 8 + length + length % 2, index + 1
        if index > MOST:
            return ODD
    return CUT.format(where="没有声音内容")


def _png(size: int, read: Read) -> str:
    wide, high = struct.unpack(">II", read(16, 8))
    if wide * high > PIXELS:
        return HUGE.format(wide=wide, high=high)
    at, index = 8, 0
    while at < size:
        length, kind = struct.unpack(">I4s", read(at, 8))
        if at + 12 + length > size:
            return CUT.format(where=f"第 {index + 1} 段")
        if kind == b"IEND":
            return ""
        at, index = at + 12 + length, index + 1
        if index > MOST:
            return ODD
    return CUT.format(where="没有结束标记")


def _jpeg(size: int, read: Read) -> str:
    at = 2
    for _ in range(1000):
        mark, kind = read(at, 2)
        if mark != 0xFF:
            return LIES.format(where="照片头部")
        if kind == 0xFF:
            at += 1
            continue
        length = struct.unpack(">H", read(at + 2, 2))[0]
        if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
            high, wide = struct.unpack(">HH", read(at + 5, 4))
            if wide * high > PIXELS:
                return HUGE.format(wide=wide, high=high)
        at += 2 + length
        if kind == 0xDA:
            return "" if _holds(b"\xff\xd9", at, size, read) else CUT.format(where="照片没有结束标记")
        if at >= size:
            return CUT.format(where="照片头部没有写完")
    return ODD


def _holds(mark: bytes, at: int, size: int, read: Read) -> bool:
    while at < size:
        if mark in read(at, WINDOW + len(mark)):
            return True
        at += WINDOW
    return False


def _ogg(size: int, read: Read) -> str:
    at, index = 0, 0
    while at < size:
        head = read(at, 27)
        if head[:4] != b"OggS" or len(head) < 27:
            return LIES.format(where=f"第 {index + 1} 页") if index else CUT.format(where="第一页")
        table = read(at + 27, head[26])
        length = 27 + head[26] + sum(table)
        if len(table) < head[26] or at + length > size:
            return CUT.format(where=f"第 {index + 1} 页没有写完")
        at, index = at + length, index + 1
        if index > MOST:
            return ODD
    return ""


def _pdf(size: int, read: Read) -> str:
    return "" if b"%%EOF" in read(max(size - TAIL, 0), TAIL) else CUT.format(where="没有结束标记")


WALKS: dict[str, Callable[[int, Read], str]] = {
    "iso": _iso,
    "webm": _webm,
    "wav": _wav,
    "png": _png,
    "jpeg": _jpeg,
    "ogg": _ogg,
    "pdf": _pdf,
}
