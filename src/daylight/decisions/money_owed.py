"""What is still owed on a decision. Yuan."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Sum

from daylight.decisions.draftfields import amount
from daylight.decisions.models import Decision


def unpaid(decision: Decision) -> Decimal:
    """Fine less payments; the surcharge of 第72条 is reckoned apart."""
    fine = amount(decision.fields.get("fine_yuan") or "0") or Decimal(0)
    paid = decision.payments.aggregate(total=Sum("amount_yuan"))["total"] or Decimal(0)
    return fine - paid
