"""行政收费 as its papers tell it: the standard, the sum, relief, refund. Field codes of ``documents_fee.toml``."""

from __future__ import annotations

from datetime import date
from typing import Any

from daylight.base import lawpack
from daylight.cases.models import Case
from daylight.cases.moving import definition_of
from daylight.core.amounts import plain
from daylight.core.gates.fee import fee_sum
from daylight.core.levyfacts import DuesFacts, FeeFacts
from daylight.decisions.entries import KEPT, Entries, entries_of
from daylight.decisions.levy_facts import day_of, money_of, paid_in

CATEGORY = "行政收费"
PERMIT = "行政许可"
PAYMENT = "fee_payment"


def is_fee(case: Case) -> bool:
    return definition_of(case).category == CATEGORY


def fee_facts(case: Case, entries: Entries, today: date) -> FeeFacts | None:
    """What is charged and why, or None for any other matter."""
    if not is_fee(case):
        return None
    assessed, notice = entries.get("fee_assessment", {}), entries.get("fee_notice")
    said = notice or assessed
    reduction, deferral = entries.get("fee_reduction", {}), entries.get("fee_deferral", {})
    return FeeFacts(
        project=case.item_name,
        standard=str(said.get("standard") or ""),
        quantity=money_of(said.get("quantity")),
        fee=money_of(said.get("fee")),
        assessed=money_of(assessed.get("fee")) if notice else None,
        of_permit=bool(case.origin and definition_of(case.origin).category == PERMIT),
        basis=str((reduction or deferral).get("basis") or ""),
        reduced=money_of(reduction.get("fee")),
        deferred_until=day_of(deferral.get("until_on")),
        refund=money_of(entries.get("fee_refund", {}).get("amount")),
        refunded=money_of(entries.get("fee_refund_record", {}).get("amount")),
    )


def fee_dues(case: Case, entries: Entries, today: date) -> DuesFacts | None:
    """What the notice, or the relief after it, demands and what came in; None before the notice."""
    notice = entries.get("fee_notice") if is_fee(case) else None
    if notice is None:
        return None
    reduced = entries.get("fee_reduction", {}).get("fee")
    return DuesFacts(due=money_of(reduced or notice.get("fee")), paid=paid_in(case, PAYMENT))


def begun(case: Case, template: str, today: date) -> dict[str, Any]:
    """First values for a paper about a fee: the standard of the project, the sum, what is still open."""
    entries = entries_of(case)
    assessed = entries.get("fee_assessment", {})
    known: dict[str, Any] = {
        code: assessed[code] for code in ("standard", "quantity", "fee", "basis") if code in assessed
    }
    items = [each for each in lawpack.current().fee_items(today) if each.project == case.item_name]
    if len(items) == 1:
        known.setdefault("standard", items[0].name)
    known.setdefault("basis", "；".join(dict.fromkeys(each.cite for each in items)))
    item = next((each for each in items if each.name == known.get("standard")), None)
    quantity = money_of(known.get("quantity"))
    if item and item.rate is not None and quantity is not None and fee_sum(item, quantity) is not None:
        known["reckoning"] = f"{plain(quantity)}{item.unit} × {plain(item.rate)} 元/{item.unit}"
    dues = fee_dues(case, entries, today)
    if template in (PAYMENT, "fee_demand") and dues and dues.due is not None:
        known["amount"] = format(dues.due - dues.total, "f")
    if template == "fee_refund_record":
        known["amount"] = entries.get("fee_refund", {}).get("amount", "")
    if template == "fee_refund":
        known["amount"] = entries.get("fee_refund_application", {}).get("amount", "")
    if template in ("fee_reduction", "fee_deferral"):
        known = {code: value for code, value in known.items() if code not in ("fee", "basis")}
    sent = case.documents.filter(code="fee_notice", state__in=KEPT).order_by("-id").first()
    return {**known, "notice_number": sent.number if sent else ""}
