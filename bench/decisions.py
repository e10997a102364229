"""Synthetic published decisions: ``python -m bench.decisions load N`` in a room writes rows straight into the portal's tables.

Seeded, so that a run can be repeated; places, firms and people are invented. The texts are put together from parts as those
of an agency are: a few hundred kinds of conduct and sentences that return often, names and amounts that hardly ever return.
"""

from __future__ import annotations

import hashlib
import json
import random
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import django

django.setup()

from django.db import connection, transaction  # noqa: E402

from bench.figures import say  # noqa: E402
from daylight.base.permit import permit  # noqa: E402
from daylight.portal import search, tally  # noqa: E402
from daylight.portal.models import PublicDecision, PublicSite  # noqa: E402
from daylight.portal.pages import edition  # noqa: E402

CHUNK = 10_000
FIRST, DAYS = date(2015, 1, 5), 4_330
KINDS = (
    ("行政处罚", 46), ("行政许可", 28), ("行政检查", 12), ("行政强制", 5), ("行政征收", 4), ("行政收费", 3), ("其他", 2),
)  # fmt: skip
PLACES = ["演示镇", "西坡镇", "东泊镇", "盘石街道", "龙山街道", "留格镇", "小纪镇", "行村镇", "辛安镇", "二十里镇"]
VILLAGES = [f"{a}{b}村" for a in "东西南北上下大小前后" for b in ("坡", "泊", "夼", "崖头", "河口", "疃", "庄", "洼里")]
ACTS = [
    "未经批准占用",
    "非法占用",
    "擅自改变",
    "破坏",
    "未按批准内容使用",
    "超面积占用",
    "逾期不恢复",
    "无证开采",
    "非法转让",
    "擅自围填",
]
THINGS = ["集体土地", "耕地", "永久基本农田", "林地", "湿地", "海域", "矿产资源", "宅基地", "设施农用地"]
AIMS = ["建设厂房", "建房", "堆放建材", "建养殖棚", "取土", "硬化地面", "修建道路", "停放车辆"]
FIRMS = ["建材", "石材", "水产养殖", "农业庄园", "置业", "物流", "食品", "机械制造", "新能源", "园林绿化", "海洋工程"]
SOUNDS = "鑫盛恒泰瑞丰宏远德润海晟龙腾金禾嘉誉广信永昌华创天和久安"
GIVEN = "赵钱孙李周吴郑王冯陈苏蒋沈韩杨"
BASIS = [
    "《土地管理法》第七十七条",
    "《土地管理法》第七十五条",
    "《森林法》第七十三条",
    "《矿产资源法》第三十九条",
    "《海域使用管理法》第四十二条",
]


