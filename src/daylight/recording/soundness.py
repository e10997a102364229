"""What a waiting file is and whether it may become an original: first bytes, container, the scanner's word."""

from __future__ import annotations

from pathlib import Path

from daylight.recording import containers
from daylight.recording.scanning import INFECTED, Verdict
from daylight.recording.sniff import HEAD, media_type

UNKNOWN = "application/octet-stream"


def look(path: Path, name: str) -> tuple[str, str]:
    """Media type and why the file is not sound; ``name`` is what its owner calls it."""
    size = path.stat().st_size
    with path.open("rb") as stream:

        def read(offset: int, count: int) -> bytes:
            stream.seek(offset)
            return stream.read(count)

        kind = media_type(read(0, HEAD))
        if not kind:
            return UNKNOWN, "文件内容不是可识别的录像、录音、照片或 PDF，请核对后重新上传。"
        return kind, containers.doubt(kind, name, size, read)


def found(said: Verdict) -> str:
    """The reason for quarantine when the scanner found something."""
    if said.verdict != INFECTED:
        return ""
    return f"扫描发现恶意代码（{said.words}），请勿在其他电脑打开，并告知系统管理员。"
