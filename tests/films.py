"""Small films whose container is sound: what follows ``HEAD`` is the picture data, of any length."""

from __future__ import annotations

import struct


def box(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", 8 + len(body)) + kind + body


FTYP = box(b"ftyp", b"isom\x00\x00\x02\x00isomiso2avc1mp41")
# One movie header of no length; the picture data runs to the end of the file (its own length is 0).
MOOV = box(b"moov", box(b"mvhd", bytes(12) + struct.pack(">II", 1000, 0) + bytes(80)))
HEAD = FTYP + MOOV + struct.pack(">I", 0) + b"mdat"
