"""Small films whose container is sound: what follows ``HEAD`` is the picture data, of any length."""

from __future__ import annotations

import io
import struct

import av


def box(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", 8 + len(body)) + kind + body


FTYP = box(b"ftyp", b"isom\x00\x00\x02\x00isomiso2avc1mp41")
# One movie header of no length; the picture data runs to the end of the file (its own length is 0).
MOOV = box(b"moov", box(b"mvhd", bytes(12) + struct.pack(">II", 1000, 0) + bytes(80)))
HEAD = FTYP + MOOV + struct.pack(">I", 0) + b"mdat"


def decodable(kind: str = "mp4", codec: str = "mpeg4", sound: str = "", seconds: int = 2) -> bytes:
    """A true film of a moving bar, ten pictures a second, 64 by 48; ``sound``: codec of a silent track beside it."""
    target = io.BytesIO()
    with av.open(target, "w", format=kind) as film:
        out = film.add_stream(codec, rate=10)
        out.width, out.height, out.pix_fmt = 64, 48, "yuv420p"
        quiet = film.add_stream(sound, rate=48000) if sound else None
        for number in range(10 * seconds):
            frame = av.VideoFrame(64, 48, "yuv420p")
            for plane, shade in zip(frame.planes, (number * 12 % 255, 128, 128), strict=True):
                plane.update(bytes([shade]) * plane.buffer_size)
            frame.pts = number
            film.mux(out.encode(frame))
        film.mux(out.encode(None))
        if quiet is not None:
            silence = av.AudioFrame(format="s16", layout="stereo", samples=48000 * seconds)
            silence.planes[0].update(bytes(silence.planes[0].buffer_size))
            silence.sample_rate = 48000
            resampler = av.AudioResampler(format=quiet.format, layout="stereo", rate=48000, frame_size=quiet.frame_size)
            for piece in (*resampler.resample(silence), *resampler.resample(None)):
                film.mux(quiet.encode(piece))
            film.mux(quiet.encode(None))
    return target.getvalue()
