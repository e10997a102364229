"""行政征收 as its papers tell it: idle land, the decision about it, payments, the way to the court.

Field codes of ``documents_levy.toml`` are the interface (ADR 0010).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from daylight.base import lawpack
from daylight.cases.gathering import roles_facts
from daylight.cases.models import Case
from daylight.cases.moving import definition_of
from daylight.core.facts import RolesFacts
from daylight.core.forcefacts import CourtFacts
from daylight.core.gates.levy import levy_fee
from daylight.core.inspectionfacts import HostFacts
from daylight.core.levyfacts import DuePaid, DuesFacts, LevyFacts
from daylight.decisions.draftlines import amount
from daylight.decisions.entries import KEPT, Entries, entries_of, latest_fields
from daylight.decisions.hosting import host_named
from daylight.decisions.models import Service
from daylight.decisions.remedies import remedies_pending
from daylight.decisions.standing import decision_of, past, since

CATEGORY = "行政征收"
HEARING = ("request_hearing", "withdraw_hearing", "hold_hearing")
NOTICE, MINUTES, PAYMENT = "levy_hearing_notice", "levy_hearing_record", "levy_payment"


def day_of(typed: object) -> date | None:
    return date.fromisoformat(str(typed)) if typed else None


def money_of(typed: object) -> Decimal | None:
    return amount(str(typed or ""))


def is_levy(case: Case) -> bool:
    return definition_of(case).category == CATEGORY


def last_move(case: Case, codes: tuple[str, ...]) -> str:
    """The last of these moves the case made, "" for none."""
    return case.moves.filter(code__in=codes).order_by("-id").values_list("code", flat=True).first() or ""


def levy_facts(case: Case, entries: Entries, today: date) -> LevyFacts | None:
    """Idle land, or None for any other matter."""
    if not is_levy(case):
        return None
    found = entries.get("idle_determination", {})
    draft, notice = _draft(case), entries.get(NOTICE, {})
    approval, plan = entries.get("levy_government_approval", {}), entries.get("idle_disposal_plan", {})
    # A renewed notice counts once it was handed over itself.
    sent = case.documents.filter(code=NOTICE, state__in=KEPT).order_by("-id").first()
    hearing = last_move(case, HEARING)
    return LevyFacts(
        state=str(found.get("state") or ""),
        due_on=day_of(found.get("due_on")),
        stopped_on=day_of(found.get("stopped_on")),
        built_m2=money_of(found.get("built_area")),
        total_m2=money_of(found.get("total_area")),
        invested=money_of(found.get("invested")),
        investment=money_of(found.get("investment")),
        cause=str(found.get("cause") or ""),
        price=money_of(found.get("land_price")),
        outcome=str(draft.get("outcome") or ""),
        fee=money_of(draft.get("fee")),
        price_said=money_of(draft.get("land_price")),
        proposed=str(notice.get("proposed") or ""),
        proposed_fee=money_of(notice.get("fee")),
        told=bool(sent and sent.services.exists()),
        asked=bool(hearing) and hearing != "withdraw_hearing",
        heard=hearing == "hold_hearing",
        approved_for=str(approval.get("content") or ""),
        approval_number=str(approval.get("approval_number") or ""),
        approved_on=day_of(approval.get("approved_on")),
        way=str(plan.get("way") or ""),
        from_on=day_of(plan.get("from_on")),
        until_on=day_of(plan.get("until_on")),
        mortgage=str(plan.get("mortgage") or ""),
    )


def levy_dues(case: Case, entries: Entries, today: date) -> DuesFacts | None:
    """What the served decision demands and what came in; None before the decision and for a taking back."""
    decision = decision_of(case) if is_levy(case) else None
    if decision is None or decision.fields.get("outcome") == "reclaim":
        return None
    return DuesFacts(due=money_of(decision.fields.get("fee")), paid=paid_in(case, PAYMENT), said="土地闲置费")


def paid_in(case: Case, code: str) -> tuple[DuePaid, ...]:
    """Every payment registered with papers of the template ``code``, in order."""
    rows = [
        latest_fields(each)
        for each in case.documents.filter(code=code, state__in=KEPT).exclude(past(case)).order_by("id")
    ]
    return tuple(
        DuePaid(
            amount=money_of(each.get("amount")) or Decimal(0),
            receipt_kind=str(each.get("receipt_kind") or ""),
            receipt=str(each.get("receipt_number") or ""),
        )
        for each in rows
    )


def levy_court(case: Case, entries: Entries, today: date) -> CourtFacts | None:
    """How the decision stands on the way to the court (G18); None before it was served."""
    decision = decision_of(case) if is_levy(case) else None
    served = decision.services.order_by("served_on", "id").first() if decision else None
    if served is None:
        return None
    urgings = Service.objects.filter(case=case, paper__code="urging_notice", paper_id__gt=since(case))
    urged = urgings.order_by("-served_on").first()
    dues = levy_dues(case, entries, today)
    return CourtFacts(
        urged_on=urged.served_on if urged else None,
        performed=bool(dues and dues.settled) or "reclaim_deregistration" in entries,
        decision_served_on=served.served_on,
        remedies_pending=remedies_pending(case),
    )


def levy_host(case: Case, entries: Entries, today: date) -> HostFacts | None:
    """Who presided over the hearing about idle land (G06)."""
    return host_named(case, entries.get(MINUTES), today)


def levy_roles(case: Case, entries: Entries, today: date) -> RolesFacts | None:
    """The host, so that nobody who investigates presides (G04)."""
    host = entries.get(MINUTES, {}).get("host")
    if not isinstance(host, Mapping) or not host.get("uuid"):
        return None
    roles = roles_facts(case)
    named = str(host["uuid"])
    return replace(roles, hearing_hosts=frozenset({named}), names={named: str(host.get("name")), **roles.names})


# What the papers after the determination take from it.
CARRIED = ("land", "land_price", "facts", "cause")


def begun(case: Case, template: str, today: date) -> dict[str, Any]:
    """First values for a paper about idle land: the plot, the price, the fee the law makes of it."""
    entries = entries_of(case)
    found = entries.get("idle_determination") or entries.get("idle_inquiry_notice") or {}
    known: dict[str, Any] = {code: found[code] for code in CARRIED if found.get(code)}
    price = money_of(known.get("land_price"))
    percent = lawpack.current().parameter("idle_land_levy_percent", today)
    decision = decision_of(case)
    notice = entries.get(NOTICE, {})
    if price is not None:
        known["fee"] = format(levy_fee(price, percent), "f")
    if template == "levy_decision":
        known |= {
            "kind": f"征缴土地闲置费（土地出让或者划拨价款的{percent.value}%）",
            "manner": "自本决定书送达之日起三十日内，持缴款通知到指定银行缴纳。",
        }
    if template == "reclaim_decision":
        known |= {
            "kind": "无偿收回国有建设用地使用权",
            "manner": "自本决定书送达之日起三十日内，办理国有建设用地使用权注销登记，交回土地权利证书。",
        }
    return known | {
        "government": case.agency.government,
        "court": case.agency.court,
        "proposed": notice.get("proposed") or "",
        "content": notice.get("proposed") or "" if template == "levy_government_approval" else "",
        "decision_number": decision.number if decision else "",
        "amount": _left(case, entries, today)
        if template in (PAYMENT, "levy_court_application", "urging_notice")
        else "",
        "way": entries.get("idle_disposal_plan", {}).get("way", ""),
    }


def _left(case: Case, entries: Entries, today: date) -> str:
    dues = levy_dues(case, entries, today)
    return format(dues.due - dues.total, "f") if dues and dues.due is not None else ""


def _draft(case: Case) -> Mapping[str, Any]:
    """The draft with its way named: the usual one is not written down by ``draft_decision``."""
    draft = getattr(case, "draft", None)
    if draft is None:
        return {}
    chosen = definition_of(case).outcome(str(draft.fields.get("outcome") or ""))
    return {**draft.fields, "outcome": chosen.code if chosen else ""}
