"""Demonstration of 行政检查: one without findings, one whose order to mend runs, one that becomes a penalty case."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Self

from daylight.cases import acts as cases
from daylight.cases.acts import Lead, PartyInput
from daylight.cases.models import Case
from daylight.cases.plans import plan_of
from daylight.config.demo.declared import PLACE, DeclaredStory
from daylight.config.demo.people import Troupe
from daylight.config.demo.story import People
from daylight.core.moment import local_date
from daylight.decisions.carrying import basis_of
from daylight.decisions.inspection_facts import form_points
from daylight.decisions.inspections import DAILY
from daylight.lists import queries as lists

FILED = "海自然资检备〔2026〕1号（演示）"


def plan_the_year(people: People, now: datetime, *, filed: bool = True) -> None:
    """The plan of the year, filed on 20 March or, before that day, on the day itself."""
    today = local_date(now)
    plan = plan_of(people.agency, today.year)
    if plan is None:
        content = "演示：按随机抽查事项清单，对测绘资质单位每年检查不超过两次，第二季度至第四季度实施。"
        plan = cases.draw_up_plan(today.year, content, actor=people.head, now=now)
    if filed and plan.filed_on is None:
        on = min(date(today.year, 3, 20), today)
        cases.file_plan(plan, on, FILED, "演示司法局", actor=people.head, now=now)


class InspectionStory(DeclaredStory):
    """行政检查 step by step."""

    def asked(self, planned: bool = True, **more: Any) -> dict[str, Any]:
        """The task as the 审批表 and the urgent report take it; ``planned``: the year has its plan, filed."""
        if planned and self.case.source == DAILY:
            plan_the_year(self.people, self.now)
        kind = more.get("kind", self.case.source)
        said: dict[str, Any] = {
            "party": self.party, "cause": self.case.item_name, "kind": kind, "basis": self.basis,
            "officers": self.officers, "helpers": "0",
        }  # fmt: skip
        if kind == "专项检查":
            said |= {"approval_number": "海政办函〔2026〕5号（演示）"}
        elif kind == "个案检查":
            said |= {"lead_source": "12345 热线转办（演示）"}
        return said | more

    def draw(self, *objects: str, seed: str = "演示种子 20261123", **more: Any) -> Self:
        """双随机抽取: everybody on both lists is drawn unless told otherwise."""
        roster = objects or (self.party, "演示另一公司")
        officers = [f"{each['person_name']} {each['code']}" for each in lists.rows_in_force(
            self.people.agency, "officers", local_date(self.now))][:2]  # fmt: skip
        self.step("record_draw", {
            "objects_roster": list(roster), "objects_count": str(len(roster)), "officers_roster": officers,
            "officers_count": "2", "seed": seed, "drawn_at": self.now.isoformat(), "drawn_by": self.officers[0],
            "witness": "演示见证人", **more,
        })  # fmt: skip
        return self

    def request(self, **more: Any) -> Self:
        """报批."""
        self.step("request_inspection", self.asked(
            selection=more.pop("selection", "按计划逐户检查"), points=more.pop("points", list(self.points)), method="现场检查",
            planned_on=local_date(self.now).isoformat(), **more,
        ))  # fmt: skip
        return self

    @property
    def basis(self) -> str:
        """The articles the list names for the matter."""
        return basis_of(self.case, local_date(self.now))

    @property
    def points(self) -> tuple[str, ...]:
        return form_points(self.case, local_date(self.now))

    def approve(self) -> Self:
        self.step("approve_inspection", why="同意检查。", by="leader")
        return self

    def notify(self) -> Self:
        """检查通知书 and its service."""
        self.step("issue_notice", {
            "party": self.party, "cause": self.case.item_name, "kind": self.case.source, "task_source": FILED,
            "basis": self.basis, "points": list(self.points), "planned_at": self.now.isoformat(),
            "place": PLACE, "officers": self.officers, "helpers": "0",
            "bans": "严禁逐利检查等五个严禁。", "rights": "有权申请回避，有权陈述申辩。", "contact": "演示甲，演示电话",
        })  # fmt: skip
        return self.serve("deliver_notice")

    def enter(self, code: str = "enter_site", **more: Any) -> Self:
        """亮证、扫码、进入."""
        self.step(code, {
            "entered_at": self.now.isoformat(), "place": PLACE, "officers": self.officers,
            "identity_shown_at": self.now.isoformat(), "identity_method": "音像记录",
            "scanned_at": self.now.isoformat(), "scan_code": "演示登记码0001", "host": "演示厂长", "helpers": "0", **more,
        })  # fmt: skip
        return self

    def record(self, *failing: str, **more: Any) -> Self:
        """检查表和笔录; ``failing`` the points that do not conform."""
        begun = self.now
        self.later(0, 2)
        checks = [
            {"name": each, "answer": "不符合" if each in failing else "符合",
             "note": "演示：现场查见不符合的情形。" if each in failing else ""}
            for each in self.points
        ]  # fmt: skip
        self.step("record_inspection", {
            "started_at": begun.isoformat(), "ended_at": self.now.isoformat(), "place": PLACE, "officers": self.officers,
            "identity_shown_at": begun.isoformat(), "party_present": "演示厂长",
            "form_version": "随机抽查事项清单第 1 版", "checks": checks, "found": "演示：逐项检查，记录如上。",
            "statement": "无", "signed": True, **more,
        })  # fmt: skip
        return self

    def order(self, mend_on: date) -> Self:
        """责令改正 and its service."""
        self.step("order_mending", {
            "party": self.party, "facts": "演示：超出批准范围堆放物料。", "basis": self.basis,
            "requirement": "清理堆放的物料，恢复原状。", "mend_on": mend_on.isoformat(),
            "consequence": "逾期不改正的，依法立案查处。", "contact": "演示甲，演示电话",
        }, by="leader")  # fmt: skip
        return self.serve("serve_order")

    def tell(self, handling: str = "未发现问题") -> Self:
        self.step("tell_result", {
            "party": self.party, "cause": self.case.item_name, "inspected": "演示日期，演示地点", "officers": self.officers,
            "result": "演示：检查情况见检查表。", "handling": handling, "objection": "可以向本机关书面提出。",
        }, by="head")  # fmt: skip
        return self

    def follow_up(self, mended: str = "已改正") -> Self:
        begun = self.now
        self.later(0, 1)
        self.step("follow_up", {
            "started_at": begun.isoformat(), "ended_at": self.now.isoformat(), "place": PLACE, "officers": self.officers,
            "identity_shown_at": begun.isoformat(), "party_present": "演示厂长", "mended": mended,
            "found": "演示：逐项复查。", "signed": True,
        })  # fmt: skip
        return self

    def close(self, outcome: str) -> Self:
        self.step("close_inspection", {
            "outcome": outcome, "performance": "演示：已经办理完毕。", "officers": self.officers, "opinion": "同意办结。",
        }, by="head")  # fmt: skip
        return self

    def open_penalty(self, item_code: str = "CF-T04") -> Case:
        """据此登记线索: the violation found goes on as a case of its own."""
        case: Case = cases.register_lead(
            Lead(
                item_code=item_code, source="巡查", lead="演示：检查发现超出批准范围占地。", place=PLACE,
                parties=[PartyInput(self.party, "organisation", address="海阳市演示路")], partner=self.people.partner,
                origin=self.fresh(),
            ),
            actor=self.people.officer, now=self.now,
        )  # fmt: skip
        return case


def walk_inspections(troupe: Troupe, now: datetime) -> None:
    """The cases of ``make demo``."""
    quiet = InspectionStory(troupe, "JC-06", "演示测绘有限公司", now - timedelta(days=20), source="日常检查")
    quiet.request().later(1).approve().later(0, 2).notify().later(1).enter()
    quiet.record().later(0, 1).tell().serve("serve_result")
    mending = InspectionStory(troupe, "JC-02", "演示砖瓦有限公司", now - timedelta(days=9), source="专项检查")
    mending.request().later(1).approve().later(0, 2).notify().later(1).enter()
    mending.record(mending.points[0]).later(0, 1).order(local_date(now) + timedelta(days=6))
    mending.tell("责令改正").serve("serve_mending")
    grave = InspectionStory(troupe, "JC-01", "演示物流有限公司", now - timedelta(days=5), source="个案检查")
    grave.request(selection="按线索指向检查").later(0, 4).approve().notify().later(1).enter()
    grave.record(grave.points[2]).later(0, 1).tell("立案查处").serve("serve_result")
    grave.open_penalty()
