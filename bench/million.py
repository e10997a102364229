"""The public site with 1,000 and with a million published decisions; ``bench/decisions.py`` and ``questions.py`` work in its rooms."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import venv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.figures import Figure, Plain, median, say
from tests.faults.harness import ROOT, Room

FEW, MANY = 1_000, 1_000_000
SEARCHES, LISTS, ROUNDS, PUBLISHED = 200, 120, 3, 20
# The peer answers in seconds: fewer of the same words, and recall over fewer still.
THEIRS, RECALLED = 40, 12
DATASETTE = "datasette==0.65.1"


def run(home: Path, many: int = MANY) -> list[Figure | Plain]:
    """Load both rooms, then everything that is measured in them."""
    few, large = Room(home / "few"), Room(home / "large")
    for room, count in ((few, FEW), (large, many)):
        room.home.mkdir()
        room.run("daylight.config.command", "migrate")
        spent = json.loads(room.run("bench.decisions", "load", str(count)).splitlines()[-1])
        say(f"{count:,} decisions: {', '.join(f'{name} {value:.0f} s' for name, value in spent.items())}")
    return [*loaded(large, many, spent), *measured(few, large, many, home)]


def loaded(room: Room, many: int, spent: dict[str, float]) -> list[Figure | Plain]:
    size = sum(file.stat().st_size for file in room.home.glob("*.sqlite3*"))
    index = (room.home / "search.sqlite3").stat().st_size
    note = f"{size / 1024**3:.1f} GiB of tables and index, of which index {index / 1024**3:.1f} GiB; synthetic, seed = number"
    return [
        Plain(f"loading {many:,} decisions", spent["rows"] + spent["counts"], "s", note),
        Plain(f"index of {many:,} made anew", spent["index"], "s", "by the worker, in the background"),
    ]


def measured(few: Room, large: Room, many: int, home: Path) -> list[Figure | Plain]:
    """Publication in turns; then list, search and the peer's search on the large room."""
    rounds = [[_said(room, "publish", PUBLISHED) for room in (few, large)] for _ in range(ROUNDS)]
    busy, wall = ([[v for each in rounds for v in each[side][kind]] for side in (0, 1)] for kind in ("busy", "wall"))
    month = median([each[1]["month"][0] for each in rounds])
    found: list[Figure | Plain] = [
        Figure(f"publishing one decision, {many:,} on the site", f"the same with {FEW:,}", median(busy[1]), median(busy[0]),
               "ms", len(busy[1]), f"of processor; wall {median(wall[1]):.0f} against {median(wall[0]):.0f} ms"),
        Plain("bulk files and map of the current month", month / 1000, "s", "at most every ten minutes, in the background"),
    ]  # fmt: skip
    pages = _said(large, "list", LISTS)
    found.append(
        Plain(f"list page with facets, {many:,}, p95", p95(pages["wall"]), "ms",
              f"of processor {p95(pages['busy']):.0f} ms, median {median(pages['wall']):.0f} ms; {LISTS} random choices; at most 100 asked")
    )  # fmt: skip
    ours = _said(large, "search", SEARCHES)
    rows = home / "rows.db"
    large.run("bench.questions", "export", str(rows))
    theirs = peer(rows, ours["words"][:THEIRS])
    note = f"of processor {p95(ours['busy']):.0f} ms, median {median(ours['wall']):.1f} ms; at most 50 asked"
    found.append(
        Figure(f"search of 2 to 4 characters, {many:,}, p95", f"Datasette {DATASETTE[11:]}, contains", p95(ours["wall"]),
               p95(theirs["wall"]), "ms", SEARCHES, f"{note}; {THEIRS} of the words asked of the peer")
    )  # fmt: skip
    told = _recall(large, rows)
    say(f"recall: {told}")
    found.append(
        Plain("rows that LIKE finds and the search does not", told["missing"], "",
              f"{told['words']} words, {told['hits']:,} rows; {told['more']:,} more over punctuation")
    )  # fmt: skip
    return found


def p95(values: Sequence[float]) -> float:
    return sorted(values)[max(0, -(-len(values) * 95 // 100) - 1)]


def peer(rows: Path, words: list[str]) -> dict[str, list[float]]:
    """Milliseconds of Datasette for ``words``, in an environment of its own: a peer is no dependency."""
    place = Path(tempfile.gettempdir()) / f"daylight-bench-{DATASETTE}"
    python = place / "bin" / "python"
    if not python.exists():
        say(f"安装对照软件：{DATASETTE}")
        venv.create(place, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", DATASETTE], check=True)
    script = str(ROOT / "bench" / "datasette_asked.py")
    done = subprocess.run(
        [python, script, str(rows)], input=json.dumps(words), capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout.splitlines()[-1])  # type: ignore[no-any-return]


def _said(room: Room, verb: str, count: int) -> dict[str, Any]:
    return json.loads(room.run("bench.questions", verb, str(count)).splitlines()[-1])  # type: ignore[no-any-return]


def _recall(room: Room, rows: Path) -> dict[str, int]:
    return json.loads(room.run("bench.questions", "recall", str(rows), str(RECALLED)).splitlines()[-1])  # type: ignore[no-any-return]


if __name__ == "__main__":
    # Two rooms that are loaded already: measure again without the hour of loading.
    for each in measured(Room(Path(sys.argv[1])), Room(Path(sys.argv[2])), int(sys.argv[3]), Path(sys.argv[4])):
        print(each)
