"""Facts, rules, names, blocking, records, and the one promise: published equals served outside the spans."""

import json
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from daylight.core.lawentry import LawError
from daylight.core.masking import Facts, MaskRules, Span, apply, leaks, mask, mask_record, mask_report, unmask
from daylight.core.masking.names import masked_names, surname
from daylight.core.masking.shapes import STRICT

ROOT = Path(__file__).resolve().parents[2]
TABLE = tomllib.loads((ROOT / "lawpacks/cn/masking.toml").read_text("utf-8"))
RULES = MaskRules.from_table(TABLE, date(2026, 5, 1))


def _facts(*parties: dict[str, Any], **more: Any) -> Facts:
    return Facts.read({"parties": list(parties), **more})


def _person(name: str, role: str = "party", **more: Any) -> dict[str, Any]:
    return {"name": name, "kind": "person", "role": role, **more}


def test_the_lawpack_has_one_rule_for_every_kind() -> None:
    assert set(RULES.rules) == set(STRICT)
    assert all(rule.cite and rule.what for rule in RULES.rules.values())


def test_a_rule_of_another_day_is_not_used() -> None:
    assert "representative_name" not in MaskRules.from_table(TABLE, date(2020, 1, 1)).rules


@pytest.mark.parametrize("change", [{"kind": "shoe"}, {"how": "blur"}])
def test_a_rule_that_cannot_be_used_is_named(change: dict[str, str]) -> None:
    rule = TABLE["rule"][0] | change
    with pytest.raises(ValueError, match="party-name"):
        MaskRules.from_table({"rule": [rule]}, date(2026, 5, 1))
    with pytest.raises(LawError, match="shade"):
        MaskRules.from_table({"rule": [TABLE["rule"][0] | {"shade": 1}]}, date(2026, 5, 1))


def test_no_rules_means_the_strict_side() -> None:
    result = mask("王建国，13812345678", _facts(_person("王建国")))
    assert result.text == "王某，×××"
    assert [span.rule for span in result.spans] == ["party_name", "phone"]


def test_an_agency_may_publish_full_names_of_the_punished() -> None:
    rules = MaskRules.from_table({"rule": [TABLE["rule"][0] | {"how": "keep"}]}, date(2026, 5, 1))
    facts = _facts(_person("王建国"), _person("赵小兵", "witness"))
    assert mask("王建国、赵小兵", facts, rules).text == "王建国、×××"
    assert leaks("王建国、×××", facts, rules) == []


@pytest.mark.parametrize(
    ("names", "masked"),
    [
        (["王建国"], ["王某"]),
        (["王建国", "王小丽", "李四"], ["王某甲", "王某乙", "李某"]),
        (["王建国", "王建国"], ["王某", "王某"]),
        (["欧阳文", "欧文"], ["欧阳某", "欧某"]),
        (["阿依古丽·买买提"], ["阿某"]),
        (["Smith"], ["S某"]),
    ],
)
def test_names_keep_the_surname(names: list[str], masked: list[str]) -> None:
    table = masked_names(names)
    assert [table[name] for name in names] == masked


def test_compound_surname_of_two_characters_is_a_whole_name() -> None:
    assert surname("东方") == "东"


def test_same_surname_of_party_and_representative_are_told_apart() -> None:
    facts = _facts(_person("王建国"), {"name": "海阳市山水建材有限公司", "kind": "organisation", "legal_rep": "王小丽"})
    assert mask("王建国与王小丽", facts, RULES).text == "王某甲与王某乙"


def test_a_witness_who_is_also_party_is_hidden() -> None:
    facts = _facts(_person("王建国"), _person("王建国", "witness"))
    assert mask("王建国", facts, RULES).text == "×××"


def test_officer_of_the_same_name_is_a_question() -> None:
    result = mask("李明到场", _facts(_person("李明", "witness"), officers=["李明"]), RULES)
    assert result.text == "李明到场"
    assert [doubt.masked for doubt in result.uncertain] == [False]


def test_officer_whose_name_contains_a_hidden_name_stays() -> None:
    result = mask("执法人员李明华询问李明", _facts(_person("李明"), officers=["李明华"]), RULES)
    assert result.text == "执法人员李明华询问李某"


def test_organisation_named_after_its_owner_stays_and_is_asked_about() -> None:
    facts = _facts(_person("王建国"), {"name": "海阳市王建国超市", "kind": "organisation"})
    result = mask("海阳市王建国超市由王建国经营", facts, RULES)
    assert result.text == "海阳市王建国超市由王某经营"
    assert [(doubt.start, doubt.original) for doubt in result.uncertain] == [(3, "王建国")]


