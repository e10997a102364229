"""The ordinary penalty procedure as it runs, and what a definition may not say."""

import copy
import tomllib
from datetime import date
from pathlib import Path

import pytest

from daylight.base.access.rights import RIGHTS
from daylight.core.definition import DefinitionError, Requirement
from daylight.core.definitionchecks import Vocabulary
from daylight.core.definitionreading import read_definition
from daylight.core.gates import CONDITIONS
from daylight.core.procedure import available, required, stage_progress, take
from daylight.core.refusal import Refusal

FILE = Path(__file__).parents[2] / "lawpacks/cn/procedures/penalty_ordinary.toml"
WHOLE = [
    ("P0", "request_opening"),
    ("P2", "open_case"),
    ("P3", "conclude_investigation"),
    ("P4", "hear_case"),
    ("P6", "serve_notice"),
    ("P7", "draft_decision"),
    ("P9", "send_for_review"),
    ("P9r", "pass_dossier"),
    ("P10", "approve_decision"),
    ("P11", "issue_decision"),
    ("P12", "serve_decision"),
    ("P13", "close_case"),
    ("P14", "archive_case"),
]


@pytest.fixture(scope="module")
def penalty(pack):
    return pack.procedure("penalty_ordinary", date(2026, 11, 23))


@pytest.fixture
def table():
    return copy.deepcopy(tomllib.loads(FILE.read_text("utf-8"))["procedure"][0])


def vocabulary(pack, **changes):
    known = {
        "gates": frozenset(pack.rules["gate"]),
        "clocks": frozenset(pack.rules["deadline"]),
        "documents": frozenset(pack.rules["document"]),
        "recordings": frozenset(pack.rules["recording_step"]),
        "conditions": CONDITIONS,
        "rights": frozenset(RIGHTS),
        "self_ending": frozenset({"D06", "D07", "D13", "D15", "D16", "D18", "D21", "D37"}),
    }
    return Vocabulary(**{**known, **changes})


def test_the_whole_way_from_lead_to_archive(penalty):
    step = penalty.first_step
    for expected, move in WHOLE:
        assert step == expected
        taken = take(penalty, step, move)
        assert not isinstance(taken, Refusal)
        step = taken.code
    assert penalty.step(step).terminal


@pytest.mark.parametrize(
    ("step", "move", "back"),
    [("P4", "return_to_investigation", "P3"), ("P9r", "return_dossier", "P9"), ("P10", "reject_decision", "P9")],
)
def test_returns(penalty, step, move, back):
    assert take(penalty, step, move).code == back


def test_no_step_can_be_jumped_over(penalty):
    for index, (step, _) in enumerate(WHOLE):
        for later, move in WHOLE[index + 1 :]:
            if later != step:
                assert isinstance(take(penalty, step, move), Refusal)


def test_a_refusal_names_the_present_step_and_what_comes_first(penalty):
    refused = take(penalty, "P3", "issue_decision")
    assert refused.message == "案件现在是“调查取证”，不能“签发决定书”；先要“调查终结”，走到“已批准待签发”之后才能办理。"
    assert "第五十九条" in refused.cite


def test_a_refusal_says_when_the_moment_has_passed(penalty):
    assert "现已过了这一步" in take(penalty, "P12", "open_case").message
    assert "已经结束" in take(penalty, "P15", "open_case").message


def test_moves_that_stay_keep_the_step(penalty):
    for step in ("P0", "P2", "P3"):
        assert take(penalty, step, "issue_stop_order").code == step


def test_a_move_waits_for_the_one_before_it(penalty):
    assert "先“记录陈述申辩”" in take(penalty, "P7", "review_statement", done=frozenset()).message
    assert take(penalty, "P7", "review_statement", done=frozenset({"record_statement"})).code == "P7"
    open_now = {move.code for move in available(penalty, "P7", frozenset())}
    assert "review_statement" not in open_now
    assert "draft_decision" in open_now


def test_review_may_be_left_out_only_where_it_is_not_required(penalty):
    onward = {"send_for_review", "submit_for_approval"}
    free = {move.code for move in available(penalty, "P9", holding=frozenset())} & onward
    bound = {move.code for move in available(penalty, "P9", holding=frozenset({"review_required"}))} & onward
    assert free == {"send_for_review", "submit_for_approval"}
    assert bound == {"send_for_review"}
    refused = take(penalty, "P9", "submit_for_approval", holding=frozenset({"review_required"}))
    assert isinstance(refused, Refusal)


