"""``python -m bench.catalogue N``: N cases judged by a catalogue of 200 rows, every reason said; prints one line of JSON.

The rows are those of the published catalogues, repeated with lines, kinds and scopes of their own; the cases are drawn by a
fixed seed. Compiling the catalogue and starting the processes is part of the time.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal
from typing import Any

from daylight.core.casemeasure import LEVELS, CaseMeasure
from daylight.core.catalogue import Catalogue
from daylight.core.listkinds import KINDS
from daylight.core.listvalues import typed

MANY, ROWS, PIECE = 100_000, 200, 2_500
CATEGORIES = ("行政处罚", "行政处罚", "行政处罚", "行政许可", "行政强制", "行政征收")
NAMES = (
    "罚款", "没收违法所得", "没收非法占用土地上新建的建筑物和其他设施", "限期拆除非法占用土地上新建的建筑物和其他设施", "警告",
    "吊销许可证件", "责令停产停业", "责令退还非法占用的土地",
)  # fmt: skip
WORDS = ("重大公共利益", "疑难复杂", "多个法律关系", "偏离裁量基准", "重大社会影响或者社会风险")
LAND = ("耕地", "永久基本农田", "林地", "草地", "农村道路")


def rows() -> list[dict[str, Any]]:
    """200 rows: amounts by party, areas, land classes, hearings, circumstances, scopes by item, field and level."""
    dice = random.Random(58)
    made = []
    for number in range(ROWS):
        said: dict[str, Any] = {"category": dice.choice((*CATEGORIES, "全部类别")), "item": f"情形{number}"}
        kind = number % 8
        if kind in (0, 1):
            said |= {"penalty_kinds": [("罚款", "没收")[kind]], "boundary": dice.choice(("含", "不含"))}
            said |= {"threshold_person_yuan": str(dice.randrange(1, 50) * 1000)}
            said |= {"threshold_org_yuan": str(dice.randrange(1, 50) * 10000)}
        elif kind == 2:
            said |= {"land_classes": [dice.choice(LAND)], "threshold_area_m2": str(dice.randrange(1, 60) * 333)}
        elif kind == 3:
            said |= {"hearing": True, "fields": [dice.choice(("土地", "矿产", "规划", "测绘"))]}
        elif kind == 4:
            said |= {"circumstances": dice.sample(WORDS, 2)}
        elif kind == 5:
            said |= {"item_codes": [f"CF-{dice.randrange(40):02d}"]}
        elif kind == 7:
            said |= {"revocation": True}
        elif kind == 6:
            said |= {"penalty_kinds": [dice.choice(NAMES)[:2]], "levels": [dice.choice(LEVELS)]}
        made.append(typed(KINDS["review-catalog"], said) | {"code": f"SH-{number}"})
    return made


def measures(first: int, count: int) -> Iterator[CaseMeasure]:
    dice = random.Random(first)
    for _ in range(count):
        kinds = frozenset(dice.sample(NAMES, dice.randint(1, 3)))
        confirmed = frozenset(dice.sample(WORDS, dice.choice((0, 0, 0, 1))))
        yield CaseMeasure(
            category=dice.choice(CATEGORIES),
            item_code=f"CF-{dice.randrange(40):02d}",
            field=dice.choice(("土地", "矿产", "规划", "测绘")),
            level=dice.choice(LEVELS),
            organisation=dice.random() < 0.6,
            fine_yuan=Decimal(dice.randrange(0, 400_000)) if "罚款" in kinds else None,
            confiscated_yuan=Decimal(dice.randrange(0, 90_000)) if dice.random() < 0.2 else None,
            area_m2=Decimal(dice.randrange(10, 20_000)),
            land={dice.choice(LAND): Decimal(dice.randrange(10, 20_000))},
            penalty_kinds=kinds,
            heard=dice.random() < 0.1,
            circumstances=confirmed,
            denied=frozenset(WORDS) - confirmed,
            judging=True,
        )


def judged(piece: tuple[int, int]) -> tuple[int, int]:
    """(major, reasons said) of one piece of the cases."""
    book, major, answers = Catalogue(rows()), 0, 0
    for case in measures(*piece):
        hits = book.hits(case)
        major, answers = major + bool(hits), answers + len(hits)
    return major, answers


def main() -> int:
    many = int(sys.argv[1]) if len(sys.argv) > 1 else MANY
    pieces = [(first, min(PIECE, many - first)) for first in range(0, many, PIECE)]
    processes = min(2, os.cpu_count() or 1)
    started = time.monotonic()
    with ProcessPoolExecutor(processes) as pool:
        found = list(pool.map(judged, pieces))
    said = {
        "cases": many,
        "rows": ROWS,
        "major": sum(each[0] for each in found),
        "answers": sum(each[1] for each in found),
        "processes": processes,
        "seconds": round(time.monotonic() - started, 1),
    }
    print(json.dumps(said))
    return 0


if __name__ == "__main__":
    sys.exit(main())
