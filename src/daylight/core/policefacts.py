"""案情之移送公安: who looked into it, what goes along, when it was approved and handed over."""

from dataclasses import dataclass
from datetime import datetime

# 移送规定第六条, as the template of the letter lists them.
ATTACHMENTS = (
    "涉嫌犯罪案件移送书",
    "涉嫌犯罪案件情况的调查报告",
    "涉案物品清单",
    "有关检验报告或者鉴定意见",
    "其他有关涉嫌犯罪的材料",
)
# Never absent: a transfer is this letter with this report.
ALWAYS = frozenset(ATTACHMENTS[:2])


@dataclass(frozen=True, slots=True, kw_only=True)
class PoliceFacts:
    """涉嫌犯罪移送. `officers` persons appointed, by person_id, None while nobody was; `attachments` ticked, None before the
    letter; `missing_note` why one is not there. Moments are aware."""

    officers: tuple[str, ...] | None = None
    attachments: frozenset[str] | None = None
    missing_note: str = ""
    approved_at: datetime | None = None
    delivered_at: datetime | None = None
    late_reason: str = ""
