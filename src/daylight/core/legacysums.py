"""Whether the figures of one published decision agree: parts and totals, rate × area, capitals and figures, areas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from daylight.core.area import Area, areas
from daylight.core.money import amounts
from daylight.core.question import Question

Record = Mapping[str, Any]
Fields = Mapping[str, Any]

_CENT = Decimal("0.01")
_OCCUPYING = ("占地", "占用", "林地", "建房", "建厂")


def doubts(record: Record, fields: Fields) -> Iterator[Question]:
    """Questions about money block (a wrong figure must not be published as clean), those about areas do not."""
    if not fields["penalties"]:
        message = "没有处罚内容，请对照原件补上后再公开。"
        yield Question(
            "penalties", "penalties_not_seen", message, "、".join(record.get("not_seen") or ()), blocking=True
        )
    else:
        yield from _fine_total(record, fields)
    for penalty in fields["penalties"]:
        yield from _penalty(record, fields, penalty)
    yield from _confiscation(fields)
    yield from _money_form(record, fields)
    yield from _areas(record, fields)
    yield from _values(record, fields)


def _fine_total(record: Record, fields: Fields) -> Iterator[Question]:
    fines = [penalty for penalty in fields["penalties"] if penalty["kind"] == "罚款"]
    unknown = [penalty for penalty in fines if penalty.get("amount_yuan") is None]
    total = fields["fine_yuan"]
    for penalty in unknown:
        message = "罚款没有金额，请对照原件补上后再公开。"
        evidence = str(penalty.get("base") or "")
        yield Question("fine_yuan", "fine_amount_missing", message, evidence, blocking=True)
    if total is None and not unknown:
        message = "没有罚款总额，原页只见到部分分项，不能相加当总额，请补上。"
        evidence = str(record.get("fine_note") or "")
        yield Question("fine_yuan", "fine_total_missing", message, evidence, blocking=True)
    parts = sum((penalty["amount_yuan"] for penalty in fines if penalty.get("amount_yuan") is not None), Decimal(0))
    if total is not None and not unknown and parts != total:
        message = f"罚款分项合计 {_say(parts)} 元，总额写作 {_say(total)} 元，请确认以哪个为准。"
        yield Question("fine_yuan", "fine_parts_differ", message, f"{_say(parts)} / {_say(total)}", blocking=True)
    if total is not None and record.get("amount_raw"):
        yield from _against_raw("fine_yuan", total, str(record["amount_raw"]))


def _penalty(record: Record, fields: Fields, penalty: Mapping[str, Any]) -> Iterator[Question]:
    amount = penalty.get("amount_yuan")
    if "赔偿" in str(penalty["kind"]):
        message = "赔偿损失不是罚款，没有计入罚款金额，请确认。"
        evidence = f"{penalty['kind']} {_say(amount)} 元" if amount is not None else str(penalty["kind"])
        yield Question("penalties", "compensation_not_fine", message, evidence)
    if amount is not None:
        yield from _against_raw("penalties", amount, str(penalty.get("amount_raw") or ""))
        for product, said in _products(record, penalty):
            if product.quantize(_CENT) != amount.quantize(_CENT):
                message = f"按{said}算得 {_say(product)} 元，写作 {_say(amount)} 元，请核对。"
                yield Question("penalties", "amount_not_product", message, said, blocking=True)
    area, site = penalty.get("area_m2"), fields["area_m2"]
    if area is not None and site is not None and area > site:
        floor = record.get("floor_area_m2")
        message = "这一项处罚的面积大于占地面积，请确认是否为建筑面积。"
        evidence = f"{area} / {site}" + (f"（建筑面积 {floor}）" if floor else "")
        yield Question("penalties", "penalty_area_exceeds_site", message, evidence)
    inside = areas(str(penalty.get("content") or ""))
    if len(inside) > 1 and site is not None and sum(part.value_m2 for part in inside) != site:
        message = "处罚内容里的面积合计与占地面积不符，请核对。"
        evidence = f"{_say(sum((part.value_m2 for part in inside), Decimal(0)))} / {_say(site)}"
        yield Question("penalties", "penalty_areas_differ", message, evidence)


def _products(record: Record, penalty: Mapping[str, Any]) -> Iterator[tuple[Decimal, str]]:
    if "rate_yuan_per_m2" in penalty and "area_m2" in penalty:
        rate, area = penalty["rate_yuan_per_m2"], penalty["area_m2"]
        yield rate * area, f"每平方米 {rate} 元乘以 {area} 平方米"
    volume = penalty.get("volume_m3", record.get("volume_m3"))
    if "unit_price_yuan_per_m3" in penalty and volume is not None:
        price, volume = penalty["unit_price_yuan_per_m3"], Decimal(str(volume))
        yield price * volume, f"每立方米 {price} 元乘以 {volume} 立方米"
    base = [amount.value for amount in amounts(str(penalty.get("base") or ""))]
    if len(base) == 1 and "percent" in penalty:
        yield base[0] * penalty["percent"] / 100, f"{_say(base[0])} 元的 {penalty['percent']}%"
    if len(base) == 1 and "times" in penalty:
        yield base[0] * penalty["times"], f"{_say(base[0])} 元的 {penalty['times']} 倍"


def _against_raw(field: str, amount: Decimal, raw: str) -> Iterator[Question]:
    written = amounts(raw)
    wrong = [one for one in written if one.value != amount]
    if not wrong:
        return
    if any(one.value in (amount * 10**4, amount / 10**4) for one in wrong):
        message = "金额与原文相差一万倍，请确认单位是元还是万元。"
        yield Question(field, "wan_confused", message, raw, blocking=True)
    elif {one.form for one in written} >= {"capitals"} and len({one.value for one in written}) > 1:
        yield Question(field, "capitals_differ", "大写金额与小写金额不一致，请对照原件核对。", raw, blocking=True)
    else:
        message = f"记录的金额 {_say(amount)} 元与原文不一致，请核对。"
        yield Question(field, "amount_differs_from_text", message, raw, blocking=True)


def _confiscation(fields: Fields) -> Iterator[Question]:
    total = fields["confiscated_yuan"]
    parts = [
        penalty["amount_yuan"]
        for penalty in fields["penalties"]
        if "没收" in str(penalty["kind"]) and "amount_yuan" in penalty
    ]
    if total is not None and parts and sum(parts) != total:
        message = "没收金额的分项与合计不一致，请核对。"
        yield Question(
            "confiscated_yuan", "confiscation_parts_differ", message, f"{sum(parts)} / {total}", blocking=True
        )


def _money_form(record: Record, fields: Fields) -> Iterator[Question]:
    raws = [str(penalty["amount_raw"]) for penalty in fields["penalties"] if "amount_raw" in penalty]
    raws += [str(record["amount_raw"])] if record.get("amount_raw") else []
    forms = {amount.form for raw in raws for amount in amounts(raw)}
    if "wan" in forms and len(forms) > 1:
        yield Question("fine_yuan", "mixed_money_units", "同一决定里元与万元并用，请核对换算。", "；".join(raws))
    elif "wan" in forms:
        yield Question("fine_yuan", "money_in_wan", "原页以万元为单位，已换算成元，请核对。", "；".join(raws))


def _areas(record: Record, fields: Fields) -> Iterator[Question]:
    site = fields["area_m2"]
    if site is None and any(word in str(fields["violation"]) for word in _OCCUPYING):
        yield Question("area_m2", "area_missing", "没有占地面积，请查明。")
    if site is None:
        return
    parts = [part["area_m2"] for part in fields["land_parts"] if part["area_m2"] is not None]
    if parts and sum(parts) != site:
        message = f"各地类面积合计 {_say(sum(parts))} 平方米，占地面积写作 {_say(site)} 平方米，请核对。"
        yield Question("area_m2", "area_parts_differ", message, f"{_say(sum(parts))} / {_say(site)}")
    exact = Area(site, _half_unit(site), "平方米", str(site))
    for written in areas(str(record.get("area_raw") or "")):
        if not written.agrees_with(exact):
            message = f"原文“{written.raw}”与 {_say(site)} 平方米换算不符，请核对。"
            yield Question("area_m2", "area_units_differ", message, str(record["area_raw"]))
    if str(record.get("plan_conform") or "").startswith("部分"):
        message = "同一宗地部分符合、部分不符合规划，请确认各部分的处理。"
        yield Question("area_m2", "plan_conform_mixed", message, str(record["plan_conform"]))


def _values(record: Record, fields: Fields) -> Iterator[Question]:
    value, fine = record.get("case_value_yuan"), fields["fine_yuan"]
    if value is not None and fine is not None and fine > Decimal(str(value)):
        message = "罚款高于涉案价值，请核对处罚依据和裁量。"
        yield Question("fine_yuan", "fine_exceeds_case_value", message, f"{_say(fine)} / {value}")
    if record.get("claimed_illegal_income_yuan") is not None:
        message = "当事人自认的违法所得没有作为没收金额录入，请核对。"
        yield Question(
            "confiscated_yuan", "claimed_income_not_taken", message, str(record["claimed_illegal_income_yuan"])
        )
    if record.get("prior_case"):
        message = "原页提到另一案的处罚，没有计入本案，请核对。"
        yield Question("fine_yuan", "prior_case_excluded", message, str(record["prior_case"]))


def _half_unit(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) / 2


def _say(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
