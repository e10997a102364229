"""One filled example of every template: invented parties, places and numbers, for the gallery and for trying a wording."""

from __future__ import annotations

from typing import Any

from daylight.core.lawrecords import DocumentTemplate, Field

OFFICERS = [
    {"name": "演示甲", "certificate": "演示370687001"},
    {"name": "演示乙", "certificate": "演示370687002"},
]
PARTY = {
    "name": "演示县山水建材有限公司",
    "legal_representative": "演示丙",
    "credit_code": "91370687MA0000000X",
    "address": "演示镇演示路2号",
}
GOVERNMENT, COURT = "海阳市人民政府", "海阳市人民法院"
KINDS: dict[str, Any] = {
    "date": "2026-11-20",
    "datetime": "2026-11-20T09:05+08:00",
    "money": "96000.00",
    "area": "640.00",
    "number": "3",
    "bool": True,
    "officers": OFFICERS,
    "person": {"name": "演示丁"},
    "party": PARTY,
    "qa": [
        {"question": "我们是海阳市自然资源和规划局的执法人员，这是我们的执法证件，你看清了吗？", "answer": "看清了。"},
        {"question": "你单位在演示镇演示村建设的厂房，办理用地手续了吗？", "answer": "没有办理。"},
        {"question": "什么时候动工，占了多少地？", "answer": "今年八月动工，占地约六百四十平方米。"},
        {"question": "你还有什么补充？", "answer": "没有了。"},
    ],
    "elements": [
        {"name": "执法主体是否合法", "answer": "通过", "note": "本机关管辖"},
        {"name": "事实是否清楚", "answer": "通过", "note": "有勘测笔录和询问笔录"},
        {"name": "程序是否合法", "answer": "通过", "note": ""},
    ],
}
TEXTS: dict[str, Any] = {
    "facts": "你单位自2026年8月起，未经批准占用演示镇演示村集体土地640平方米建设厂房，现状为钢结构厂房一栋。",
    "basis": "《中华人民共和国土地管理法》第七十七条第一款",
    "law": "《中华人民共和国土地管理法》第七十七条第一款",
    "content": "责令退还非法占用的640平方米土地，处以罚款96,000.00元。",
    "reasons": "上述行为违反土地管理法律的规定，应当依法处理。",
    "place": "演示镇演示村",
    "item": "国有建设用地使用权登记",
    "contact": "演示甲，0535-0000000",
    "phone": "0535-0000000",
    "person_phone": "0535-0000000",
    "person_name": "演示丙",
    "person_id": "370687000000000000",
    "person_address": "演示镇演示路2号",
    "relation": "法定代表人",
    "opinion": "事实清楚，证据充分，建议依法处理。",
    "leader_opinion": "同意。",
    "rights": "你单位可以自收到本文书之日起五个工作日内向本机关陈述、申辩；逾期不提出的，视为放弃。",
    "evidence": ["现场勘测笔录", "询问笔录", "现场照片12张", "土地利用现状图"],
    "materials": ["营业执照", "用地手续", "施工合同"],
    "goods": ["钢管200根，直径48毫米", "挖掘机1台，型号演示210"],
    "things": ["钢管200根，直径48毫米", "挖掘机1台，型号演示210"],
    "performance": "自收到本决定书之日起十五日内退还土地并缴纳罚款。",
    "penalty_number": "海自然资规罚〔2026〕8号",
    "decision_number": "海自然资规决〔2026〕3号",
    "notice_number": "海自然资规费通〔2026〕2号",
    "prior_number": "海自然资规许准〔2024〕5号",
    "order_number": "海自然资规责改〔2026〕6号",
    "refusal_note": "",
    "witness": "演示村村民委员会演示戊",
    "remedy": (
        f"如不服本决定，可以自收到本决定书之日起60日内向{GOVERNMENT}申请行政复议，也可以自收到本决定书之日起6个月内"
        f"直接向{COURT}提起行政诉讼。复议、诉讼期间，除法律另有规定外，不停止本决定的执行。"
    ),
    "agency": "海阳市自然资源和规划局",
    "address": "演示镇演示路2号",
    "requirement": "自收到本文书之日起停止施工，2026年12月5日前恢复土地原状。",
    "consequence": "逾期不改正的，本机关将依法作出行政处罚。",
    "notice": "2026年11月2日送达行政处罚告知书和听证告知书，你单位没有提出陈述、申辩，也没有要求听证。",
    "discretion": "占用一般耕地不足一亩，主动停止建设，裁量阶次为“一般”。",
    "payee": "演示银行海阳支行，演示路1号",
    "surcharge": "逾期不缴纳罚款的，每日按罚款数额的百分之三加处罚款，加处罚款的数额不超过罚款的数额。",
    "document": "行政处罚决定书（海自然资规罚〔2026〕8号）",
    "recipient": "演示县山水建材有限公司",
    "signed_by": "演示丙",
    "drawing": "KC-2026-031",
    "photos": "ZP-001至ZP-012",
    "land_class": "水浇地",
    "condition": "地上建有钢结构厂房一栋，已封顶，四至清楚，施工已停止。",
    "host_certificate": "演示听证0001",
    "participants": "当事人法定代表人演示丙，调查人员演示甲、演示乙",
    "attendees": ["演示局长", "演示副局长", "演示法规科长"],
    "opinions": "演示局长：同意拟处理意见。\n演示副局长：同意。\n演示法规科长：同意，程序合法。",
    "conclusion": "事实清楚，证据确实充分，适用法律正确，程序合法，同意拟处理意见。",
    "cause": "涉嫌非法占用土地",
    "roster_sha256": "4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945",
    "seed": "20261120",
    "online_remedy": "掌上复议",
    "case": "演示县山水建材有限公司非法占地案",
    "before": "罚款人民币96,00.00元",
    "after": "罚款人民币96,000.00元",
}
# Where a word means something of its own in one paper.
OWN: dict[tuple[str, str], Any] = {
    ("penalty_decision", "computation"): [
        {
            "grade": "一般",
            "factor": "水浇地：640平方米 × 150元/平方米",
            "bounds": "64,000.00至192,000.00",
            "result": "96,000.00",
            "reason": "主动停止建设",
        }
    ],
    ("penalty_decision", "evidence"): "现场勘测笔录、询问笔录、现场照片12张、土地利用现状图。",
    ("spot_decision", "remedy"): (
        f"如不服本决定，应当先自收到本决定书之日起60日内向{GOVERNMENT}申请行政复议；对行政复议决定不服的，可以再依法向人民法院"
        "提起行政诉讼。行政复议期间，除法律另有规定外，不停止本决定的执行。"
    ),
    ("spot_decision", "content"): "警告，罚款200元。",
    ("spot_decision", "fine"): "200.00",
}


def sample(template: DocumentTemplate) -> dict[str, Any]:
    """Complete fields of ``template``; optional ones too where there is something to say."""
    found = {each.code: _value(template, each) for each in template.fields}
    return {code: value for code, value in found.items() if value not in ("", None)}


def _value(template: DocumentTemplate, field: Field) -> Any:
    if (template.id, field.code) in OWN:
        return OWN[template.id, field.code]
    if field.kind == "choice":
        return field.choices[0]
    if field.kind == "choices":
        return list(field.choices[:2])
    if field.kind in KINDS:
        return KINDS[field.kind]
    value = TEXTS.get(field.code)
    if value is None:
        value = f"{field.label}的演示内容。" if field.kind == "longtext" else f"演示{field.label}"
    if field.kind == "list":
        return value if isinstance(value, list) else [value]
    return "、".join(value) if isinstance(value, list) else value
