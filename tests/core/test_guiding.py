"""我要带什么: conditions of materials read from lists as people write them, and what a person has to bring."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daylight.base.guiding import questions_on
from daylight.core.guiding import Material, questions_for, read_material, read_materials, read_questions, to_bring
from daylight.core.lawentry import LawError

ON = date(2026, 11, 23)
QUESTIONS = questions_on(ON)
LISTED = (
    "许可申请书",
    "营业执照或者法人登记证书（法人或者其他组织的提交）",
    "居民身份证件（自然人的提交）",
    "授权委托书（委托办理的提交）",
    "原许可证件（变更、延续、注销的提交）",
    "继续建设的说明（个人、延续的提交）",
    "规划部门意见（视情形提交）",
    "建设用地规划许可证（城市规划区内）",
)


@pytest.mark.parametrize(("text", "name", "when"), [
    ("许可申请书", "许可申请书", {}),
    ("营业执照（法人或者其他组织的提交）", "营业执照", {"applicant": {"organisation"}}),
    ("营业执照（单位提交）", "营业执照", {"applicant": {"organisation"}}),
    ("身份证件(个人提交)", "身份证件", {"applicant": {"person"}}),
    ("原许可证（变更、延续的提交）", "原许可证", {"matter": {"change", "renewal"}}),
    ("原许可证（变更或者延续的提交）", "原许可证", {"matter": {"change", "renewal"}}),
    ("委托书（自然人、委托办理的提交）", "委托书", {"applicant": {"person"}, "presence": {"agent"}}),
    # An undeclared word is no condition: nothing is guessed, the whole stays the name.
    ("勘测定界图（城市规划区内的提交）", "勘测定界图（城市规划区内的提交）", {}),
    ("原件（一式三份）", "原件（一式三份）", {}),
])  # fmt: skip
def test_a_condition_is_read_as_people_write_it(text: str, name: str, when: dict[str, set[str]]) -> None:
    found = read_material(text, QUESTIONS)
    assert (found.name, {code: set(each) for code, each in found.when.items()}) == (name, when)
    assert found.text == text


# Personas → the list they have to bring.
PERSONAS = [
    ("企业自己首次申请", {"applicant": "organisation", "presence": "self", "matter": "first"}, {0, 1, 7}),
    ("企业委托他人首次申请", {"applicant": "organisation", "presence": "agent", "matter": "first"}, {0, 1, 3, 7}),
    ("个人自己变更", {"applicant": "person", "presence": "self", "matter": "change"}, {0, 2, 4, 7}),
    ("个人委托他人延续", {"applicant": "person", "presence": "agent", "matter": "renewal"}, {0, 2, 3, 4, 5, 7}),
    ("企业注销", {"applicant": "organisation", "presence": "self", "matter": "cancel"}, {0, 1, 4, 7}),
]


@pytest.mark.parametrize(("who", "answers", "needed"), PERSONAS, ids=[each[0] for each in PERSONAS])
def test_what_each_person_brings(who: str, answers: dict[str, str], needed: set[int]) -> None:
    found = to_bring(read_materials(LISTED, QUESTIONS), answers)
    assert {LISTED.index(each.text) for each in found.needed} == needed
    assert [each.name for each in found.perhaps] == ["规划部门意见"]


def test_only_questions_that_change_the_answer_are_asked() -> None:
    assert [q.code for q in questions_for(read_materials(LISTED, QUESTIONS), QUESTIONS)] == [
        "applicant",
        "presence",
        "matter",
    ]
    assert questions_for(read_materials(LISTED[:1], QUESTIONS), QUESTIONS) == ()


def test_an_open_question_spares_nobody() -> None:
    materials = read_materials(LISTED, QUESTIONS)
    found = to_bring(materials, {})
    assert [each.name for each in found.needed] == ["许可申请书", "建设用地规划许可证（城市规划区内）"]
    assert not found.spared


ANSWERS = st.fixed_dictionaries({}, optional={q.code: st.sampled_from([a.code for a in q.answers]) for q in QUESTIONS})


@given(ANSWERS, st.lists(st.sampled_from(LISTED), unique=True))
def test_each_material_stands_in_one_heap_and_knowing_more_never_unsettles(
    answers: dict[str, str], listed: list[str]
) -> None:
    materials = read_materials(listed, QUESTIONS)
    found = to_bring(materials, answers)
    assert sorted(m.text for heap in (found.needed, found.perhaps, found.spared) for m in heap) == sorted(listed)
    for question in QUESTIONS:
        if question.code not in answers:
            for answer in question.answers:
                more = to_bring(materials, {**answers, question.code: answer.code})
                assert set(_texts(found.needed)) <= set(_texts(more.needed))
                assert set(_texts(found.spared)) <= set(_texts(more.spared))


def _texts(materials: tuple[Material, ...]) -> list[str]:
    return [each.text for each in materials]


def test_two_answers_may_not_share_a_word() -> None:
    answer = {"id": "a", "word": "单位"}
    base = {"title": "问", "cite": "依据", "in_force_from": date(2020, 1, 1)}
    tables = [{"question": [{"id": "x", "answers": [answer], **base}, {"id": "y", "answers": [answer], **base}]}]
    with pytest.raises(LawError, match="单位"):
        read_questions(tables, ON)
    with pytest.raises(LawError, match="缺少"):
        read_questions([{"question": [{"id": "x"}]}], ON)
    assert read_questions([{"question": [{"id": "x", "answers": [answer], **base}]}], date(2019, 1, 1)) == ()
