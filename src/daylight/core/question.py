"""A doubt about imported material, put to a person instead of being guessed away.

`field` is the field in doubt, `code` a stable word for programs, `message` one Chinese sentence, `evidence` what was read.
A blocking question keeps the record out of publication until somebody has answered it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    field: str
    code: str
    message: str
    evidence: str = ""
    blocking: bool = False

    def as_dict(self) -> dict[str, object]:
        return {
            "field": self.field,
            "code": self.code,
            "message": self.message,
            "evidence": self.evidence,
            "blocking": self.blocking,
        }
