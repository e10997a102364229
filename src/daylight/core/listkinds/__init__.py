"""清单种类: the lists and the three 具体办法 the plan orders, column by column (海国土资发〔2017〕90号 一)."""

from __future__ import annotations

from daylight.core.listcolumns import Kind
from daylight.core.listkinds.bodies import OFFICERS, SUBJECTS
from daylight.core.listkinds.items import DISCRETION, INSPECTION_ITEMS, ITEMS
from daylight.core.listkinds.policies import POLICY_DISCLOSURE, POLICY_RECORDING, POLICY_REVIEW
from daylight.core.listkinds.recording import RECORDING_ITEMS
from daylight.core.listkinds.review import REVIEW_CATALOG, REVIEW_ELEMENTS
from daylight.core.listkinds.service import GUIDES, WINDOWS

KINDS: dict[str, Kind] = {
    each.code: each
    for each in (
        ITEMS,
        INSPECTION_ITEMS,
        SUBJECTS,
        OFFICERS,
        RECORDING_ITEMS,
        REVIEW_CATALOG,
        REVIEW_ELEMENTS,
        DISCRETION,
        GUIDES,
        WINDOWS,
        POLICY_DISCLOSURE,
        POLICY_RECORDING,
        POLICY_REVIEW,
    )
}
