"""Acts in any order, by anybody, against a small model of 行政处罚法第五章: what the law forbids never happens, what it
allows is never kept back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from daylight.base.journal.models import Entry
from daylight.base.orgs.models import Person
from daylight.cases import acts as cases
from daylight.cases.acts.request_opening import Conditions
from daylight.cases.models import Case
from daylight.config.demo import penalty, visits
from daylight.core.moment import BEIJING, local_date
from daylight.core.refusal import Refused
from daylight.decisions import acts as decisions
from daylight.decisions.models import Decision, Draft
from daylight.decisions.standing import decided
from daylight.recording import render
from daylight.review import acts as review
from daylight.review.queries import elements_with_findings
from tests import spoken
from tests.cast import Cast
from tests.story import COMPANY, Story, begin
from tests.turns import CONDITIONS, TURNS, report, trial

ANNOUNCED = 150
# Monday after the autumn holidays; no public holiday from here to the end of the year.
MORNING = datetime(2026, 10, 12, 9, 0, tzinfo=BEIJING)
LAST = date(2026, 12, 29)


def workdays_after(day: date, until: date) -> int:
    """Monday to Friday after ``day`` up to ``until``: nothing else to count in this season."""
    return sum((day + timedelta(n)).weekday() < 5 for n in range(1, (until - day).days + 1))


@dataclass
class Law:
    """What has happened, and what may happen next. Written from the statute, knows no step codes."""

    at: str = "lead"
    confirmed: bool = False
    visited: bool = False
    told_on: date | None = None
    waived: bool = False
    unanswered: int = 0
    hearing_asked: bool = False
    heard_in_time: bool | None = None
    summoned_in_time: bool = False
    rate: int = 0
    assigned: bool = False
    done: list[str] = field(default_factory=list)

    def may(self, name: str, today: date) -> bool:
        """第54条立案, 第44、45、62条告知和陈述申辩, 第63、64条听证, 第58条审核, 第57条负责人, 第61条送达."""
        drafting = {"state", "answer", "waive", "ask_hearing", "hold_hearing"}
        # Nobody loses his word because the officer began to write: what he says is taken down until the file goes on.
        if name in drafting and self.at == "drafting":
            return self._itself(name, today)
        stage = {
            "request": "lead", "open": "asked", "visit": "opened", "conclude": "opened", "hear": "reported",
            "send_back": "reported", "tell": "heard", "state": "told", "answer": "told", "waive": "told",
            "ask_hearing": "told", "hold_hearing": "told", "draft": "told", "rate": "drafting", "send": "drafting",
            "skip_review": "drafting", "assign": "reviewing", "pass": "reviewing", "return": "reviewing",
            "approve": "before the leader", "reject": "before the leader", "issue": "approved", "serve": "issued",
        }[name]  # fmt: skip
        return self.at == stage and self._itself(name, today)

    def _itself(self, name: str, today: date) -> bool:
        return {
            "open": self.confirmed,
            "conclude": self.visited,
            "answer": self.unanswered > 0,
            "ask_hearing": not self.hearing_asked,
            # Summoned seven working days before, or it is no hearing; held once.
            "hold_hearing": self.hearing_asked and self.heard_in_time is None and self.summoned_in_time,
            "send": name == "send" and self.decidable(today),
            # A demolition is always reviewed.
            "skip_review": False,
            "assign": not self.assigned,
            "pass": self.assigned,
            "return": self.assigned,
        }.get(name, True)

    def decidable(self, today: date) -> bool:
        """The party was told, had his five working days or gave them up, was answered, heard if he asked, and is not
        fined more than announced nor outside the law."""
        assert self.told_on is not None
        waited = self.waived or workdays_after(self.told_on, today) > 5
        heard = not self.hearing_asked or self.heard_in_time is True
        return waited and heard and not self.unanswered and 100 <= self.rate <= ANNOUNCED

    def did(self, name: str, today: date) -> None:
        self.done.append(name)
        self.at = {
            "request": "asked", "open": "opened", "conclude": "reported", "hear": "heard", "send_back": "opened",
            "tell": "told", "draft": "drafting", "send": "reviewing", "pass": "before the leader",
            "return": "drafting", "approve": "approved", "reject": "drafting", "issue": "issued", "serve": "served",
        }.get(name, self.at)  # fmt: skip
        if name == "tell":
            self.told_on = today
        if name == "send":
            self.assigned = False


class Office(RuleBasedStateMachine):
    """One case in the hands of everybody."""

    people: Cast

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.savepoint()
        self.story: Story = begin(self.people, MORNING, lists=False)
        self.law = Law()
        self.cases_begun = 0

    @initialize(
        told=st.sampled_from([False, True, True]),
        rate=st.sampled_from([200, ANNOUNCED, 100]),
        ticked=st.sampled_from([False, True]),
    )
    def start(self, told: bool, rate: int, ticked: bool) -> None:
        """From the lead, or from the notice on, where most of the detours are."""
        self.first_rate, self.ticked = rate, ticked
        self.story.to("notice" if told else "register")
        if told:
            self.law = Law(at="told", confirmed=True, visited=True, told_on=self.today, done=["tell"])

    def another(self) -> None:
        """A case that came to its end makes room for the next, at another place (第29条)."""
        self.cases_begun += 1
        tale = replace(COMPANY, place=f"第{self.cases_begun}演示村")
        self.story = begin(self.people, MORNING, tale, lists=False).to("notice")
        self.law = Law(at="told", confirmed=True, visited=True, told_on=self.today, done=["tell"])
        self.first_rate = (ANNOUNCED, 200, 100)[self.cases_begun % 3]

    def teardown(self) -> None:
        try:
            for decision in Decision.objects.exclude(number=""):
                self._lawful(decision)
        finally:
            transaction.savepoint_rollback(self.savepoint)

    @staticmethod
    def _lawful(decision: Decision) -> None:
        """What the file of an issued decision must show, whatever happened in between."""
        kinds = list(Entry.objects.filter(case_uuid=decision.case.uuid).order_by("id").values_list("kind", flat=True))
        order = [
            "cases.case.opened", "decisions.investigation.concluded", "decisions.case.heard",
            "decisions.notice.served", "decisions.dossier.sent", "review.dossier.passed",
            "decisions.decision.approved", "decisions.decision.issued",
        ]  # fmt: skip
        last = [max(n for n, kind in enumerate(kinds) if kind == each) for each in order]
        assert last == sorted(last)
        assert decision.case.handlers.count() == 2
        passed = decision.case.dossiers.filter(state="passed", draft_sha256=decision.draft_sha256).latest("round")
        assert passed.content["draft"]["fine_yuan"] == decision.fields["fine_yuan"]
        assert Decimal(decision.fields["fine_yuan"]) <= decision.case.notices.get().fine_yuan

    # -- how things are tried ---------------------------------------------------------------------------------------------

    @property
    def case(self) -> Case:
        """As a new request reads it."""
        return Case.objects.get(pk=self.story.case.pk)

    @property
    def today(self) -> date:
        return local_date(self.story.now)

    def attempt(self, name: str, by: Person, call: Any, stranger: bool = False) -> bool:
        """Call, and hold the answer against the law."""
        self.story.now += timedelta(minutes=1)
        allowed = self.law.may(name, self.today) and not stranger
        before = (self.case.step, Entry.objects.count())
        try:
            call(self.people.stranger if stranger else by)
        except Refused as refused:
            assert not allowed, f"{name} was kept back: {refused}"
            assert (self.case.step, Entry.objects.count()) == before
            return False
        assert allowed, f"{name} went through after {self.law.done}"
        self.law.did(name, self.today)
        return True

    # -- time -------------------------------------------------------------------------------------------------------------

    @rule(days=st.sampled_from([1, 3, 9]))
    def wait(self, days: int) -> None:
        if self.today + timedelta(days=days) <= LAST:
            self.story.now += timedelta(days=days)

    # -- the next lawful thing, so that some cases come to their end --------------------------------------------------------

    def _forward(self) -> None:
        at = self.law.at
        if at == "opened":
            (self.conclude if self.law.visited else self.visit)(False)
        elif at == "told":
            # The days of the party pass slowly, so that much may happen in them.
            self.wait(3)
            if self.law.unanswered:
                self.answer(False, "不采纳")
            elif self.law.told_on and workdays_after(self.law.told_on, self.today) > 5:
                self.draft(False)
        elif at == "drafting":
            # Sent as it is, then again after some days: too early or too dear must be refused, later it must not.
            if not self.law.rate:
                self.set_rate(False, self.first_rate)
            self.send(False)
            if self.law.at == "drafting":
                self.wait(3)
                if not 100 <= self.law.rate <= ANNOUNCED:
                    self.set_rate(False, ANNOUNCED)
        elif at == "reviewing":
            (self.approve_review(False) if self.law.assigned else self.assign(False))
        else:
            step = {
                "lead": lambda: self.request(False, self.ticked), "asked": lambda: self.open(False),
                "reported": lambda: self.hear(False), "heard": lambda: self.tell(False),
                "before the leader": lambda: self.approve(False), "approved": lambda: self.issue(False),
                "issued": lambda: self.serve(False), "served": self.another,
            }[at]  # fmt: skip
            step()

    @rule()
    def forward(self) -> None:
        self._forward()

    @rule()
    def further(self) -> None:
        self._forward()
        self._forward()

    @rule(pick=st.integers(0, 50))
    def lawful(self, pick: int) -> None:
        """Anything the law allows now: the detours between notice and decision, mostly."""
        ways = {
            "request": lambda: self.request(False, True), "open": lambda: self.open(False),
            "visit": lambda: self.visit(False), "conclude": lambda: self.conclude(False),
            "hear": lambda: self.hear(False), "send_back": lambda: self.send_back(False),
            "tell": lambda: self.tell(False), "state": lambda: self.state(False),
            "answer": lambda: self.answer(False, "部分采纳"), "waive": lambda: self.waive(False),
            "ask_hearing": lambda: self.ask_hearing(False),
            "hold_hearing": lambda: self.hold_hearing(False, (1, 14)[pick % 2]),
            "draft": lambda: self.draft(False), "rate": lambda: self.set_rate(False, (200, 150, 200, 100, 90)[pick % 5]),
            "send": lambda: self.send(False), "assign": lambda: self.assign(False),
            "pass": lambda: self.approve_review(False), "return": lambda: self.return_review(False),
            "approve": lambda: self.approve(False), "reject": lambda: self.reject(False),
            "issue": lambda: self.issue(False), "serve": lambda: self.serve(False),
        }  # fmt: skip
        names = [name for name in ways if self.law.may(name, self.today)]
        if names:
            ways[names[pick % len(names)]]()

    @rule(pick=st.integers(0, 50))
    def lawful_too(self, pick: int) -> None:
        self.lawful(pick)

    # -- every act, lawful or not -----------------------------------------------------------------------------------------

    wrong = st.sampled_from([False] * 5 + [True])

    @rule(w=wrong, ticked=st.sampled_from([True, True, False]))
    def request(self, w: bool, ticked: bool) -> None:
        given = CONDITIONS if ticked else Conditions(True, True, True, True, False)
        now = self.story.now
        if self.attempt("request", self.people.officer, lambda by: cases.request_opening(
            self.case, given, "建议立案。", actor=by, now=now), w):  # fmt: skip
            self.law.confirmed = ticked

    @rule(w=wrong)
    def open(self, w: bool) -> None:
        self.attempt("open", self.people.head, lambda by: cases.open_case(self.case, actor=by, now=self.story.now), w)

    @precondition(lambda self: self.law.at == "opened")
    @rule(w=st.just(False))
    def visit(self, w: bool) -> None:
        started = self.story.now
        self.story.now += timedelta(hours=2)
        self.story.write("site_record", visits.site_record(self.story.tale, started, self.story.officers))
        self.law.visited = True

    @rule(w=wrong)
    def conclude(self, w: bool) -> None:
        self.attempt("conclude", self.people.officer, lambda by: decisions.conclude_investigation(
            self.case, report(self.story), actor=by, now=self.story.now), w)  # fmt: skip

    @rule(w=wrong)
    def hear(self, w: bool) -> None:
        self.attempt("hear", self.people.head, lambda by: decisions.hear_case(
            self.case, trial(self.story), actor=by, now=self.story.now), w)  # fmt: skip

    @rule(w=wrong)
    def send_back(self, w: bool) -> None:
        self.attempt("send_back", self.people.head, lambda by: decisions.return_to_investigation(
            self.case, "补充调查。", actor=by, now=self.story.now), w)  # fmt: skip

    @rule(w=wrong)
    def tell(self, w: bool) -> None:
        told = next(t for t in TURNS if t.event == "decisions.notice.served")
        self.attempt("tell", self.people.officer, lambda by: told.do(self.story, by), w)

    @rule(w=wrong)
    def state(self, w: bool) -> None:
        if self.attempt("state", self.people.officer, lambda by: decisions.record_statement(
            self.case, spoken.statement(self.story), actor=by, now=self.story.now), w):  # fmt: skip
            self.law.unanswered += 1

    @precondition(lambda self: self.law.unanswered)
    @rule(w=wrong, accepted=st.sampled_from(["全部采纳", "部分采纳", "不采纳"]))
    def answer(self, w: bool, accepted: str) -> None:
        said = self.case.statements.filter(reviewed_on=None).first()
        if self.attempt("answer", self.people.officer, lambda by: decisions.review_statement(
            said, spoken.statement_review(self.story, accepted), actor=by, now=self.story.now), w):  # fmt: skip
            self.law.unanswered -= 1

    @precondition(lambda self: self.law.told_on)
    @rule(w=wrong)
    def waive(self, w: bool) -> None:
        if self.attempt("waive", self.people.officer, lambda by: decisions.waive_rights(
            self.case.notices.get(), self.today, "放弃声明书。", actor=by, now=self.story.now), w):  # fmt: skip
            self.law.waived = True

    @rule(w=wrong)
    def ask_hearing(self, w: bool) -> None:
        if self.attempt("ask_hearing", self.people.officer, lambda by: decisions.record_hearing_request(
            self.case, self.today, actor=by, now=self.story.now), w):  # fmt: skip
            self.law.hearing_asked = True

    @precondition(lambda self: self.law.hearing_asked)
    @rule(w=wrong, days=st.sampled_from([1, 14]))
    def hold_hearing(self, w: bool, days: int) -> None:
        notified = self.today - timedelta(days=days)
        self.law.summoned_in_time = workdays_after(notified, self.today) >= 7
        if self.law.at in ("told", "drafting") and self.law.heard_in_time is None:
            spoken.summon(self.story, notified, self.story.now)
        minutes = spoken.hearing(self.story, notified, held_at=self.story.now)
        if self.attempt("hold_hearing", self.people.officer, lambda by: decisions.record_hearing(
            self.case.hearings.get(), minutes, actor=by, now=self.story.now), w):  # fmt: skip
            self.law.heard_in_time = True
            penalty.step(self.story, "report_hearing", self.people.head)

    @rule(w=wrong)
    def draft(self, w: bool) -> None:
        self.attempt("draft", self.people.officer, lambda by: decisions.draft_decision(
            self.case, actor=by, now=self.story.now), w)  # fmt: skip

    @precondition(lambda self: "draft" in self.law.done)
    @rule(w=wrong, rate=st.sampled_from([200, 100, 150, 90]))
    def set_rate(self, w: bool, rate: int) -> None:
        fine = format(self.story.tale.area_m2 * rate, "f")
        fined = {"amount_yuan": fine, "text": f"处罚款 {fine} 元"}
        penalties = [p | (fined if p["kind"] == "fine" else {}) for p in self.story.penalties()]
        part = {"kind": "rate_area", "quantity": str(self.story.tale.area_m2), "rate": str(rate), "label": "占地"}
        changes = self.story.draft_changes() | {"parts": [part], "penalties": penalties}
        found = Draft.objects.get(case=self.case)
        if self.attempt("rate", self.people.officer, lambda by: decisions.save_draft(
            found, changes, found.version, actor=by, now=self.story.now), w):  # fmt: skip
            self.law.rate = rate

    @rule(w=wrong)
    def send(self, w: bool) -> None:
        if self.law.may("send", self.today):
            # Saved once more when the party's time is over: what he said, or that he said nothing, is then written in.
            found = Draft.objects.get(case=self.case)
            decisions.save_draft(found, {}, found.version, actor=self.people.officer, now=self.story.now)
        self.attempt("send", self.people.officer, lambda by: decisions.send_for_review(
            self.case, "已按意见修改。", actor=by, now=self.story.now), w)  # fmt: skip

    @rule(w=wrong)
    def skip_review(self, w: bool) -> None:
        self.attempt("skip_review", self.people.officer, lambda by: decisions.submit_for_approval(
            self.case, actor=by, now=self.story.now), w)  # fmt: skip

    @precondition(lambda self: "send" in self.law.done)
    @rule(w=wrong)
    def assign(self, w: bool) -> None:
        dossier = self.case.dossiers.latest("round")
        if self.attempt("assign", self.people.reviewer, lambda by: review.assign_reviewer(
            dossier, self.people.reviewer, actor=by, now=self.story.now), w):  # fmt: skip
            self.law.assigned = True

    @precondition(lambda self: "send" in self.law.done)
    @rule(w=wrong)
    def approve_review(self, w: bool) -> None:
        self.story.dossier = dossier = self.case.dossiers.latest("round")
        if self.law.may("pass", self.today):
            for judged in elements_with_findings(dossier):
                self.story.judge(judged.code)
        self.attempt("pass", self.people.reviewer, lambda by: review.pass_dossier(
            dossier, "同意。", actor=by, now=self.story.now), w)  # fmt: skip

    @precondition(lambda self: "send" in self.law.done)
    @rule(w=wrong)
    def return_review(self, w: bool) -> None:
        self.story.dossier = dossier = self.case.dossiers.latest("round")
        if self.law.may("return", self.today):
            self.story.judge("facts", "mend", "请补正。")
        self.attempt("return", self.people.reviewer, lambda by: review.return_dossier(
            dossier, "纠正", actor=by, now=self.story.now), w)  # fmt: skip

    @rule(w=wrong)
    def approve(self, w: bool) -> None:
        self.attempt("approve", self.people.leader, lambda by: decisions.approve_decision(
            self.case, actor=by, now=self.story.now), w)  # fmt: skip

    @rule(w=wrong)
    def reject(self, w: bool) -> None:
        self.attempt("reject", self.people.leader, lambda by: decisions.reject_decision(
            self.case, "请重新裁量。", actor=by, now=self.story.now), w)  # fmt: skip

    @precondition(lambda self: "approve" in self.law.done)
    @rule(w=wrong)
    def issue(self, w: bool) -> None:
        self.attempt("issue", self.people.leader, lambda by: decisions.issue_decision(
            decided(self.case), actor=by, now=self.story.now), w)  # fmt: skip

    @precondition(lambda self: "approve" in self.law.done)
    @rule(w=wrong)
    def serve(self, w: bool) -> None:
        self.attempt("serve", self.people.officer, lambda by: decisions.serve_decision(
            decided(self.case), self.story.service(), actor=by, now=self.story.now), w)  # fmt: skip


@pytest.fixture
def office(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Office]]:
    begin(cast, MORNING)
    # What the papers look like is not asked here, and drawing them is most of the time.
    monkeypatch.setattr(render, "pdf", lambda paper, **_: b"%PDF-1.7 " + repr(paper).encode())
    yield type("CastOffice", (Office,), {"people": cast})


def test_no_order_of_acts_breaks_the_law(office: type[Office]) -> None:
    run_state_machine_as_test(
        office,
        settings=settings(
            max_examples=40,
            stateful_step_count=45,
            deadline=None,
            derandomize=True,
            # A failing run is short enough to read, and shrinking it would walk it a thousand times.
            phases=(Phase.generate,),
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
