"""A template together with the values filled into it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from daylight.core.lawrecords import DocumentTemplate, Field
from daylight.recording.values import as_text


@dataclass(frozen=True, slots=True)
class Sheet:
    """``values`` in the shapes of ``recording/values.py``."""

    template: DocumentTemplate
    values: Mapping[str, Any]

    def text(self, code: str) -> str:
        """The field as printed; empty when it is not filled or the template does not know it."""
        field = next((each for each in self.template.fields if each.code == code), None)
        return as_text(field, self.values.get(code)) if field else ""

    def filled(self) -> tuple[tuple[Field, str], ...]:
        """Fields in the template's order; an optional one only when filled."""
        pairs = ((each, self.text(each.code)) for each in self.template.fields)
        return tuple((each, text) for each, text in pairs if text or each.required)
