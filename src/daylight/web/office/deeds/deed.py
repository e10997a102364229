"""A deed: the form that belongs to a move of the procedure (or to an act beside it) and the act it runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from daylight.core.facts import CaseFacts
from daylight.decisions.gathering import gather
from daylight.web.office.acting import Outcome
from daylight.web.office.forms.base import OfficeForm
from daylight.web.office.place import Place

Maker = Callable[[Place, Any], OfficeForm]
Runner = Callable[[HttpRequest, Place, Any], Outcome]


class BlankForm(OfficeForm):
    """Nothing to type: the person confirms what the page shows."""


def blank(place: Place, data: Any) -> OfficeForm:
    return BlankForm(data)


def gathered(place: Place) -> CaseFacts | None:
    """The facts the gates of a move look at before anything is typed."""
    return gather(place.case, place.today)


@dataclass(frozen=True, slots=True)
class Deed:
    """``code``: the move's code, or an own one for an act that is no move (then ``name`` and ``right``; the step says in its
    ``allows`` where the acts of ``BESIDE`` are open).

    ``make(place, data)`` builds the form, unbound for ``data`` None; ``run`` performs the act. ``about`` gives label and
    value pairs to read before deciding. ``papers``: template codes the act makes itself. ``brief``: short enough to stand
    in the workspace.
    """

    code: str
    make: Maker
    run: Runner
    said: str
    button: str = ""
    papers: frozenset[str] = frozenset()
    facts: Callable[[Place], CaseFacts | None] = gathered
    about: Callable[[Place], Sequence[tuple[str, str]]] = lambda place: ()
    brief: bool = False
    grave: bool = False
    name: str = ""
    right: str = ""
    cite: str = ""
    template: str = "office/deed.html"
    # Whether this deed makes sense now (a statement to review, a hearing to hold).
    fits: Callable[[Place], bool] = lambda place: True
    hint: str = ""
