"""Public records and feed messages for tests; every name is fictitious."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

AGENCY = {"name": "海阳市自然资源和规划局", "code": "haiyang"}
FIRST = "3f0c6f0a-0000-4000-8000-000000000001"
SECOND = "3f0c6f0a-0000-4000-8000-000000000002"
LEGACY = "3f0c6f0a-0000-4000-8000-000000000003"
PDF = b"%PDF-1.7\n" + b"masked decision " * 900 + b"\n%%EOF\n"
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9" height="9"><rect width="9" height="9"/></svg>'
)
BPMN = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>'


def record(uuid: str = FIRST, version: int = 1, **changed: Any) -> dict[str, Any]:
    """A complete record; ``changed`` replaces whole fields."""
    made: dict[str, Any] = {
        "uuid": uuid,
        "version": version,
        "category": "行政处罚",
        "number": "海自然资规罚〔2026〕28号",
        "title": "海自然资规罚〔2026〕28号 行政处罚决定",
        "agency": dict(AGENCY),
        "party": {"name": "演示县某建材有限公司", "kind": "organisation", "credit_code": "91370687MA00000000"},
        "violation": "未经批准占用土地",
        "facts": "2026年8月14日现场检查发现，当事人未经批准占用演示镇西坡村集体土地 640.0 平方米堆放建材，土地现状为未利用地，"
        "符合土地利用总体规划。",
        "basis": ["《土地管理法》第七十七条", "《土地管理法实施条例》第五十七条"],
        "discretion": {"grade": "一般", "reason": "占用未利用地，主动停止堆放"},
        "penalties": [
            {
                "kind": "罚款",
                "text": "罚款 96,000.00 元（640.0 平方米 × 150 元）",
                "amount_yuan": "96000.00",
                "area_m2": "640.0",
            },
            {
                "kind": "责令退还土地",
                "text": "责令退还土地，限期拆除并恢复土地原状",
                "amount_yuan": None,
                "area_m2": None,
            },
        ],
        "fine_yuan": "96000.00",
        "gist": "演示县某建材有限公司未经批准占用西坡村 640.0 平方米集体土地堆放建材，被处罚款 96,000.00 元，并责令退还土地、恢复原状。",
        "decided_on": "2026-11-12",
        "published_on": "2026-11-20",
        "keep_until": "2027-11-20",
        "officers": [
            {"name": "演示甲", "certificate_number": "演示370687001"},
            {"name": "演示乙", "certificate_number": "演示370687002"},
        ],
        "remedy": "当事人可自收到决定书之日起 60 日内向海阳市人民政府申请行政复议，或者 6 个月内向海阳市人民法院提起行政诉讼。",
        "performance": [
            {"on": "2026-11-13", "text": "决定书已送达当事人", "state": "done"},
            {"on": "2026-11-18", "text": "罚款已缴清", "state": "done"},
            {"on": "2026-12-12", "text": "恢复土地原状，待复核", "state": "due"},
        ],
        "masked_kinds": ["自然人住址", "身份证号", "联系方式", "银行账号"],
        "documents": [document()],
        "code": "7K3Q9MXD",
        "source": None,
        "legacy": False,
        "demonstration": True,
        "demonstration_fields": ["party.credit_code"],
        "not_seen": [],
    }
    return {**made, **changed}


def document(name: str = "decision.pdf", content: bytes = PDF) -> dict[str, Any]:
    digest = hashlib.sha256(content).hexdigest()
    return {"name": "行政处罚决定书（公示版）", "format": "PDF", "file": name, "size": len(content), "sha256": digest}


def person_record(**changed: Any) -> dict[str, Any]:
    """A decision about a natural person, shown as 姓＋某某."""
    made = record(
        uuid=SECOND,
        number="海自然资规罚〔2026〕29号",
        title="海自然资规罚〔2026〕29号 行政处罚决定",
        party={"name": "苏某某", "kind": "person", "credit_code": ""},
        violation="占用耕地建房",
        facts="",
        gist="苏某某占用 120.0 平方米耕地建房，被责令限期拆除。",
        penalties=[{"kind": "限期拆除", "text": "责令限期拆除，恢复耕种条件", "amount_yuan": None, "area_m2": "120.0"}],
        fine_yuan=None,
        performance=[],
        documents=[],
        code="0A1B2C3D",
        decided_on="2026-10-30",
        published_on="2026-11-06",
        demonstration_fields=[],
    )
    return {**made, **changed}


def legacy_record(**changed: Any) -> dict[str, Any]:
    """A decision published elsewhere years ago."""
    made = record(
        uuid=LEGACY,
        number="演国土资罚〔2015〕21号",
        title="演国土资罚〔2015〕21号 行政处罚决定",
        agency={"name": "演示市国土资源局", "code": "haiyang"},
        party={"name": "演示市某农业庄园有限公司", "kind": "organisation", "credit_code": ""},
        violation="未经批准占用林地建凉亭",
        facts="",
        basis=["《土地管理法》第七十六条", "《土地管理法实施条例》第四十二条"],
        discretion={"grade": "", "reason": ""},
        gist="演示市某农业庄园有限公司未经批准占用 494 平方米林地建凉亭，被处罚款 9,880.00 元。",
        penalties=[{"kind": "罚款", "text": "罚款 9,880.00 元", "amount_yuan": "9880.00", "area_m2": "494"}],
        fine_yuan="9880.00",
        decided_on=None,
        published_on="2026-11-21",
        keep_until=None,
        officers=[],
        remedy="",
        performance=[],
        masked_kinds=[],
        documents=[],
        code="ZZ990011",
        source={"url": "https://example.gov.cn/art/2016/8/5/21.html", "name": "演示市自然资源局网站", "year": 2016},
        legacy=True,
        demonstration=False,
        demonstration_fields=[],
        not_seen=["decided_on", "officers", "remedy"],
    )
    return {**made, **changed}


def published(body: dict[str, Any], kind: str = "decision.published", **more: Any) -> dict[str, Any]:
    """The feed message that carries ``body``."""
    files = [{"name": d["file"], "content_base64": base64.b64encode(PDF).decode()} for d in body["documents"]]
    return {"kind": kind, "uuid": body["uuid"], "version": body["version"], "record": body, "files": files, **more}


def withdrawn(uuid: str = FIRST, **more: Any) -> dict[str, Any]:
    return {
        "kind": "decision.withdrawn",
        "uuid": uuid,
        "withdrawn_on": "2026-11-25",
        "reason_code": "revoked",
        "reason_text": "原决定经行政复议被撤销。",
        "clause": "行政处罚法第四十八条",
        **more,
    }


def list_published(
    version: int = 1, start: str = "2026-01-01", rows: list[dict[str, Any]] | None = None
) -> dict[str, Any]:
    return {
        "kind": "list.published",
        "list": "items",
        "title": "行政执法事项清单",
        "agency": dict(AGENCY),
        "version": version,
        "basis": "海国土资发〔2017〕90号",
        "in_force_from": start,
        "columns": [
            {"code": "code", "title": "编码"},
            {"code": "item", "title": "事项名称"},
            {"code": "legal_basis", "title": "执法依据"},
            {"code": "time_limit", "title": "办理时限"},
        ],
        "rows": rows
        or [
            {
                "code": "SX001",
                "item": "对非法占用土地的处罚",
                "legal_basis": ["土地管理法第七十七条"],
                "time_limit": "90 日",
            },
            {
                "code": "SX002",
                "item": "对破坏耕地的处罚",
                "legal_basis": ["土地管理法第七十五条"],
                "time_limit": "90 日",
            },
        ],
    }


def site_described(**more: Any) -> dict[str, Any]:
    return {
        "kind": "site.described",
        "name": AGENCY["name"],
        "address": "海阳市演示路 1 号",
        "phone": "0535-0000000",
        "demonstration": True,
        **more,
    }


def flow_published(version: str = "2021", start: str = "2021-07-15", **changed: Any) -> dict[str, Any]:
    """A chart of one step; ``changed`` replaces whole fields."""
    move = {"name": "报请立案", "begin": False, "who": "执法人员", "leads": "on", "to": "立案审批", "cite": "第十六条"}
    move |= {"documents": ["立案呈批表"], "limits": ["立案　7个工作日"], "checks": ["管辖提示"]}
    step = {"number": 1, "name": "线索登记", "cite": "第十五条", "end": False, "moves": [move]}
    made = {"kind": "flow.published", "name": "penalty_ordinary", "title": "行政处罚普通程序流程图", "version": version}
    made |= {
        "cite": "行政处罚法第五章",
        "in_force_from": start,
        "digest": "ab" * 32,
        "svg": DRAWING,
        "svg_narrow": DRAWING,
    }
    made |= {"text": [{"stage": "线索与核查", "steps": [step]}], "bpmn": BPMN, "entry_id": None}
    return {**made, **changed}
