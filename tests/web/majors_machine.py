"""The state machine over ``Tries``: any call by anybody in any order, with runs straight at the issue among them."""

from __future__ import annotations

from collections import Counter
from typing import Any, ClassVar

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.cast import Cast
from tests.story import Story
from tests.web.api_client import Program
from tests.web.majors import Tries

ROLES = st.sampled_from(["officer", "officer", "head", "reviewer", "leader", "partner", "stranger"])
RATES = st.sampled_from([100, 142, 143, 150])
ANSWERS = st.sampled_from([("否", "否", "否"), ("否", "否", "否"), ("否", "是", "否"), ("否", "否", ""), ()])
MOVES = st.sampled_from(
    ["submit_for_approval", "approve_decision", "issue_decision", "reject_decision", "recall_approval", "send_for_review",
     "draft_decision", "discuss_collectively", "serve_decision", "pass_dossier", "order_investigation"]
)  # fmt: skip
BODIES: dict[str, Any] = {
    "send_for_review": {"response": "已按意见修改。"},
    "reject_decision": {"reason": "请重新裁量。"},
    "recall_approval": {"reason": "签发前重新拟定。", "fields": {}},
    "order_investigation": {"reason": "补充调查。", "fields": {}},
    "pass_dossier": {"text": "同意。"},
}


class Majors(RuleBasedStateMachine):
    """``people``, ``programs``, ``settings_`` are set by whoever runs it; ``told`` adds up over all runs."""

    people: ClassVar[Cast]
    programs: ClassVar[dict[str, Program]]
    settings_: ClassVar[Any]
    told: ClassVar[Counter[str]]

    def setting_up(self) -> Story:
        """A case told to its party, for one run."""
        raise NotImplementedError

    def putting_back(self) -> None:
        """After it."""

    def __init__(self) -> None:
        super().__init__()
        self.tries = Tries(self.people, self.settings_, self.programs, self.setting_up())

    def teardown(self) -> None:
        self.told.update(self.tries.counts)
        self.told.update({f"answer {name}": count for name, count in self.tries.answers.items()})
        self.putting_back()

    @initialize(rate=RATES, demolish=st.booleans(), answers=ANSWERS)
    def start(self, rate: int, demolish: bool, answers: tuple[str, ...]) -> None:
        self.tries.draft()
        self.tries.save(rate, demolish, answers)

    @rule(rate=RATES, demolish=st.booleans(), answers=ANSWERS, stale=st.sampled_from([False] * 4 + [True]))
    def save(self, rate: int, demolish: bool, answers: tuple[str, ...], stale: bool) -> None:
        self.tries.save(rate, demolish, answers, stale)

    @rule(role=ROLES, code=MOVES)
    def any_move(self, role: str, code: str) -> None:
        self.tries.move(role, code, BODIES.get(code))

    @rule(to=st.sampled_from(["reviewer", "reviewer", "officer", "leader"]), role=st.sampled_from(["reviewer", "head"]))
    def assign(self, to: str, role: str) -> None:
        self.tries.assign(role, to)

    @rule(role=st.sampled_from(["reviewer", "reviewer", "officer"]), passing=st.sampled_from([True, True, False]))
    def settle(self, role: str, passing: bool) -> None:
        self.tries.settle(role, passing)

    @rule(verdict=st.sampled_from(["conforms", "conforms", "mend"]), most=st.sampled_from([20, 20, 3]))
    def find(self, verdict: str, most: int) -> None:
        self.tries.find("reviewer", verdict, most)

    @rule(pick=st.integers(0, 200))
    def again(self, pick: int) -> None:
        self.tries.again(pick)

    @rule()
    def straight_on(self) -> None:
        """Without review, as far as it goes."""
        self.tries.move("officer", "submit_for_approval")
        self.tries.move("leader", "approve_decision")
        self.tries.move("leader", "issue_decision")

    @rule(rate=RATES)
    def reviewed(self, rate: int) -> None:
        """The lawful way, with a change slipped in after the pass where that goes."""
        self.tries.move("officer", "send_for_review", BODIES["send_for_review"])
        self.tries.assign("reviewer", "reviewer")
        self.tries.find("reviewer", "conforms", 20)
        self.tries.settle("reviewer", True)
        self.tries.save(rate, False, ("否", "否", "否"))
        self.tries.move("leader", "approve_decision")
        self.tries.move("leader", "issue_decision")

    @rule(rate=RATES)
    def sent_back_and_raised(self, rate: int) -> None:
        """After the approval: back to the draft, another fine, and on without a further review."""
        self.tries.move("leader", "recall_approval", BODIES["recall_approval"])
        self.tries.move("leader", "reject_decision", BODIES["reject_decision"])
        self.tries.save(rate, False, ("否", "否", "否"))
        self.tries.move("officer", "submit_for_approval")
        self.tries.move("leader", "approve_decision")
        self.tries.move("leader", "issue_decision")


def runs(examples: int, steps: int) -> settings:
    """Settings of one run; failures are short enough to read without shrinking. The seed is given beside."""
    return settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        phases=(Phase.generate,),
        database=None,
        suppress_health_check=list(HealthCheck),
    )
