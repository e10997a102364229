"""现行的决定: the one decision that stands in a case; those set aside and decided anew stay behind it.

复议机关、法院 may order a new decision (行政复议法第六十四条、行政诉讼法第七十条), and an agency that corrects itself may make
one (行政处罚法第七十五条). What the earlier one said, who was served and what was paid stays with it.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from daylight.base.permit import current_permit
from daylight.cases.models import Case
from daylight.core.refusal import refuse
from daylight.decisions.models import Decision
from daylight.recording.models import Document


def decision_of(case: Case) -> Decision | None:
    """The decision that stands, approved or issued; None before, and while it is made anew."""
    found = Decision.objects.filter(case=case, replaced_at=None).first()
    if found is not None:
        # The same row in memory: an act on the decision moves the case its caller holds.
        found.case = case
    return found


def decided(case: Case) -> Decision:
    """The decision that stands. Raises ``Refused`` where none was approved."""
    found = decision_of(case)
    if found is None:
        raise refuse("procedure.step", "本案还没有批准的决定，请先报负责人批准。")
    return found


def demand_standing(decision: Decision) -> None:
    """Nothing more is done with a decision that makes room for a new one. Raises ``Refused``."""
    if Decision.objects.filter(pk=decision.pk).exclude(replaced_at=None).exists():
        said = f"{decision.number or '这份决定'}已被撤销，正在重新作出决定，请刷新页面后按新的决定办理。"
        raise refuse("decision.replaced", said, "行政处罚法第七十五条")


def earlier(case: Case) -> QuerySet[Decision]:
    """What was decided before and set aside, the oldest first."""
    return Decision.objects.filter(case=case).exclude(replaced_at=None).select_related("document", "replaced_by")


def replace(case: Case, order: Document, now: datetime) -> Decision | None:
    """The standing decision makes room for a new one, as ``order`` approved. Inside an open act."""
    current_permit()
    found = decision_of(case)
    if found is not None:
        Decision.objects.filter(pk=found.pk).update(replaced_at=now, replaced_by=order)
    return found


def past(case: Case) -> Q:
    """The documents that speak of a decision set aside: from its paper to the order to decide anew."""
    spans = earlier(case).exclude(document=None).values_list("document_id", "replaced_by_id")
    found = Q(pk__in=[])
    for first, order in spans:
        found |= Q(pk__gte=first, pk__lt=order)
    return found


def since(case: Case) -> int:
    """Documents with a greater id belong to the present decision; 0 where none was set aside."""
    last = earlier(case).order_by("-replaced_by_id").values_list("replaced_by_id", flat=True).first()
    return last or 0
