"""特征信息: by what else a participant can be told — other names, bank accounts, plates of vehicles.

They stand in the papers of a case and must not stand in what is made public (个人信息保护法第51条): what is registered here is
hidden wherever it occurs. Kept sealed together; read by whoever handles the case and by the masking.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from daylight.base.sealing import seal, unseal
from daylight.cases.models import Party
from daylight.core.refusal import Refusal

CITE = "个人信息保护法第五十一条"
MOST = 20
_GAPS = re.compile(r"[\s\-—–·.]+")
_ACCOUNT = re.compile(r"\d{8,30}")
_PLATE = re.compile(r"[\u4e00-\u9fff][A-Z0-9]{5,8}[\u4e00-\u9fff]?")


@dataclass(frozen=True, slots=True)
class Marks:
    """``aliases``: 曾用名, 绰号; ``accounts``: digits; ``plates``: capitals, without gaps."""

    aliases: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    plates: tuple[str, ...] = ()

    @classmethod
    def typed(cls, aliases: list[str], accounts: list[str], plates: list[str]) -> Marks:
        """As people type them: gaps in numbers do not count, nothing stands twice."""
        return cls(
            _once(each.strip() for each in aliases),
            _once(_GAPS.sub("", each) for each in accounts),
            _once(_GAPS.sub("", each).upper() for each in plates),
        )

    def __bool__(self) -> bool:
        return bool(self.aliases or self.accounts or self.plates)

    def sealed(self) -> bytes | None:
        """None when there is nothing to keep."""
        return seal(json.dumps(asdict(self), ensure_ascii=False)) if self else None

    def faults(self, name: str, suffix: str = "") -> Iterator[Refusal]:
        """What would hide too much or could never be found again. ``suffix`` names the row of the form."""
        for each in self.aliases:
            if len(each) < 2 or each == name.strip():
                said = f"曾用名或者绰号“{each}”须有两个字以上，并且与登记的姓名不同，请核对。"
                yield Refusal("party.alias", said, CITE, f"party_aliases{suffix}")
        for each in self.accounts:
            if not _ACCOUNT.fullmatch(each):
                said = f"银行账号“{each}”应为 8 至 30 位数字，请核对。"
                yield Refusal("party.account", said, CITE, f"party_accounts{suffix}")
        for each in self.plates:
            if not _PLATE.fullmatch(each):
                said = f"车牌号“{each}”请写作“鲁F12345”的样子。"
                yield Refusal("party.plate", said, CITE, f"party_plates{suffix}")
        if max(len(self.aliases), len(self.accounts), len(self.plates)) > MOST:
            yield Refusal("party.marks", f"每种最多登记 {MOST} 个，请只留本案文书中会出现的。", CITE, "party_aliases")


def marks_of(party: Party) -> Marks:
    """What is registered."""
    if not party.marks_sealed:
        return Marks()
    kept = json.loads(unseal(bytes(party.marks_sealed)))
    return Marks(**{name: tuple(values) for name, values in kept.items()})


def known_names(party: Party) -> tuple[str, ...]:
    """Every other name: those registered with the party, and 曾用名 of its record."""
    former = party.record.former_names.values_list("name", flat=True) if party.record else ()
    return _once((*marks_of(party).aliases, *(each for each in former if each != party.name)))


def _once(values: Iterator[str] | tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for each in values if each))
