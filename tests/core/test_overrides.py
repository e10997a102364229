"""例外放行: only where the law leaves room, only by a second person, only with a reason, and never unseen."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from daylight.core.facts import CaseFacts, DiscussionFacts, OpeningFacts
from daylight.core.gates import STATE_NAMES, Override, evaluate, refusals_of
from daylight.core.lawentry import LawError
from daylight.core.lawrecords import GateRule

TODAY = date(2026, 12, 1)
ALONE = DiscussionFacts(
    needed=True, held_on=date(2026, 11, 30), attendees=("王",), opinions={"王": "同意"}, conclusion="同意", signed=True
)
GRANT = Override(
    gate="G10", asked_by="1", granted_by="2", reason="其余负责人外出，会议依章程有效",
    granted_at=datetime(2026, 12, 1, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai")), asked_name="李敏", granted_name="孙静",
)  # fmt: skip


def verdict(pack, facts, *overrides, gate="G10"):
    return evaluate([gate], facts, roomy(pack), TODAY, overrides=overrides)[0]


def roomy(pack):
    """The law as if it left room in G10: a gate whose facts are few."""
    rule = replace(pack.gate("G10", TODAY), override=True, override_why="仅供检验", override_fields=("attendees",))
    return replace(pack, rules={**pack.rules, "gate": {**pack.rules["gate"], "G10": (rule,)}})


def test_a_second_person_lets_it_pass_and_is_named(pack):
    found = verdict(pack, CaseFacts(discussion=ALONE), GRANT)
    assert (found.state, STATE_NAMES[found.state]) == ("overridden", "例外放行")
    assert found.override is GRANT
    assert found.refusals == () and refusals_of([found]) == ()
    assert [each.field for each in found.set_aside] == ["attendees"]
    for word in ("孙静", "李敏", GRANT.reason, "只有 1 名"):
        assert word in found.why


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"granted_by": "1"}, "同一人"),
        ({"granted_by": ""}, "提出人和复核人"),
        ({"asked_by": ""}, "提出人和复核人"),
        ({"reason": "  "}, "没有写明理由"),
    ],
)
def test_half_an_override_is_none(pack, changes, said):
    found = verdict(pack, CaseFacts(discussion=ALONE), replace(GRANT, **changes))
    assert found.state == "refused"
    assert [each.field for each in found.refusals] == ["attendees", "override"]
    assert said in found.refusals[-1].message


def test_what_the_law_demands_cannot_ride_along(pack):
    unsigned = replace(ALONE, signed=False)
    found = verdict(pack, CaseFacts(discussion=unsigned), GRANT)
    assert found.state == "refused"
    assert "其余问题请先补正" in found.refusals[-1].message


def test_a_gate_without_room_stays_shut(pack):
    facts = CaseFacts(opening=OpeningFacts())
    found = verdict(pack, facts, replace(GRANT, gate="G03"), gate="G03")
    assert found.state == "refused"
    assert "没有留下余地" in found.refusals[-1].message


def test_an_override_nobody_needs_changes_nothing(pack):
    whole = replace(ALONE, attendees=("王", "赵"), opinions={"王": "同意", "赵": "同意"})
    assert verdict(pack, CaseFacts(discussion=whole), GRANT) == verdict(pack, CaseFacts(discussion=whole))
    assert verdict(pack, CaseFacts(), GRANT).state == "not_applicable"


def test_an_override_of_another_gate_changes_nothing(pack):
    other = replace(GRANT, gate="G12")
    assert verdict(pack, CaseFacts(discussion=ALONE), other) == verdict(pack, CaseFacts(discussion=ALONE))


def test_few_gates_leave_room_and_each_says_where(pack):
    open_ones = {key for key, versions in pack.rules["gate"].items() if versions[-1].override}
    assert open_ones == {"G12"}
    for key in open_ones:
        rule = pack.gate(key, TODAY)
        assert rule.override_why and rule.override_fields


def test_an_override_without_its_reason_is_not_law():
    raw = {"id": "G99", "title": "x", "predicate": "x", "cite": "x", "in_force_from": TODAY, "override": True}
    with pytest.raises(LawError, match="override_why"):
        GateRule.read(raw, "cn/x.toml：[[gate]] G99")
