"""Malware scan by ClamAV when it is there: a running clamd by its socket, else the program ``clamscan``.

ClamAV stops at its size limits and still says OK, so what is larger than the limit is never handed over and counts as not
scanned, and so does an answer that a limit was exceeded. Never is "unscanned" shown as safe.
"""

from __future__ import annotations

import logging
import shutil
import socket
import subprocess
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings

log = logging.getLogger("daylight.recording")

CLEAN, INFECTED, UNSCANNED = "clean", "infected", "unscanned"
PIECE = 1024 * 1024
SECONDS = 60
LIMITS = ("Limits.Exceeded", "size limit exceeded", "Heuristics.Limits")
FOUND = 1


@dataclass(frozen=True, slots=True)
class Verdict:
    """``engine``: name, version and date of the signatures as ClamAV says them. ``scanned``: bytes handed over.

    ``words``: why it was not scanned, or what was found.
    """

    verdict: str
    engine: str = ""
    scanned: int = 0
    words: str = ""

    def as_data(self) -> dict[str, object]:
        return asdict(self)


def available() -> bool:
    """Whether there is a scanner at all; a scan takes time that a claim has to allow for."""
    return bool(settings.CLAMD_SOCKET and Path(settings.CLAMD_SOCKET).exists()) or shutil.which("clamscan") is not None


def scan(path: Path) -> Verdict:
    """Scan one waiting file. Never raises: a scanner that fails leaves the file unscanned, and says so."""
    size, most = path.stat().st_size, settings.SCAN_BYTES
    if size > most:
        return Verdict(UNSCANNED, words=f"文件超过扫描上限 {most // 1024**2} MB")
    try:
        if settings.CLAMD_SOCKET and Path(settings.CLAMD_SOCKET).exists():
            return _by_daemon(path, size, settings.CLAMD_SOCKET)
        if program := shutil.which("clamscan"):
            return _by_program(path, size, most, program)
    except (OSError, subprocess.SubprocessError) as error:
        log.warning("scan of %s failed: %s", path.name, error)
        return Verdict(UNSCANNED, words="扫描程序没有完成")
    return Verdict(UNSCANNED, words="服务器没有安装 ClamAV")


def _by_daemon(path: Path, size: int, address: str) -> Verdict:
    engine = _ask(address, b"zVERSION\0")
    with _line(address) as line, path.open("rb") as stream:
        line.sendall(b"zINSTREAM\0")
        try:
            while piece := stream.read(PIECE):
                line.sendall(len(piece).to_bytes(4, "big") + piece)
            line.sendall(bytes(4))
        except (BrokenPipeError, ConnectionResetError):
            # clamd closes the line at its own limit, its answer waits to be read.
            log.info("clamd took no more of %s", path.name)
        answer = _all(line)
    return judged(answer.removeprefix("stream: "), engine, size)


def _by_program(path: Path, size: int, most: int, program: str) -> Verdict:
    limits = [f"--max-filesize={most}", f"--max-scansize={4 * most}", "--alert-exceeds-max=yes", "--no-summary"]
    done = subprocess.run([program, *limits, str(path)], capture_output=True, text=True, timeout=SECONDS, check=False)
    told = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=SECONDS, check=False)
    line = done.stdout.strip().rpartition(": ")[2] if done.returncode in (0, FOUND) else "ERROR"
    return judged(line, told.stdout.strip(), size)


def judged(answer: str, engine: str, size: int) -> Verdict:
    """What ClamAV's line means."""
    engine = engine[:80]
    if any(each in answer for each in LIMITS):
        return Verdict(UNSCANNED, engine, words="扫描程序达到了自己的上限")
    if answer.endswith("FOUND"):
        return Verdict(INFECTED, engine, size, answer.removesuffix("FOUND").strip()[:120])
    if answer.endswith("OK"):
        return Verdict(CLEAN, engine, size)
    return Verdict(UNSCANNED, engine, words="扫描程序没有给出结论")


def _ask(address: str, command: bytes) -> str:
    with _line(address) as line:
        line.sendall(command)
        return _all(line)


def _line(address: str) -> socket.socket:
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    line.settimeout(SECONDS)
    try:
        line.connect(address)
    except OSError:
        line.close()
        raise
    return line


def _all(line: socket.socket) -> str:
    found = b""
    while piece := line.recv(4096):
        found += piece
    return found.rstrip(b"\0").decode("utf-8", "replace").strip()
