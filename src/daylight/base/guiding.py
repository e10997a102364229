"""The questions of the lawpack behind “我要带什么”, for the site and for the case room."""

from __future__ import annotations

from datetime import date

from daylight.base import lawpack
from daylight.core.guiding import Question, read_questions


def questions_on(on: date) -> tuple[Question, ...]:
    """The questions in force on ``on``, in the order of the files."""
    return read_questions((layer.tables for layer in lawpack.current().other.get("guide_questions", ())), on)
