"""Small sound recordings made on the spot: obviously synthetic, but real files that hash, upload and play."""

from __future__ import annotations

import io
import math
import struct
import wave


def tone(seconds: float = 2.0, pitch: int = 440) -> bytes:
    """A mono 8 kHz WAV of a plain tone; different pitches give different bytes."""
    rate = 8000
    frames = b"".join(
        struct.pack("<h", int(9000 * math.sin(2 * math.pi * pitch * n / rate))) for n in range(int(rate * seconds))
    )
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes(frames)
    return buffer.getvalue()
