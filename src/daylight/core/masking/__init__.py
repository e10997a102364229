"""公开前脱敏: from a served text and what the case knows to a public text that equals it outside the masked spans.

政府信息公开条例 第十五条; 个人信息保护法 第二十八条、第三十四条; 行政处罚法 第五十条. The rules are data: lawpacks/cn/masking.toml.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from daylight.core.masking.engine import MaskedRecord, apply, blocked, mask, mask_record, unmask
from daylight.core.masking.leaks import Leak, known_leaks, leaks
from daylight.core.masking.shapes import Doubt, Facts, MaskResult, MaskRule, MaskRules, Span

__all__ = [
    "Doubt", "Facts", "Leak", "MaskResult", "MaskRule", "MaskRules", "MaskedRecord", "Span",
    "apply", "blocked", "known_leaks", "leaks", "mask", "mask_record", "mask_report", "unmask",
]  # fmt: skip


def mask_report(text: str, facts: Mapping[str, Any], rules: MaskRules = MaskRules()) -> dict[str, Any]:  # noqa: B008
    """Plain values for programs: {"text", "spans", "uncertain", "blocked", "leaks"}. ValueError, in Chinese, for unusable facts."""
    known = Facts.read(facts)
    result = mask(text, known, rules)
    left = [
        {"start": leak.start, "end": leak.end, "kind": leak.kind, "fragment": leak.fragment, "certain": leak.certain}
        for leak in leaks(result.text, known, rules)
    ]
    return result.as_dict() | {"leaks": left}
