"""文号 as really printed, and the one form that is prescribed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daylight.core.docnumber import WORDS, compose, parse

PRINTED = [
    ("海自然资规罚〔2026〕3号", "海自然资规", "罚", 2026, "", 3, []),
    ("文市自然资决字〔2023〕第11号", "文市自然资", "决", 2023, "", 11, ["ordinal_mark"]),
    ("威自然执(经)罚字〔2024〕4号", "威自然执(经)", "罚", 2024, "", 4, ["inner_brackets"]),
    ("枣自资规监(罚)字〔2020〕1号", "枣自资规监", "罚", 2020, "", 1, ["inner_brackets"]),
    ("娄环罚(冷)〔2026〕2号", "娄环(冷)", "罚", 2026, "", 2, ["inner_brackets"]),
    ("楚市 林草罚决〔2025〕033号", "楚市林草", "罚决", 2025, "", 33, ["space", "zero_padded"]),
    ("楚市林草罚权告[2025]033号", "楚市林草", "罚权告", 2025, "", 33, ["brackets", "zero_padded"]),
    ("郑环罚决字〔 2021〕006号", "郑环", "罚决", 2021, "", 6, ["space", "zero_padded"]),
    ("盘环罚决(2021)138号", "盘环", "罚决", 2021, "", 138, ["brackets"]),
    ("盘环罚决（２０２１）１３８号", "盘环", "罚决", 2021, "", 138, ["brackets"]),
    ("海国土资罚【2017】5号", "海国土资", "罚", 2017, "", 5, ["brackets"]),
    ("海国土资罚［2017］5号", "海国土资", "罚", 2017, "", 5, ["brackets"]),
    ("洪城罚决字〔2025〕建设第22号", "洪城", "罚决", 2025, "建设", 22, ["ordinal_mark", "series"]),
    ("朔国土资(罚)字[2018]SC第6013号", "朔国土资", "罚", 2018, "SC", 6013,
     ["brackets", "ordinal_mark", "series", "inner_brackets", "long_serial"]),
    ("莆城管简罚决〔2024〕20008号", "莆城管", "简罚决", 2024, "", 20008, ["long_serial"]),
    ("株国土资源执通字2014第0004260号", "株国土资源", "执通", 2014, "", 4260,
     ["brackets", "ordinal_mark", "zero_padded", "long_serial"]),
    ("海自然资规罚〔2026〕3", "海自然资规", "罚", 2026, "", 3, ["without_hao"]),
    ("海自然资规〔2026〕3号", "海自然资规", "", 2026, "", 3, ["without_word"]),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "agency", "word", "year", "series", "serial", "asks"), PRINTED)
def test_printed_forms(raw: str, agency: str, word: str, year: int, series: str, serial: int, asks: list[str]) -> None:
    number, questions = parse(raw)
    assert number is not None
    assert (number.agency, number.word, number.year, number.series, number.serial) == (
        agency,
        word,
        year,
        series,
        serial,
    )
    assert number.raw == raw
    assert [question.code.removeprefix("doc_number_") for question in questions] == asks
    assert not any(question.blocking for question in questions)


@pytest.mark.parametrize(
    "raw", ["", "罚字", "〔2024〕3号", "海罚〔24〕3号", "海罚〔2024〕号", "海罚2024-3", "海罚〔2024〕三号"]
)
def test_unreadable_blocks(raw: str) -> None:
    number, questions = parse(raw)
    assert number is None
    assert [(question.code, question.blocking) for question in questions] == [("doc_number_unreadable", True)]


def test_prescribed_form() -> None:
    assert compose("海自然资规", "罚", 2026, 3) == "海自然资规罚〔2026〕3号"
    number, _ = parse("邹自然资规罚字[2020]第015号")
    assert str(number) == "邹自然资规罚字〔2020〕15号"
    with pytest.raises(ValueError, match="序号"):
        compose("海自然资规", "罚", 2026, 0)


@given(
    st.sampled_from(["海自然资规", "莱国土资", "济任国土资"]),
    st.sampled_from(sorted(WORDS)),
    st.integers(1949, 2099),
    st.integers(1, 99999),
)
def test_composed_numbers_are_read_back(agency: str, word: str, year: int, serial: int) -> None:
    text = compose(agency, word, year, serial)
    number, questions = parse(text)
    assert number is not None
    assert (number.agency, number.word, number.year, number.serial) == (agency, word, year, serial)
    assert str(number) == text
    assert {question.code for question in questions} <= {"doc_number_long_serial"}


@given(st.text(max_size=40))
def test_any_text_is_read_or_asked_about(raw: str) -> None:
    number, questions = parse(raw)
    assert (number is None) == any(question.blocking for question in questions)
