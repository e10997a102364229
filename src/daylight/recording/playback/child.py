"""``python -m daylight.recording.playback.child LOOK|COPY SOURCE TYPE FOLDER SECONDS``: decode one foreign file, apart from everything else.

Limits are set before anything is read. The file is given as an open stream with its format named, so no address inside it
is ever followed. LOOK measures and makes thumbnails; COPY makes a film or sound every browser plays. The answer is
``FOLDER/look.json`` or ``FOLDER/copy.json``, written last and moved into place.
"""

from __future__ import annotations

import importlib
import json
import os
import resource
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

FORMATS = {
    "video/mp4": "mov", "video/quicktime": "mov", "audio/mp4": "mov", "video/webm": "matroska", "audio/mpeg": "mp3",
    "audio/ogg": "ogg", "audio/wav": "wav", "image/jpeg": "jpeg_pipe", "image/png": "png_pipe",
}  # fmt: skip
# What a browser of the last years plays from these containers.
PLAYED_VIDEO = {"h264", "vp8", "vp9", "av1"}
PLAYED_AUDIO = {"aac", "mp3", "opus", "vorbis", "pcm_s16le", "pcm_u8", "flac"}
MEMORY = 3 * 1024**3
OUTPUT = 4 * 1024**3
THUMBNAILS = 4
WIDE = 320
HIGH = 720
BITS = 900_000
SOUND_RATE = 48_000


def confine(seconds: int) -> None:
    """CPU time, memory and file size of this process; the lowest priority."""
    for kind, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, OUTPUT),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))
    os.nice(15)


def look(av: Any, stream: Any, kind: str, folder: Path) -> dict[str, Any]:
    """Length, size, codecs, and up to four thumbnails spread over the film."""
    with av.open(stream, format=FORMATS[kind]) as film:
        video = next(iter(film.streams.video), None)
        audio = next(iter(film.streams.audio), None)
        told: dict[str, Any] = {
            "duration_ms": None if kind.startswith("image/") else _milliseconds(film, video or audio),
            "wide": video.codec_context.width if video else None,
            "high": video.codec_context.height if video else None,
            "video": video.codec_context.name if video else "",
            "audio": audio.codec_context.name if audio else "",
        }
        told["thumbnails"] = _thumbnails(av, film, video, told["duration_ms"], folder) if video else 0
    plays = (not told["video"] or told["video"] in PLAYED_VIDEO) and (
        not told["audio"] or told["audio"] in PLAYED_AUDIO
    )
    told["copy_wanted"] = not kind.startswith("image/") and not plays
    return told


def _milliseconds(film: Any, stream: Any) -> int | None:
    if film.duration is not None:
        return int(film.duration // 1000)
    if stream is not None and stream.duration is not None:
        return int(stream.duration * stream.time_base * 1000)
    # A recorder that was cut writes no length: count the packets.
    last = 0
    for packet in film.demux(stream):
        if packet.pts is not None:
            last = max(last, int((packet.pts + (packet.duration or 0)) * packet.time_base * 1000))
    film.seek(0)
    return last or None


def _thumbnails(av: Any, film: Any, video: Any, duration_ms: int | None, folder: Path) -> int:
    made = 0
    places = [0] if not duration_ms else [duration_ms * (2 * n + 1) // (2 * THUMBNAILS) for n in range(THUMBNAILS)]
    for at in places:
        if duration_ms:
            film.seek(at * 1000)
        try:
            frame = next(film.decode(video))
        except (StopIteration, av.FFmpegError):
            continue
        wide = min(WIDE, frame.width)
        high = max(2, frame.height * wide // frame.width // 2 * 2)
        small = frame.reformat(width=max(2, wide // 2 * 2), height=high, format="yuvj420p")
        small.pts = None
        painter = av.CodecContext.create("mjpeg", "w")
        painter.width, painter.height, painter.pix_fmt = small.width, small.height, "yuvj420p"
        painter.time_base = Fraction(1, 25)
        packets = [*painter.encode(small), *painter.encode(None)]
        (folder / f"thumb-{made}.jpg").write_bytes(b"".join(bytes(each) for each in packets))
        made += 1
    return made


def copy(av: Any, stream: Any, kind: str, folder: Path) -> dict[str, Any]:
    """A WebM of VP8 and Opus, at most 720 lines high: codecs free of any licence fee."""
    target = folder / "copy.part"
    with av.open(stream, format=FORMATS[kind]) as film, av.open(str(target), "w", format="webm") as made:
        video = next(iter(film.streams.video), None)
        audio = next(iter(film.streams.audio), None)
        outs: dict[Any, Any] = {}
        if video is not None:
            rate = video.average_rate or 25
            out = made.add_stream("libvpx", rate=min(rate, 30), options={"deadline": "realtime", "cpu-used": "8"})
            high = min(HIGH, video.codec_context.height) // 2 * 2
            out.width = max(2, video.codec_context.width * high // video.codec_context.height // 2 * 2)
            out.height, out.pix_fmt, out.bit_rate = max(2, high), "yuv420p", BITS
            outs[video] = out
        if audio is not None:
            outs[audio] = made.add_stream("libopus", rate=SOUND_RATE)
        resampler = av.AudioResampler(format="s16", layout="stereo", rate=SOUND_RATE)
        for frame in film.decode(*outs):
            if isinstance(frame, av.VideoFrame):
                pictures = frame.reformat(width=outs[video].width, height=outs[video].height, format="yuv420p")
                made.mux(outs[video].encode(pictures))
            else:
                for sound in resampler.resample(frame):
                    made.mux(outs[audio].encode(sound))
        if audio is not None:
            for sound in resampler.resample(None):
                made.mux(outs[audio].encode(sound))
        for out in outs.values():
            made.mux(out.encode(None))
    target.rename(folder / "copy.webm")
    return {"type": "video/webm" if video is not None else "audio/webm", "size": (folder / "copy.webm").stat().st_size}


def main(arguments: list[str]) -> int:
    """0: the answer is written · 3: no decoder is installed · 4: the file cannot be decoded."""
    work, source, kind, where, seconds = arguments
    confine(int(seconds))
    try:
        # After the limits, and here alone: nothing foreign is decoded in the platform's own processes.
        av = importlib.import_module("av")
    except ImportError:
        return 3
    folder = Path(where)
    try:
        with Path(source).open("rb") as stream:
            told = (look if work == "LOOK" else copy)(av, stream, kind, folder)
    except (av.FFmpegError, ValueError, MemoryError, OSError, OverflowError, ZeroDivisionError) as error:
        print(f"{type(error).__name__}: {error}"[:300], file=sys.stderr)
        return 4
    answer = folder / f"{work.lower()}.json.part"
    answer.write_text(json.dumps(told))
    answer.rename(folder / f"{work.lower()}.json")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