def test_the_hearing_notice_is_required_only_in_hearing_scope(penalty):
    needs = penalty.move("serve_notice").documents
    present = frozenset({"penalty_notice", "service_receipt"})
    assert required(needs, present, frozenset()) == ()
    assert required(needs, present, frozenset({"hearing_scope"})) == (
        Requirement(("hearing_notice",), "hearing_scope"),
    )


def test_one_of_two_records_is_enough(penalty):
    needs = penalty.move("conclude_investigation").documents
    assert required(needs, frozenset({"site_record", "investigation_report"}), frozenset()) == ()
    assert required(needs, frozenset({"investigation_report"}), frozenset())[0].any_of == (
        "site_record",
        "inquiry_record",
    )


def test_ten_stages_in_the_order_of_the_workspace(penalty):
    assert [stage.name for stage in penalty.stages] == [
        "线索与核查", "立案", "调查取证", "调查终结报告", "告知与听证",
        "拟处罚决定", "法制审核", "负责人审批", "送达与执行", "公示与归档",
    ]  # fmt: skip
    assert stage_progress(penalty, "P9r") == 6


def test_every_right_is_in_the_table_of_rights(penalty):
    assert {move.right for move in penalty.moves} <= set(RIGHTS)


def test_an_unknown_move_is_a_programming_fault(penalty):
    with pytest.raises(KeyError):
        take(penalty, "P3", "fly")


def broken(table, change):
    change(table)
    return table


def move_of(table, code):
    return next(each for each in table["move"] if each["code"] == code)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda t: t["step"].append({"code": "P99", "name": "孤立", "stage": "lead"}), "P99.*走不到"),
        (lambda t: move_of(t, "open_case").update(right=""), "open_case.*谁也不能办理"),
        (lambda t: move_of(t, "open_case").update(right="case.fly"), "case.fly.*权限表"),
        (lambda t: move_of(t, "open_case").update(gates=["G99"]), "gates.*G99"),
        (lambda t: move_of(t, "open_case").update(starts=["D99"]), "starts.*D99"),
        (lambda t: move_of(t, "open_case").update(documents=["novel"]), "documents.*novel"),
        (lambda t: move_of(t, "open_case").update(recordings=["song"]), "recordings.*song"),
        (
            lambda t: move_of(t, "serve_notice").update(documents=[{"code": "hearing_notice", "when": "rain"}]),
            "when.*rain",
        ),
        (lambda t: move_of(t, "open_case").update(to="P77"), "P77"),
        (lambda t: move_of(t, "open_case").update({"from": ["P77"]}), "from.*P77"),
        (lambda t: move_of(t, "open_case").update(after=["fly"]), "after.*fly"),
        (lambda t: move_of(t, "open_case").update(eval="1+1"), "不认识的键 eval"),
        (lambda t: move_of(t, "open_case").pop("cite"), "缺少 cite"),
        (lambda t: t.pop("version"), "缺少 version"),
        (lambda t: t["move"].append(dict(move_of(t, "open_case"))), "动作 open_case 重复"),
        (lambda t: t.update(move=[m for m in t["move"] if m["code"] != "archive_case"]), "走不到"),
        (lambda t: [m.update(stops=[]) for m in t["move"] if "D10" in m.get("stops", ())], "D10.*没有动作停止"),
        (lambda t: move_of(t, "issue_decision").update(when="expired:D99"), "D99"),
        (lambda t: move_of(t, "issue_decision").update(when="outcome:nothing"), "nothing"),
        (lambda t: move_of(t, "issue_decision").update(unless="made:nothing"), "nothing"),
        (lambda t: move_of(t, "issue_decision").update(unless="eval:open"), "eval:open"),
        (lambda t: move_of(t, "issue_decision").update(paper="nothing"), "nothing"),
        (lambda t: move_of(t, "issue_decision").update(serves=["nothing"]), "nothing"),
        (lambda t: t["outcome"].append({"code": "x", "name": "另一种", "paper": "nothing"}), "nothing"),
        (lambda t: t["step"][0].update(stage="nowhere"), "nowhere"),
        (lambda t: t.update(first_move="fly"), "first_move"),
    ],
)
def test_a_definition_that_cannot_run_is_refused_by_name(pack, table, change, said):
    with pytest.raises(DefinitionError, match=said):
        read_definition(broken(table, change) | {"source": "cn/x.toml"}, vocabulary(pack))


def test_the_shipped_definition_is_sound(pack, table):
    assert read_definition(table, vocabulary(pack)).id == "penalty_ordinary"
