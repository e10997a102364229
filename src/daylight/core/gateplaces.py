"""门禁在哪里: the move or act at which each gate is asked."""

from dataclasses import dataclass

from daylight.core.lawdata import LawPack

# Gates asked by an act that is no move of a procedure: event → what a person calls it.
BESIDE: dict[str, tuple[tuple[str, str], ...]] = {
    "G01": (("recording.document.finalised", "现场和询问笔录定稿"),),
    "G02": (("recording.document.finalised", "现场和询问笔录定稿"),),
    "G04": (("review.dossier.assigned", "分派审核人"), ("review.dossier.passed", "出具审核意见")),
    "G05": (("review.dossier.assigned", "分派审核人"), ("review.dossier.passed", "出具审核意见")),
    "G19": (("disclosure.decision.published", "公示"), ("disclosure.decision.corrected", "公示更正")),
    "G20": (("disclosure.credit.reported", "信用信息报送"),),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a gate is asked. `event` is the act's; "" for a move of a procedure."""

    procedure: str
    name: str
    event: str = ""


def places(pack: LawPack, gate: str) -> tuple[Place, ...]:
    """Every move of every version of every procedure, then the acts beside them."""
    moves = {
        Place(definition.name, move.name): None
        for versions in pack.procedures.values()
        for definition in versions
        for move in definition.moves
        if gate in move.gates
    }
    return (*moves, *(Place("", name, event) for event, name in BESIDE.get(gate, ())))


def told(pack: LawPack, gate: str) -> str:
    """The places in words; "" for a gate nobody asks."""
    found: dict[str, list[str]] = {}
    for each in places(pack, gate):
        found.setdefault(each.procedure, []).append(each.name)
    said = [f"{procedure}：{'、'.join(names)}" if procedure else "、".join(names) for procedure, names in found.items()]
    return "；".join(said)
