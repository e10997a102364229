"""随机抽取: a draw that anybody can repeat from the name list and the seed (law.md §1.6)."""

import hashlib
from collections.abc import Sequence


def drawn(roster: Sequence[str], seed: str, count: int) -> tuple[str, ...]:
    """The first `count` of the roster in the order of SHA-256(seed, line feed, name); equal names count once.

    Neither the order in which names are written nor the person who draws changes the result.
    """
    names = dict.fromkeys(each.strip() for each in roster if each.strip())
    return tuple(sorted(names, key=lambda name: (_rank(seed, name), name))[: max(count, 0)])


def roster_digest(*rosters: Sequence[str]) -> str:
    """SHA-256 of the name lists as they stood: one name a line, a blank line between two lists."""
    lists = ("\n".join(each.strip() for each in roster if each.strip()) for roster in rosters)
    return hashlib.sha256("\n\n".join(lists).encode()).hexdigest()


def _rank(seed: str, name: str) -> str:
    return hashlib.sha256(f"{seed.strip()}\n{name}".encode()).hexdigest()
