"""The frozen draft as plain text by field: what a comment can quote."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from daylight.review import pointers


def text_of(value: Any) -> str:
    """One field as a person quotes it: a text, or the texts of a list, one a line."""
    if isinstance(value, str):
        return value
    if isinstance(value, list | tuple):
        return "\n".join(text_of(each) for each in value)
    if isinstance(value, Mapping):
        return str(value.get("text") or value.get("label") or "")
    return "" if value is None else str(value)


def texts_of(content: Mapping[str, Any]) -> dict[str, str]:
    """Every filled field of a dossier's draft: field → text."""
    said = {field: text_of(value) for field, value in pointers.draft_said(content).items()}
    return {field: text for field, text in said.items() if text}
