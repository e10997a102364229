"""门禁在哪里: the move or act at which each gate is asked; for a gate asked nowhere yet, honestly why."""

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
# What has to exist before the gate can be asked. Shown only while no procedure asks it.
WAITING: dict[str, str] = {
    "G16": "随行政强制措施程序",
    "G17": "随行政强制执行程序",
    "G18": "随催告和申请法院强制执行的步骤",
    "G21": "随行政检查程序",
    "G22": "随双随机抽查程序",
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
    """The places in words, or what is still missing; "" for neither."""
    found: dict[str, list[str]] = {}
    for each in places(pack, gate):
        found.setdefault(each.procedure, []).append(each.name)
    said = [f"{procedure}：{'、'.join(names)}" if procedure else "、".join(names) for procedure, names in found.items()]
    return "；".join(said) or WAITING.get(gate, "")
