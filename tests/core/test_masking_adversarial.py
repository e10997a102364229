"""What people do, by accident or on purpose, to get a name or a number past a search."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from daylight.core.masking import Facts, MaskRules, leaks, mask, unmask

ROOT = Path(__file__).resolve().parents[2]
VECTORS = yaml.safe_load((ROOT / "tests/vectors/masking_adversarial.yaml").read_text("utf-8"))
RULES = MaskRules.from_table(tomllib.loads((ROOT / "lawpacks/cn/masking.toml").read_text("utf-8")), date(2026, 5, 1))
KNOWN: dict[str, Any] = {
    "on": "2026-05-01",
    "parties": [
        {
            "name": "王建国", "kind": "person", "role": "party", "aliases": ["王大炮"], "id_number": "37068719900307451X",
            "phone": "13812345678", "address": "山东省烟台市海阳市郭城镇西山村幸福小区3号楼2单元501室",
        },
        {"name": "欧阳海生", "kind": "person", "role": "party"},
        {"name": "高明", "kind": "person", "role": "witness"},
        {"name": "文明", "kind": "person", "role": "witness"},
        {"name": "赵小兵", "kind": "person", "role": "witness"},
        {"name": "阿依古丽·买买提", "kind": "person", "role": "complainant"},
        {"name": "海阳市诚信监督服务社", "kind": "organisation", "role": "complainant"},
        {
            "name": "海阳市山水建材有限公司", "kind": "organisation", "role": "party", "credit_code": "91370687MA3XDD5U6W",
            "address": "海阳市海政路8号", "legal_rep": "初立新",
        },
        {"name": "海阳市自然资源和规划局", "kind": "agency", "role": "agency", "phone": "0535-3221234"},
    ],
    "officers": ["李明", {"name": "孙立"}],
    "trade_secrets": ["配方甲乙丙"],
}  # fmt: skip
FACTS = Facts.read(KNOWN)
STRANGERS = Facts.read({"parties": []})


@pytest.mark.parametrize("written", VECTORS["identity_numbers"])
def test_known_identity_number(written: str) -> None:
    text = f"身份证为{written}，其他"
    result = mask(text, FACTS, RULES)
    assert result.text == "身份证为×××，其他"
    assert result.spans[0].original == written
    assert result.spans[0].kind == "id_number"
    assert unmask(result.text, result.spans) == text


@pytest.mark.parametrize("written", VECTORS["identity_numbers"])
def test_unknown_identity_number_without_a_label(written: str) -> None:
    """Shape alone: the case knows nobody, and no word announces the number."""
    result = mask(f"查明{written}等", STRANGERS, RULES)
    assert result.text == "查明×××等"


@pytest.mark.parametrize("written", VECTORS["phones"])
@pytest.mark.parametrize("facts", [FACTS, STRANGERS], ids=["known", "unknown"])
def test_phone(written: str, facts: Facts) -> None:
    result = mask(f"电话是{written}。", facts, RULES)
    assert result.text in ("电话是×××。", "电话是+×××。")


@pytest.mark.parametrize("case", [*VECTORS["names"], *VECTORS["context"]], ids=lambda case: case["text"])
def test_names_and_context(case: dict[str, Any]) -> None:
    result = mask(case["text"], FACTS, RULES)
    assert result.text == case["public"]
    assert [doubt.original for doubt in result.uncertain] == case.get("asks", [])
    assert unmask(result.text, result.spans) == case["text"]
    assert all(case["text"][span.start : span.end] == span.original for span in result.spans)


@pytest.mark.parametrize("text", VECTORS["stays"])
def test_what_is_not_personal_stays(text: str) -> None:
    assert mask(text, FACTS, RULES).text == text


@pytest.mark.parametrize("text", VECTORS["stays"])
def test_what_is_not_personal_is_no_leak(text: str) -> None:
    assert not [leak for leak in leaks(text, FACTS, RULES) if leak.certain]


@pytest.mark.parametrize(
    ("output", "fragment"),
    [
        ("王建国占地", "王建国"),
        ("王　建国占地", "王　建国"),
        ("号码19900307", "19900307"),
        ("号码1234567", "1234567"),
        ("住幸福小区3号楼", "幸福小区3号楼"),
        ("证人赵小兵", "赵小兵"),
        ("张三，13998765432", "13998765432"),
        ("ID37068719900307451X.pdf", "37068719900307451X"),
    ],
)
def test_a_leak_is_found_again(output: str, fragment: str) -> None:
    found = [leak for leak in leaks(output, FACTS, RULES) if leak.certain]
    assert fragment in [leak.fragment for leak in found]


@pytest.mark.parametrize(
    ("output", "fragment"), [("证件尾数 5678 的人", "5678"), ("王建国超市", "王建国"), ("文明施工", "文明")]
)
def test_a_short_or_ambiguous_piece_is_for_a_person(output: str, fragment: str) -> None:
    assert fragment in [leak.fragment for leak in leaks(output, FACTS, RULES)]


@pytest.mark.parametrize("section", ["identity_numbers", "phones"])
def test_masked_text_has_no_leak(section: str) -> None:
    for written in VECTORS[section]:
        public = mask(f"王建国，{written}，欧阳海生。", FACTS, RULES).text
        assert leaks(public, FACTS, RULES) == []