def records(count: int, start: int = 0) -> Iterator[dict[str, Any]]:
    """Records ``start`` … ``count``, oldest publication first; each is the same whenever it is made."""
    names = [name for name, _ in KINDS]
    weights = [weight for _, weight in KINDS]
    for number in range(start, count):
        draw = random.Random(number)
        published = FIRST + timedelta(days=number * DAYS // max(count, 1_000_000))
        yield record_of(number, draw, draw.choices(names, weights)[0], published)


def record_of(number: int, draw: random.Random, kind: str, published: date) -> dict[str, Any]:
    uuid = str(UUID(int=draw.getrandbits(128), version=4))
    agency = draw.randrange(12)
    person = draw.random() < 0.3
    where = draw.choice(PLACES) + draw.choice(VILLAGES)
    if person:
        party = {"name": f"{draw.choice(GIVEN)}某某", "kind": "person", "credit_code": ""}
    else:
        name = f"{draw.choice(PLACES)[:2]}{draw.choice(SOUNDS)}{draw.choice(SOUNDS)}{draw.choice(FIRMS)}有限公司"
        party = {"name": name, "kind": "organisation", "credit_code": f"91370687MA{draw.randrange(10**8):08d}"}
    conduct = f"{draw.choice(ACTS)}{draw.choice(THINGS)}{draw.choice(AIMS) if draw.random() < 0.4 else ''}"
    area = f"{draw.randrange(20, 9000)}.{draw.randrange(10)}"
    fine = draw.randrange(1, 3000) * 100
    decided = published - timedelta(days=draw.randrange(1, 7))
    text = f"罚款 {fine:,}.00 元" if kind == "行政处罚" else f"准予{draw.choice(AIMS)}"
    doc = f"演自然资规{'罚' if kind == '行政处罚' else '字'}〔{decided.year}〕{number % 90_000 + 1}号"
    return {
        "uuid": uuid, "version": 1, "category": kind, "number": doc, "title": f"{doc} {kind}决定",
        "agency": {"name": f"演示市第{'一二三四五六七八九十百千'[agency]}区自然资源局", "code": f"bench{agency}"},
        "party": party, "violation": conduct,
        "facts": f"{published.year}年{published.month}月现场检查发现，当事人{conduct}，位于{where}，面积 {area} 平方米，"
                 f"四至清楚，{'符合' if draw.random() < 0.6 else '不符合'}国土空间规划，有现场勘测笔录和照片为证。",
        "basis": [draw.choice(BASIS)], "discretion": {"grade": draw.choice(["较轻", "一般", "较重"]), "reason": ""},
        "penalties": [{"kind": "罚款", "text": text, "amount_yuan": f"{fine}.00", "area_m2": area}],
        "fine_yuan": f"{fine}.00" if kind == "行政处罚" else None,
        "gist": f"{party['name']}{conduct} {area} 平方米，{text}。",
        "decided_on": decided.isoformat(), "published_on": published.isoformat(), "keep_until": None,
        "officers": [], "remedy": "可自收到之日起 60 日内申请行政复议。", "performance": [], "masked_kinds": [], "documents": [],
        "code": _code(number), "source": None, "legacy": False, "demonstration": True, "demonstration_fields": [],
        "not_seen": [],
    }  # fmt: skip


def _code(number: int) -> str:
    signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    return "".join(signs[number >> 5 * place & 31] for place in range(7, -1, -1))


def columns(record: dict[str, Any]) -> dict[str, Any]:
    """The table row that the feed would have made of ``record``, already written as files."""
    # Of a record without fractions, sorted JSON is its canonical form.
    text = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    empty = dict.fromkeys(
        ("source", "unit", "withdrawn_reason_code", "withdrawn_reason", "withdrawn_clause"), ""
    ) | dict.fromkeys(("keep_until", "withdrawn_on", "journal_entry_id", "proof"))
    same = (
        "number",
        "title",
        "category",
        "violation",
        "gist",
        "decided_on",
        "published_on",
        "version",
        "code",
        "legacy",
    )
    return empty | {name: record[name] for name in same} | {
        "uuid": UUID(record["uuid"]).hex, "agency_name": record["agency"]["name"], "agency_code": record["agency"]["code"],
        "party_display": record["party"]["name"], "party_kind": record["party"]["kind"],
        "credit_code": record["party"]["credit_code"], "basis": "；".join(record["basis"]),
        "penalty_text": record["penalties"][0]["text"], "fine_yuan": record["fine_yuan"], "status": "published",
        "record": text, "record_sha256": hashlib.sha256(text.encode()).hexdigest(), "revision": 1, "rendered_revision": 1,
    }  # fmt: skip


def _insert(rows: list[dict[str, Any]]) -> None:
    names = list(rows[0])
    sql = f"INSERT INTO portal_publicdecision ({', '.join(names)}) VALUES ({', '.join(['%s'] * len(names))})"
    versions = (
        "INSERT INTO portal_decisionversion (uuid, version, kind, record_sha256, published_on, reason)"
        " VALUES (%s, 1, 'published', %s, %s, '')"
    )
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(sql, [tuple(row.values()) for row in rows])
        cursor.executemany(versions, [(row["uuid"], row["record_sha256"], row["published_on"]) for row in rows])


def load(count: int) -> dict[str, float]:
    """Fill the portal's tables, counts and index up to ``count`` decisions. Seconds of each part."""
    began = time.perf_counter()
    there = PublicDecision.objects.count()
    flow = records(count, there)
    with permit("bench"):
        site = PublicSite.objects.first() or PublicSite()
        site.name, site.edition, site.demonstration = "演示市自然资源局", edition(), True
        site.save()
        while part := [columns(record) for _, record in zip(range(CHUNK), flow, strict=False)]:
            _insert(part)
            there += len(part)
            if there % 50_000 == 0:
                say(f"{there:,} / {count:,} 行，{time.perf_counter() - began:.0f} 秒")
        rows = time.perf_counter() - began
        tally.recount()
    counted = time.perf_counter() - began - rows
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    started = time.perf_counter()
    search.rebuild(lambda done: say(f"检索 {done:,} / {count:,}，{time.perf_counter() - started:.0f} 秒"))
    return {"rows": rows, "counts": counted, "index": time.perf_counter() - started}


def main() -> int:
    print(json.dumps(load(int(sys.argv[2]))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
