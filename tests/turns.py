"""Every act of the case and decision rooms: who may do it, at which step, what it records, how it is called.

Written from 行政处罚法 and the procedure, not read from the code it tests.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from daylight.base.orgs.models import Person, RoleGrant
from daylight.base.permit import permit
from daylight.cases import acts as cases
from daylight.cases.acts.request_opening import Conditions
from daylight.cases.models import Case
from daylight.core.moment import local_date
from daylight.decisions import acts as decisions
from daylight.decisions.standing import decided, decision_of
from tests import spoken
from tests.story import Story

HANDLERS = frozenset({"officer", "partner"})
HEAD, LEADER = frozenset({"head"}), frozenset({"leader"})
# 结案以前.
RUNNING = frozenset({"P0", "P2", "P3", "P4", "P6", "P7", "P9", "P9r", "P10", "P11", "P12", "P13"})


@dataclass(frozen=True)
class Turn:
    """One act. ``steps``: where it may be done; ``who``: names of the cast who may; ``do(story, by)`` does it properly.

    ``ready`` names the step of the story after which it can be done in the simplest way; ``before`` what else is needed.
    """

    event: str
    steps: frozenset[str]
    who: frozenset[str]
    do: Callable[[Story, Person], Any]
    ready: str
    before: Callable[[Story], Any] | None = None

    def __str__(self) -> str:
        return self.event.split(".", 1)[1]


def case_of(story: Story) -> Case:
    """As a new request reads it."""
    return Case.objects.get(pk=story.case.pk)


def _notice(story: Story) -> decisions.NoticeInput:
    t = story.tale
    return decisions.NoticeInput(
        facts=t.story, reasons="违反土地管理法第四十四条的规定。", basis=list(t.basis), penalties=story.penalties(),
        fine_yuan=t.fine, contact="演示甲，演示电话", service=story.service(),
    )  # fmt: skip


def _asked(story: Story) -> None:
    decisions.record_hearing_request(case_of(story), local_date(story.now), actor=story.people.officer, now=story.now)
    spoken.summon(story, local_date(story.now) - timedelta(days=20), story.now)


def _said(story: Story) -> None:
    decisions.record_statement(case_of(story), spoken.statement(story), actor=story.people.officer, now=story.now)


def _hearing(story: Story, by: Person) -> Any:
    asked = case_of(story).hearings.get()
    minutes = spoken.hearing(story, asked.requested_on, held_at=story.now)
    return decisions.record_hearing(asked, minutes, actor=by, now=story.now)


def stop_order(story: Story) -> dict[str, Any]:
    """责令停止违法行为通知书."""
    return {
        "party": story.tale.party, "facts": story.tale.story, "basis": "土地管理法第七十七条",
        "requirement": "立即停止建设。", "officers": story.officers, "phone": "演示电话",
    }  # fmt: skip


def report(story: Story) -> dict[str, Any]:
    """调查报告."""
    t = story.tale
    return {
        "party": t.party, "facts": t.story, "evidence": ["现场勘测笔录"], "nature": "非法占用土地。",
        "circumstances": "没有从重情节。", "consequences": "没有其他严重后果。", "law": "；".join(t.basis),
        "opinion": "建议给予行政处罚。", "officers": story.officers,
    }  # fmt: skip


def trial(story: Story, **more: str) -> dict[str, str]:
    """审理记录."""
    points = (
        "jurisdiction", "party_clear", "facts_clear", "nature_right", "law_right", "procedure_lawful",
        "penalty_suitable",
    )  # fmt: skip
    return {
        **dict.fromkeys(points, "是"), "held_on": local_date(story.now).isoformat(), "conclusion": "同意提请告知。",
        "members": "演示丙、演示甲",
    } | more  # fmt: skip


def closing(story: Story) -> decisions.ClosingInput:
    return decisions.ClosingInput(
        "performed", ["缴款凭证或者履行记录"], "罚款已缴清。", "没有应当移送的情形。", "同意结案。"
    )


def _third(story: Story) -> Person:
    """Another certified officer of the section, there to take over."""
    cast = story.people
    found = Person.objects.filter(agency=cast.agency, username="third").first()
    if found is None:
        with permit("fixture"):
            found = Person.objects.create(
                agency=cast.agency, section=cast.section, username="third", name="演示子",
                certificate_number="演示370687003",
            )  # fmt: skip
            RoleGrant.objects.create(person=found, role="officer")
    return found


CONDITIONS = Conditions(True, True, True, True, True)
TURNS = (
    Turn("cases.case.amended", frozenset({"P0", "P2", "P3", "P4", "P6"}), HANDLERS,
         lambda s, by: cases.amend_case(
             case_of(s), {"land_class": "水浇地"}, case_of(s).version, actor=by, now=s.now), "register"),
    Turn("decisions.stop_order.issued", frozenset({"P0", "P2", "P3"}), HANDLERS,
         lambda s, by: decisions.issue_stop_order(case_of(s), stop_order(s), actor=by, now=s.now), "register"),
    Turn("cases.opening.requested", frozenset({"P0"}), HANDLERS,
         lambda s, by: cases.request_opening(case_of(s), CONDITIONS, "建议立案。", actor=by, now=s.now), "register"),
    Turn("cases.case.opened", frozenset({"P2"}), HEAD,
         lambda s, by: cases.open_case(case_of(s), actor=by, now=s.now), "request"),
    Turn("cases.opening.declined", frozenset({"P2"}), HEAD,
         lambda s, by: cases.decline_opening(case_of(s), "违法行为轻微并及时纠正。", actor=by, now=s.now), "request"),
    Turn("cases.identity.shown", RUNNING, HANDLERS,
         lambda s, by: cases.show_identity(
             case_of(s), s.now - timedelta(hours=1), "西坡村", "oral", [s.people.officer, s.people.partner],
             actor=by, now=s.now), "open"),
    Turn("cases.transfer.screened", RUNNING, HANDLERS,
         lambda s, by: cases.screen_transfer(case_of(s), "none", "", actor=by, now=s.now), "open"),
    Turn("cases.party.added", frozenset({"P0", "P2", "P3", "P4", "P6"}), HANDLERS,
         lambda s, by: cases.add_party(
             case_of(s), cases.PartyInput(name="演示某己", kind="person"), actor=by, now=s.now), "register"),
    Turn("cases.lead.changed", RUNNING, HEAD | LEADER,
         lambda s, by: cases.change_lead(case_of(s), s.people.partner, "主办人学习离岗。", actor=by, now=s.now),
         "register"),
    Turn("decisions.case.reassigned", RUNNING, HEAD | LEADER,
         lambda s, by: decisions.reassign_case(
             case_of(s), s.people.officer, _third(s), "原承办人调离。", actor=by, now=s.now), "register"),
    Turn("decisions.priors.searched", RUNNING, HANDLERS,
         lambda s, by: decisions.search_priors(case_of(s), actor=by, now=s.now), "open"),
    Turn("decisions.investigation.concluded", frozenset({"P3"}), HANDLERS,
         lambda s, by: decisions.conclude_investigation(case_of(s), report(s), actor=by, now=s.now), "investigate"),
    Turn("decisions.case.heard", frozenset({"P4"}), HEAD,
         lambda s, by: decisions.hear_case(case_of(s), trial(s), actor=by, now=s.now), "conclude"),
    Turn("decisions.investigation.returned", frozenset({"P4"}), HEAD,
         lambda s, by: decisions.return_to_investigation(case_of(s), "补充询问证人。", actor=by, now=s.now),
         "conclude"),
    Turn("decisions.notice.served", frozenset({"P6"}), HANDLERS,
         lambda s, by: decisions.serve_notice(case_of(s), _notice(s), actor=by, now=s.now), "hear"),
    Turn("decisions.statement.recorded", frozenset({"P7", "P9"}), HANDLERS,
         lambda s, by: decisions.record_statement(case_of(s), spoken.statement(s), actor=by, now=s.now), "notice"),
    Turn("decisions.statement.reviewed", frozenset({"P7", "P9"}), HANDLERS,
         lambda s, by: decisions.review_statement(
             case_of(s).statements.get(), spoken.statement_review(s), actor=by, now=s.now), "notice", _said),
    Turn("decisions.rights.waived", frozenset({"P7", "P9"}), HANDLERS,
         lambda s, by: decisions.waive_rights(
             case_of(s).notices.get(), local_date(s.now), "放弃陈述申辩和听证声明书。", actor=by, now=s.now), "notice"),
    Turn("decisions.hearing.requested", frozenset({"P7", "P9"}), HANDLERS,
         lambda s, by: decisions.record_hearing_request(case_of(s), local_date(s.now), actor=by, now=s.now),
         "notice"),
    Turn("decisions.hearing.held", frozenset({"P7", "P9"}), HANDLERS, _hearing, "notice", _asked),
    Turn("decisions.draft.started", frozenset({"P7"}), HANDLERS,
         lambda s, by: decisions.draft_decision(case_of(s), actor=by, now=s.now), "wait"),
    Turn("decisions.draft.saved", frozenset({"P9"}), HANDLERS,
         lambda s, by: decisions.save_draft(
             case_of(s).draft, {"performance": "十五日内履行。"}, case_of(s).draft.version, actor=by, now=s.now),
         "draft"),
    Turn("decisions.dossier.sent", frozenset({"P9"}), HANDLERS,
         lambda s, by: decisions.send_for_review(case_of(s), actor=by, now=s.now), "fill"),
    Turn("decisions.discussion.held", frozenset({"P10"}), LEADER,
         lambda s, by: decisions.discuss_collectively(
             case_of(s), spoken.discussion(s), spoken.opinions(s), actor=by, now=s.now), "pass"),
    Turn("decisions.decision.rejected", frozenset({"P10"}), LEADER,
         lambda s, by: decisions.reject_decision(case_of(s), "裁量理由不充分。", actor=by, now=s.now), "pass"),
    Turn("decisions.decision.approved", frozenset({"P10"}), LEADER,
         lambda s, by: decisions.approve_decision(case_of(s), actor=by, now=s.now), "pass"),
    Turn("decisions.decision.issued", frozenset({"P11"}), LEADER,
         lambda s, by: decisions.issue_decision(decided(case_of(s)), actor=by, now=s.now), "approve"),
    Turn("decisions.decision.served", frozenset({"P12"}), HANDLERS,
         lambda s, by: decisions.serve_decision(decided(case_of(s)), s.service(), actor=by, now=s.now), "issue"),
    Turn("decisions.payment.registered", frozenset({"P13"}), HANDLERS | {"window"},
         lambda s, by: decisions.register_payment(
             decided(case_of(s)), local_date(s.now), Decimal("96000.00"), "演示票据1", "演示银行", actor=by,
             now=s.now), "serve"),
    Turn("decisions.case.closed", frozenset({"P13"}), HEAD | LEADER,
         lambda s, by: decisions.close_case(case_of(s), closing(s), actor=by, now=s.now), "pay"),
    Turn("decisions.case.archived", frozenset({"P14"}), HEAD | LEADER,
         lambda s, by: decisions.archive_case(case_of(s), actor=by, now=s.now), "close"),
)  # fmt: skip
BY_EVENT = {turn.event: turn for turn in TURNS}


def everybody_else(story: Story, turn: Turn) -> Iterator[Person]:
    """The cast without those who may."""
    for name, person in story.people.everybody().items():
        if name not in turn.who:
            yield person


def somebody(story: Story, turn: Turn) -> Person:
    """The first of those who may, by name."""
    person: Person = getattr(story.people, sorted(turn.who)[0])
    return person


def exists(story: Story, turn: Turn) -> bool:
    """Whether the thing the act is about is there at all; without it no page leads to the act."""
    case = case_of(story)
    needs = {
        "decisions.statement.reviewed": lambda: case.statements.exists(),
        "decisions.rights.waived": lambda: case.notices.exists(),
        "decisions.hearing.held": lambda: case.hearings.exists(),
        "decisions.draft.saved": lambda: hasattr(case, "draft"),
        "decisions.decision.issued": lambda: decision_of(case) is not None,
        "decisions.decision.served": lambda: decision_of(case) is not None,
        "decisions.payment.registered": lambda: decision_of(case) is not None,
    }
    return needs[turn.event]() if turn.event in needs else True
