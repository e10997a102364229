"""案情的量度: what the 审核目录 looks at in one case, as plain values (行政处罚法第五十八条)."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from decimal import Decimal

PROVINCE, CITY, COUNTY = "省级", "市级", "县级"
LEVELS = (PROVINCE, CITY, COUNTY)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CaseMeasure:
    """What the catalogue looks at.

    ``organisation``: the party is not a natural person. Amounts in yuan, areas in m²; None: not settled yet.
    ``field``: 执法领域 (土地, 矿产 …); ``level``: one of ``LEVELS``, of the agency. ``summary``: decided on the spot.
    ``penalty_kinds``: Chinese names of the penalties proposed (罚款, 没收非法占用土地上新建的建筑物和其他设施 …), or of
    any other decision. ``land``: land class → its area, None while not measured. ``heard``: a hearing was held.
    ``revokes``: a permit in force is taken back, withdrawn or changed. ``circumstances``: words of the catalogue a person
    has confirmed for this case, ``denied`` those he has ruled out; ``judging``: he is asked, so a word in neither is open.
    """

    category: str
    item_code: str = ""
    procedure: str = ""
    field: str = ""
    level: str = ""
    summary: bool = False
    organisation: bool = False
    fine_yuan: Decimal | None = None
    confiscated_yuan: Decimal | None = None
    area_m2: Decimal | None = None
    land: Mapping[str, Decimal | None] = dataclasses.field(default_factory=dict)
    penalty_kinds: frozenset[str] = frozenset()
    heard: bool = False
    revokes: bool = False
    circumstances: frozenset[str] = frozenset()
    denied: frozenset[str] = frozenset()
    judging: bool = False


def level_of(region: str) -> str:
    """The level of an agency by its GB/T 2260 code: 370000 省级, 370600 市级, 370687 县级."""
    if region[2:6] in ("", "0000"):
        return PROVINCE
    return CITY if region[4:6] in ("", "00") else COUNTY
