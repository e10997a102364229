"""A refusal: why an act cannot be taken, how to mend it, and which article says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason.

    ``code`` is for programs (``G03``, ``field.required``); ``message`` is one Chinese sentence saying what is wrong and
    how to mend it; ``cite`` names the article or is empty for plain input faults; ``field`` names the form field.
    """

    code: str
    message: str
    cite: str = ""
    field: str = ""

    def __str__(self) -> str:
        return f"{self.message}（依据：{self.cite}）" if self.cite else self.message


class Refused(Exception):
    """Raised by an act; carries every reason at once so that a person mends them in one go."""

    def __init__(self, refusals: Iterable[Refusal] | Refusal) -> None:
        self.refusals: tuple[Refusal, ...] = (refusals,) if isinstance(refusals, Refusal) else tuple(refusals)
        if not self.refusals:
            raise ValueError("a Refused needs at least one Refusal")
        super().__init__("；".join(str(r) for r in self.refusals))


def refuse(code: str, message: str, cite: str = "", field: str = "") -> Refused:
    """Build a one-reason ``Refused`` ready to raise."""
    return Refused(Refusal(code, message, cite, field))
