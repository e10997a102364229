"""``python -m bench``: every comparison in one run, then ``docs/performance.md``. ``--only`` runs a part and writes
nothing, with ``--renew`` the plain figures of that part."""

from __future__ import annotations

import argparse
import json
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from bench import crowd, loads, machine, masking_figures, million, pages, report, uploads
from bench.figures import Figure, Plain, say
from tests.faults.harness import ROOT, Room

PARTS = (
    "acts", "papers", "pages", "uploads", "loads", "queues", "orders", "majors", "catalogue", "masking", "million",
)  # fmt: skip
STAGED = frozenset({"acts", "papers", "pages", "uploads"})
NEEDED = {
    "papers": {"soffice": "libreoffice-writer-nogui"},
    "pages": {"wrk": "wrk", "/usr/sbin/nginx": "nginx"},
}
ISSUES = 23
STEPS = 100_000
# Half an hour on two quiet cores is the whole; this is a few minutes, and its figures say nothing.
QUICK = {"megabytes": 32, "cases": 2_000, "documents": 200, "decisions": 20_000, "steps": 1_000,
         "tries": 300, "judged": 5_000}  # fmt: skip
MAJORS, JUDGED = 20_000, 100_000
CASES = ("fill", "published", "investigate", *["approve"] * ISSUES)
PAGE = ROOT / "docs" / "performance.md"


def _install(parts: Sequence[str]) -> None:
    """The peers, from Debian, when they are missing."""
    missing = [
        package for part in parts for program, package in NEEDED.get(part, {}).items() if shutil.which(program) is None
    ]
    if missing:
        say(f"安装对照软件：{'、'.join(missing)}")
        subprocess.run(["bash", "-c", '. scripts/say.sh; install "$@"', "bench", *missing], cwd=ROOT, check=True)


def _acts(room: Room) -> list[Figure | Plain]:
    found: list[Figure | Plain] = []
    for name, each in json.loads(room.run("bench.acts").splitlines()[-1]).items():
        counts = f"{each['writes']} writes, {each['reads']} reads, {each['processor']:.1f} ms of processor"
        found.append(
            Figure(f"`{name}`", "its own INSERT and UPDATE", each["act"], each["bare"], "ms", each["runs"], counts)
        )
        if each["drawing"]:
            rest = each["act"] - each["drawing"]
            note = f"drawing {each['drawing']:.1f} ms"
            found.append(
                Figure(
                    f"`{name}` less drawing", "its own INSERT and UPDATE", rest, each["bare"], "ms", each["runs"], note
                )
            )
        say(f"{name}: {each}")
    return found


def _papers(room: Room) -> list[Figure | Plain]:
    each = json.loads(room.run("bench.papers").splitlines()[-1])
    say(f"papers: {each}")
    sizes = f"{each['bytes']:,} bytes PDF/A against {each['their_bytes']:,}"
    runs = f"{each['office_runs']} runs of LibreOffice"
    return [
        Figure("decision as PDF (typst, warm)", "LibreOffice, one file", each["ours"], each["single"], "s", each["runs"], f"{sizes}; {runs}"),
        Figure("decision as PDF (typst, warm)", f"LibreOffice, {each['files']} files at once, per file",
               each["ours"], each["batch"], "s", each["runs"], runs),
    ]  # fmt: skip


def _orders(room: Room, steps: int) -> list[Plain]:
    """Illegal orders; the run ends with a failure when one was let through or a lawful one refused."""
    said = room.run("bench.orders", "--steps", str(steps))
    say(said.strip().splitlines()[0])
    tries, seconds = re.search(r"([\d,]+) tries in (\d+) s", said).groups()  # type: ignore[union-attr]
    illegal, needless = re.search(r"illegal decisions (\d+), needless refusals (\d+)", said).groups()  # type: ignore[union-attr]
    return [
        Plain("illegal decisions in random orders", float(illegal), "", f"{tries} tries in {seconds} s, 0 demanded"),
        Plain("lawful steps refused in them", float(needless), "", "against an independent model of the law"),
    ]


