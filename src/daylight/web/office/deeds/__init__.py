"""The table of deeds: which form belongs to which move. A new procedure reuses them by the codes of its moves."""

from daylight.core.definition import Move
from daylight.web.office.deeds import approval, drafting, following, investigation, notice, opening, performing, spot
from daylight.web.office.deeds.declared import deed_for
from daylight.web.office.deeds.deed import Deed

DEEDS: dict[str, Deed] = {
    each.code: each
    for each in (
        *opening.DEEDS,
        *investigation.DEEDS,
        *notice.DEEDS,
        *drafting.DEEDS,
        *approval.DEEDS,
        *performing.DEEDS,
        *spot.DEEDS,
        *following.DEEDS,
    )
}


def deed_of(move: Move) -> Deed | None:
    """The form of a move: its own, or the one its definition declares."""
    return deed_for(move) if move.declared else DEEDS.get(move.code)


__all__ = ["DEEDS", "Deed", "deed_of"]
