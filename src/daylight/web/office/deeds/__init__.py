"""The table of deeds: which form belongs to which move. A new procedure reuses them by the codes of its moves."""

from daylight.web.office.deeds import approval, drafting, investigation, notice, opening, performing
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
    )
}

__all__ = ["DEEDS", "Deed"]