def _majors(room: Room, tries: int) -> list[Plain]:
    """Calls that try to issue a major decision without its pass; the run fails when one got through."""
    said = room.run("bench.majors", str(tries))
    made, seconds = re.search(r"([\d,]+) tries in (\d+) s", said).groups()  # type: ignore[union-attr]
    issued, major = re.search(r"issued ([\d,]+), major ([\d,]+)", said).groups()  # type: ignore[union-attr]
    note = f"{made} calls over the interface in {seconds} s, 0 demanded; {issued} seen issued, {major} of them major"
    return [Plain("major decisions issued without a pass on their hash", 0.0, "", note)]


def _catalogue(room: Room, many: int) -> list[Plain]:
    """100,000 cases against 200 rows of a catalogue."""
    said = json.loads(room.run("bench.catalogue", str(many)).splitlines()[-1])
    say(f"catalogue: {said}")
    note = f"{said['major']:,} major, {said['answers']:,} reasons said; {said['processes']} processes"
    return [Plain(f"{said['cases']:,} cases against {said['rows']} rows of a catalogue", said["seconds"], "s", note)]


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench", description="speed as ratios in one run")
    parser.add_argument("--only", choices=PARTS, action="append")
    parser.add_argument("--megabytes", type=int, default=1024, help="size of the upload")
    parser.add_argument("--cases", type=int, default=crowd.MANY, help="cases in the large room")
    parser.add_argument("--documents", type=int, default=masking_figures.DOCUMENTS, help="documents to mask")
    parser.add_argument("--renew", action="store_true", help="with --only: write the plain figures of these parts")
    parser.add_argument("--tries", type=int, default=MAJORS, help="calls that try to get round a review")
    parser.add_argument("--judged", type=int, default=JUDGED, help="cases judged by a catalogue")
    parser.add_argument("--decisions", type=int, default=million.MANY, help="published decisions of the large site")
    parser.add_argument("--steps", type=int, default=STEPS, help="steps tried out of order")
    parser.add_argument("--quick", action="store_true", help="every part, small: does the bench itself still work?")
    given = parser.parse_args()
    if given.quick:
        vars(given).update(QUICK)
    parts = given.only or PARTS
    # So that servers are stopped and files removed when the run is stopped from outside.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    _install(parts)
    home = Path(tempfile.mkdtemp(prefix="daylight-bench-"))
    place = machine.describe(home)
    try:
        room = Room(home / "room")
        room.home.mkdir()
        figures: list[Figure | Plain] = []
        if STAGED & set(parts):
            say("准备案件")
            staged = room.stage(*CASES)
            _, published, filmed, *_ = staged["cases"]
        if "acts" in parts:
            figures += _acts(room)
        if "papers" in parts:
            figures += _papers(room)
        if "pages" in parts:
            figures += pages.run(room, Path(staged["public"]), published["publication"])
        if "uploads" in parts:
            figures += uploads.run(room, filmed["case"], given.megabytes * 1024**2)
        if "loads" in parts:
            (home / "demo").mkdir()
            figures += loads.run(home / "demo")
        if "queues" in parts:
            # A folder for each: both parts call their rooms by the same names.
            (home / "queues").mkdir()
            figures += crowd.run(home / "queues", given.cases)
        if "million" in parts:
            (home / "million").mkdir()
            figures += million.run(home / "million", given.decisions)
        if "orders" in parts:
            figures += _orders(room, given.steps)
        if "majors" in parts:
            (home / "majors").mkdir()
            figures += _majors(Room(home / "majors"), given.tries)
        if "catalogue" in parts:
            figures += _catalogue(room, given.judged)
        if "masking" in parts:
            masked = Room(home / "masked")
            masked.home.mkdir()
            masked.stage()
            figures += masking_figures.run(masked, given.documents)
        today = datetime.now().astimezone().date().isoformat()
        page = report.text(place, figures, today, "make bench")
    finally:
        shutil.rmtree(home, ignore_errors=True)
    print(page)
    if given.only and given.renew:
        PAGE.write_text(report.renewed(PAGE.read_text(), figures, today))
    if (
        not given.only
        and given.megabytes == 1024
        and given.cases == crowd.MANY
        and given.documents == masking_figures.DOCUMENTS
        and given.decisions == million.MANY
        and given.steps == STEPS
        and given.tries == MAJORS
        and given.judged == JUDGED
    ):
        PAGE.write_text(page)
    return 0


if __name__ == "__main__":
    sys.exit(main())