def test_number_split_over_table_cells_is_not_glued_to_its_neighbour() -> None:
    result = mask("序号 1\n13812345678 2026\n37068719900307451X 13998765432", _facts(), RULES)
    assert [span.original for span in result.spans] == ["13812345678", "37068719900307451X", "13998765432"]


@pytest.mark.parametrize(
    ("party", "on", "blocked"),
    [
        (_person("王小宝", "minor"), None, True),
        (_person("王小宝", minor=True), None, True),
        (_person("王小宝", id_number="370687201006010127"), "2026-05-01", True),
        (_person("王小宝", born_on="2010-06-01"), "2026-05-01", True),
        (_person("王小宝", born_on="2008-05-01"), "2026-05-01", True),
        (_person("王小宝", born_on="2008-04-30"), "2026-05-01", False),
        (_person("王小宝", born_on="1990-06-01"), "2026-05-01", False),
        (_person("王小宝"), "2026-05-01", False),
    ],
)
def test_a_case_with_a_minor_is_not_published(party: dict[str, Any], on: str | None, blocked: bool) -> None:
    result = mask("王小宝", _facts(party, on=on), RULES)
    assert bool(result.blocked) is blocked
    assert "小宝" not in result.text


@pytest.mark.parametrize(
    "raw",
    [[], {"parties": {}}, {"parties": [{"kind": "person"}]}, {"parties": [{"name": "王", "kind": "人"}]}, {"on": "昨天"},
     {"parties": ["王建国"]}],
)  # fmt: skip
def test_unusable_facts_are_refused_in_chinese(raw: Any) -> None:
    with pytest.raises(ValueError, match=r"[\u4e00-\u9fff]"):
        Facts.read(raw)


def test_record_is_masked_field_by_field() -> None:
    record = {
        "party": "王建国", "fine_yuan": 9880, "penalties": [{"content": "责令王建国退还土地", "amount_yuan": 9880}],
        "decision_date": date(2026, 5, 1), "agency": "海阳市自然资源和规划局",
    }  # fmt: skip
    masked = mask_record(record, _facts(_person("王建国")), RULES)
    assert masked.record == record | {
        "party": "王某",
        "penalties": [{"content": "责令王某退还土地", "amount_yuan": 9880}],
    }
    assert list(masked.spans) == ["party", "penalties[0].content"]
    assert record["party"] == "王建国"


def test_report_is_plain_json() -> None:
    report = mask_report("王建国超市，王建国", {"parties": [_person("王建国")]}, RULES)
    assert json.loads(json.dumps(report, ensure_ascii=False)) == report
    assert set(report) >= {"text", "spans", "uncertain", "blocked", "leaks"}
    assert set(report["spans"][0]) >= {"start", "end", "kind", "rule", "original"}
    assert report["spans"][0]["rule"] == "party-name"


PIECES = st.sampled_from(
    ["王建国", "王 建国", "13812345678", "138-1234\n5678", "37068719900307451X", "住海阳市郭城镇西山村12号", "，", "。", "\n", " ",
     "鲁F12345", "罚款", "2026年5月1日", "壹万元整", "王建国超市", "\u200b", "①", "㎡", "𠮷", "e\u0301", "ﬁ", "㈱", "联系电话：", "身份证号"]
)  # fmt: skip
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=14).map("".join)
FACTS = _facts(_person("王建国", phone="13812345678", id_number="37068719900307451X", address="海阳市郭城镇西山村12号"))


@settings(deadline=None)
@given(TEXTS)
def test_published_equals_served_outside_the_spans(text: str) -> None:
    result = mask(text, FACTS, RULES)
    assert unmask(result.text, result.spans) == text
    assert apply(text, result.spans) == result.text
    assert all(a.end <= b.start for a, b in zip(result.spans, result.spans[1:], strict=False))


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_what_is_known_does_not_survive(before: str, after: str) -> None:
    public = mask(f"{before}。王建国，37068719900307451X，13812345678。{after}", FACTS, RULES).text
    assert "37068719900307451X" not in public
    assert "，13812345678。" not in public


@settings(deadline=None)
@given(TEXTS)
def test_masking_twice_changes_nothing_more(text: str) -> None:
    once = mask(text, FACTS, RULES)
    assert [leak for leak in leaks(once.text, FACTS, RULES) if leak.certain and leak.kind == "id_number"] == []


def test_an_edit_outside_the_spans_is_found() -> None:
    result = mask("责令王建国退还土地", FACTS, RULES)
    with pytest.raises(ValueError, match="改动"):
        unmask(result.text.replace("王某", "王甲"), result.spans)
    assert unmask(result.text.replace("退还", "保留"), result.spans) != "责令王建国退还土地"
    with pytest.raises(ValueError, match="不符"):
        apply("责令李四退还土地", [Span(2, 5, "party_name", "party-name", "王建国", "王某")])
