"""逐要素核对: the eleven elements of a review looked at by the platform, from the frozen dossier and the gates' answers.

Pure: everything is handed in as ``Material``. Where nothing can be said by arithmetic the element stays silent.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from daylight.core.elementfindings import Check, Element, Fact, State
from daylight.core.facts import CaseFacts
from daylight.core.gates.verdict import Verdict
from daylight.core.refusal import Refusal

# Which gate speaks to which element.
GATES: dict[str, tuple[str, ...]] = {
    "subject": ("G29",),
    "qualification": ("G01",),
    "evidence": ("G25", "G26"),
    "facts": ("ZS01",),
    "law": ("G13",),
    "discretion": ("G12", "ZS02", "SF02"),
    "procedure": ("G02", "G03", "G07", "G08", "G11", "G18", "XK01", "XK02", "XK03", "XK05", "ZS04"),
    "authority": ("G27", "G28", "QZ01", "ZS03"),
    "documents": ("XK04",),
    "crime": ("G24",),
}
Content = Mapping[str, Any]
OWN_PAPERS = frozenset({"legal_review_opinion"})
FIGURE = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """``said``: the draft as a reviewer reads it, by field; ``labels`` its field names. ``subject`` and ``item``: the rows of
    the 主体清单 and 事项清单 in force, None when the lists do not carry them. ``law``: the law's item on the chosen day, None
    when it was not in force or none applies. ``lacking``: what the draft lacks. ``lines``: transfer lines as sentences.
    """

    content: Content
    said: Mapping[str, Any]
    labels: Mapping[str, str]
    facts: CaseFacts
    verdicts: tuple[Verdict, ...]
    today: date
    agency: str
    subject: Mapping[str, Any] | None = None
    item: Mapping[str, Any] | None = None
    law: str | None = None
    law_asked: bool = False
    grade: str = ""
    lacking: tuple[Refusal, ...] = ()
    measured: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    screened: str = ""


def probe(material: Material) -> dict[str, Element]:
    """Facts and checks of every element, by its code."""
    found = {code: look(material) for code, look in LOOKS.items()}
    seen = {place for facts, _ in found.values() for fact in facts for place in fact.at}
    # A field nobody else looks at belongs to the paper as a whole, so that no change of it goes unseen.
    rest = tuple(place for place in (f"field:{name}" for name in material.said) if place not in seen)
    facts, checks = found["documents"]
    found["documents"] = ([replace(facts[0], at=(*facts[0].at, *rest))], checks)
    return {code: Element(tuple(f), (*c, *_of_gates(material, code))) for code, (f, c) in found.items()}


Looked = tuple[list[Fact], list[Check]]


def _of_gates(material: Material, code: str) -> tuple[Check, ...]:
    known = {each.gate: each for each in material.verdicts}
    found = [known[gate] for gate in GATES.get(code, ()) if gate in known]
    return tuple(
        Check(state=each.state, said=_said(each), title=each.title, cite=each.cite, gate=each.gate) for each in found
    )


def _said(verdict: Verdict) -> str:
    """A gate that refuses says what is wrong."""
    return verdict.why or "；".join(each.message for each in (*verdict.refusals, *verdict.set_aside))


def _state(holds: bool, otherwise: State = "doubt") -> State:
    return "passed" if holds else otherwise


def _papers(content: Content, *codes: str) -> tuple[str, ...]:
    return tuple(f"document:{each['uuid']}" for each in content.get("documents", ()) if each.get("code") in codes)


def _fields(material: Material, *names: str) -> tuple[str, ...]:
    return tuple(f"field:{name}" for name in names if material.said.get(name))


def _subject(m: Material) -> Looked:
    row = m.subject
    listed = (
        f"主体清单载明：{row['code']}，{row.get('subject_type') or '主体类别未填'}" if row else "主体清单里没有查到"
    )
    at = ("case:procedure", "case:item_name", *_papers(m.content, "opening_approval", "acceptance_notice"))
    check = Check(
        state=_state(row is not None),
        said=f"{m.agency}在主体清单内" if row else f"送审之日有效的主体清单里没有查到{m.agency}，请核对执法主体资格。",
        title="执法主体清单",
        cite="行政处罚法第十七条",
    )
    return [Fact(text=f"以{m.agency}的名义作出；{listed}", at=at)], [check]


def _qualification(m: Material) -> Looked:
    facts = [
        Fact(
            text=f"{visit.on} {visit.title}：" + "；".join(_certificate(each) for each in visit.officers),
            at=tuple(f"officer:{each.certificate_number}" for each in visit.officers if each.certificate_number),
        )
        for visit in m.facts.visits or ()
    ]
    assigned = m.facts.assigned or ()
    if assigned:
        at = tuple(f"officer:{each.certificate_number}" for each in assigned if each.certificate_number)
        facts.append(Fact(text="承办人：" + "；".join(_certificate(each) for each in assigned), at=at))
    return facts, []


def _certificate(officer: Any) -> str:
    until = f"，有效期至 {officer.valid_until}" if officer.valid_until else ""
    return f"{officer.name}（执法证 {officer.certificate_number or '未登记'}{until}）"


def _main_facts(m: Material) -> Looked:
    """What the case says of itself has to be found again in the words of the draft."""
    case = m.content.get("case", {})
    told = "\n".join(str(text) for text in m.said.values())
    names = [p["name"] for p in case.get("parties", ()) if isinstance(p, Mapping) and p.get("role") == "party"]
    asked = [("当事人", name) for name in names]
    asked += [("地点", str(case["place"]))] if case.get("place") else []
    asked += [("面积（平方米）", str(case["area_m2"]))] if case.get("area_m2") else []
    at = (*_fields(m, "facts", "content", "reason"), *_papers(m.content, "site_record", "investigation_report"))
    facts = [Fact(text="案件登记：" + "；".join(f"{label} {value}" for label, value in asked), at=at)] if asked else []
    checks = []
    for label, value in asked:
        holds = _told(value, told)
        said = f"拟决定写明了登记的{label}" if holds else f"拟决定里没有找到登记的{label}“{value}”，请核对是否一致。"
        checks.append(Check(state=_state(holds), said=said, title="登记与拟决定对照", cite="行政处罚法第四十条"))
    return facts, checks


def _told(value: str, text: str) -> bool:
    """Whether ``value`` stands in ``text``; 640.00 may be written 640, but 64 or 1,640 is another figure."""
    if not FIGURE.fullmatch(value):
        return value in text
    return any(Decimal(each) == Decimal(value) for each in FIGURE.findall(text.replace(",", "")))


def _evidence(m: Material) -> Looked:
    named = m.content.get("draft", {}).get("evidence") or []
    inside = {str(e["uuid"]) for kind in ("documents", "recordings") for e in m.content.get(kind, ())}
    rows = [each for each in named if isinstance(each, Mapping)]
    papers, films = len(m.content.get("documents", ())), len(m.content.get("recordings", ()))
    at = (
        *_fields(m, "evidence"),
        *(f"{each['kind']}:{each['ref']}" for each in rows if str(each.get("ref")) in inside),
        *(f"recording:{each['uuid']}" for each in m.content.get("recordings", ())),
    )
    at = tuple(dict.fromkeys(at or _papers(m.content, "site_record", "inquiry_record", "permit_review_report")))
    facts = [Fact(text=f"送审卷有文书 {papers} 份、音像 {films} 段；拟决定列举证据 {len(rows)} 项", at=at)]
    checks = []
    if "evidence" in m.content.get("draft", {}):
        astray = [str(each.get("label") or each.get("ref")) for each in rows if str(each.get("ref")) not in inside]
        said = "列举的证据都在送审卷内" if rows and not astray else "拟决定没有列举证据，请补充。"
        if astray:
            said = f"列举的证据不在送审卷内：{'、'.join(astray)}，请核对证据来源。"
        checks.append(
            Check(
                state=_state(bool(rows) and not astray, "refused"),
                said=said,
                title="证据链",
                cite="行政处罚法第四十六条",
            )
        )
    missing = m.facts.recordings
    if missing and missing.required:
        gap = [name for code, name in missing.required.items() if code not in missing.present | set(missing.excused)]
        said = f"应当录制的环节还没有音像：{'、'.join(gap)}，请核对。" if gap else "应当录制的环节都有音像或者说明"
        checks.append(Check(state=_state(not gap), said=said, title="音像记录", cite="行政处罚法第四十七条"))
    return facts, checks


def _law(m: Material) -> Looked:
    draft = m.content.get("draft", {})
    day, ended = draft.get("law_on"), m.content.get("case", {}).get("act_ended_on")
    at = _fields(m, "violates", "basis", "law_on", "charges", "law", "reason")
    told = [f"适用 {day} 的规定"] if day else []
    told += [f"违法行为终了日 {ended}"] if ended else []
    facts = [Fact(text="；".join(told), at=at)] if told else [Fact(text="见拟决定所列依据", at=at)] if at else []
    if not m.law_asked:
        return facts, []
    holds = m.law is not None
    said = (
        f"所选日期有效的规定：{m.law}"
        if holds
        else f"法规库里查不到 {day or '所选日期'} 有效的对应规定，请核对适用的法律。"
    )
    return facts, [Check(state=_state(holds), said=said, title="行为时的法律", cite="行政处罚法第三十七条")]


def _discretion(m: Material) -> Looked:
    fine = m.content.get("draft", {}).get("fine_yuan")
    table = m.content.get("draft", {}).get("fine_table") or {}
    at = _fields(
        m, "grade", "factors", "discretion_reason", "deviation_reason", "parts", "fine_table", "fine_yuan", "gains",
        "gains_yuan", "penalties", "amount", "content",
    )  # fmt: skip
    told = [f"裁量阶次：{m.grade}"] if m.grade else []
    told += [f"罚款 {fine} 元"] if fine else []
    told += [f"{row['bounds']}" for row in table.get("rows", ()) if row.get("bounds")]
    checks = []
    if table.get("deviates"):
        said = "数额偏离裁量阶次，已写理由，请核对理由是否成立。"
        checks.append(Check(state="doubt", said=said, title="偏离裁量基准", cite="行政处罚法第三十四条"))
    return [Fact(text="；".join(told) or "拟决定没有罚款和阶次", at=at)], checks


def _procedure(m: Material) -> Looked:
    facts = [
        Fact(
            text=f"告知书 {n.sent_on} 发出，{f'{n.received_on} 收到' if n.received_on else '还没有收到'}",
            at=_papers(m.content, "penalty_notice", "hearing_notice", "service_receipt"),
        )
        for n in m.facts.notices or ()
    ]
    spoken = _fields(m, "statement_summary", "hearing_summary")
    facts += [Fact(text="告知、陈述申辩和听证情况见拟决定", at=spoken)] if spoken else []
    heard = m.facts.hearing
    if heard and heard.held_on:
        facts.append(Fact(text=f"{heard.held_on} 举行听证", at=_papers(m.content, "hearing_record")))
    late = []
    for each in m.content.get("clocks", ()):
        if each.get("due_on"):
            facts.append(
                Fact(
                    text=f"{each['name']}：{each['started_on']} 起，{each['due_on']} 届满",
                    at=(f"clock:{each['code']}",),
                )
            )
            # A limit of the party's own is there to run out.
            if not each.get("party_right") and str(each["due_on"]) < str(each.get("stopped_on") or m.today):
                late.append(str(each["name"]))
    said = f"已经超过期限：{'、'.join(late)}，请核对有无延长或者扣除。" if late else "没有超过期限的计时"
    checks = [Check(state=_state(not late), said=said, title="办理期限", cite="行政处罚法第六十条")] if facts else []
    return facts, checks


def _authority(m: Material) -> Looked:
    case = m.content.get("case", {})
    row = m.item
    what = str(case.get("item_name") or case.get("title") or "")
    listed = f"事项清单载明：{row['code']}" if row else "事项清单里没有查到"
    said = "事项在执法事项清单内" if row else f"送审之日有效的执法事项清单里没有“{what}”，请核对职权。"
    check = Check(state=_state(row is not None), said=said, title="执法事项清单", cite="行政处罚法第十七条、第三十八条")
    return [Fact(text=f"{what}；{listed}", at=("case:item_name", "case:place"))], [check]


def _documents(m: Material) -> Looked:
    papers = m.content.get("documents", ())
    # What the review itself wrote is not what is reviewed.
    papers = [each for each in papers if each.get("code") not in OWN_PAPERS]
    at = tuple(f"document:{each['uuid']}" for each in papers)
    facts = [Fact(text=f"已定稿文书 {len(papers)} 份：" + "、".join(str(e.get("title")) for e in papers), at=at)]
    if m.lacking:
        said = "拟决定缺少：" + "；".join(each.message for each in m.lacking)
        return facts, [
            Check(state="refused", said=said, title="必载事项", cite=m.lacking[0].cite or "行政处罚法第五十九条")
        ]
    return facts, [Check(state="passed", said="拟决定的必填内容齐全", title="必载事项", cite="行政处罚法第五十九条")]


def _crime(m: Material) -> Looked:
    told = [f"查得：{'、'.join(m.measured)}"] if m.measured else []
    told += [f"移送线：{'；'.join(m.lines)}"] if m.lines else []
    told += [f"承办机构判断：{m.screened}"] if m.screened else []
    at = (*_fields(m, "facts", "content"), *_papers(m.content, "investigation_report", "site_record"))
    return [Fact(text="；".join(told) or "本事项没有登记移送线", at=at)], []


def _other(m: Material) -> Looked:
    priors = m.content.get("priors") or {}
    hits = [str(h.get("number")) for key in ("same_act", "same_place", "earlier") for h in priors.get(key, ())]
    told = f"以往处罚查询：{'、'.join(hits) if hits else '未发现'}" if priors else "没有以往处罚查询"
    return [Fact(text=told, at=("case:title", *_papers(m.content, "prior_search_record")))], []


LOOKS: dict[str, Callable[[Material], Looked]] = {
    "subject": _subject,
    "qualification": _qualification,
    "facts": _main_facts,
    "evidence": _evidence,
    "law": _law,
    "discretion": _discretion,
    "procedure": _procedure,
    "authority": _authority,
    "documents": _documents,
    "crime": _crime,
    "other": _other,
}


def asked_gates(of_moves: Iterable[str]) -> list[str]:
    """The gates to evaluate: those that speak to an element and stand in the procedure at all."""
    moves = set(of_moves)
    return [gate for gates in GATES.values() for gate in gates if gate in moves]
