"""重大决定的每一条路: tries over the interface to get a major decision out without a pass on its very hash.

The law is written here a second time, from the statute and the words of the demonstration catalogue alone; nothing of
``core.catalogue`` is asked. ``Tries`` is driven by Hypothesis (tests/web/test_majors.py, bench/majors.py).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from copy import copy
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from daylight.cases.models import Case
from daylight.core.canonical import canonical
from daylight.core.moment import BEIJING
from daylight.decisions.models import Decision
from tests.cast import Cast
from tests.story import COMPANY, Story, begin
from tests.web.api_client import Program, token_for

MORNING = datetime(2026, 10, 12, 9, 0, tzinfo=BEIJING)
AREA = Decimal(700)
LINE = Decimal(100000)  # SH-03, for organisations
WORDS = ("重大公共利益", "疑难复杂", "多个法律关系")
FINE, RETURN_LAND = ("fine", "处罚款"), ("return_land", "责令退还非法占用的土地")
DEMOLISH = ("demolish", "限期拆除在非法占用的土地上新建的建筑物和其他设施")
TALE = replace(COMPANY, area_m2=AREA, rate=Decimal(150), penalties=(RETURN_LAND, DEMOLISH))


def major(fields: dict[str, Any]) -> bool:
    """第五十八条 and the demonstration catalogue, for an organisation fined by area."""
    said = dict(str(each).rpartition("：")[::2] for each in fields.get("circumstances") or [])
    kinds = {each["kind"] for each in fields["penalties"]}
    return (
        Decimal(fields["fine_yuan"] or 0) >= LINE
        or bool(kinds & {"demolish", "confiscate_buildings", "confiscate_income", "revoke_licence"})
        or any(said.get(word) != "否" for word in WORDS)
    )


def digest(fields: dict[str, Any]) -> str:
    return hashlib.sha256(canonical(fields)).hexdigest()


class Tries:
    """One case in the hands of programs. ``settings.FIXED_NOW`` moves with it; every call counts as a try."""

    def __init__(self, cast: Cast, settings: Any, programs: dict[str, Program], story: Story) -> None:
        self.cast, self.settings, self.programs = cast, settings, programs
        # The story goes on from where it stands; whoever walked it there may lend it to the next.
        self.story = copy(story)
        self.case = self.story.case = Case.objects.get(pk=story.case.pk)
        self.path = f"/cases/{self.case.uuid}"
        self.sent: list[tuple[str, str, str, Any, str, dict[str, str]]] = []
        self.counts: Counter[str] = Counter()
        self.answers: Counter[str] = Counter()

    def call(self, role: str, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """One try; afterwards what is issued has to be lawful."""
        self.story.now += timedelta(minutes=1)
        self.settings.FIXED_NOW = self.story.now
        self.counts["tries"] += 1
        key = f"majors-{self.case.pk}-{self.counts['tries']}"
        self.sent.append((role, method, path, body, key, headers))
        response = self.programs[role].ask(method, path, body, key=key, **headers)
        assert response.status_code < 500, response.content.decode()[:400]
        self.answers[f"{path.rsplit('/', 1)[-1]} {response.status_code}"] += 1
        self.judge()
        return response

    def again(self, pick: int) -> None:
        """An earlier call once more: the same key, or the same body under a new one."""
        if not self.sent:
            return
        role, method, path, body, key, headers = self.sent[pick % len(self.sent)]
        if pick % 2:
            self.counts["tries"] += 1
            self.programs[role].ask(method, path, body, key=key, **headers)
            self.judge()
        else:
            self.call(role, method, path, body, **headers)

    def judge(self) -> None:
        """Every issued decision of the case: not major, or passed on exactly these bytes."""
        for decision in Decision.objects.filter(case=self.case).exclude(issued_at=None):
            fields = decision.fields
            if "penalties" not in fields:
                continue
            self.counts["issued"] += 1
            if not major(fields):
                continue
            self.counts["major issued"] += 1
            passed = decision.case.dossiers.filter(state="passed").order_by("-round").first()
            assert passed is not None, f"a major decision without a pass: {fields['fine_yuan']}"
            assert digest(passed.content["draft"]) == digest(fields) == passed.draft_sha256 == decision.draft_sha256
            judged = dict(passed.findings.values_list("element", "verdict"))
            assert all(judged.get(each["code"]) in ("conforms", "not_applicable") for each in passed.elements)
            assert passed.reviewer_id not in set(decision.case.handlers.values_list("person_id", flat=True))

    # -- what a program may send ---------------------------------------------------------------------------------------

    def move(self, role: str, code: str, body: Any = None) -> Any:
        return self.call(role, "POST", f"{self.path}/moves/{code}", body)

    def save(
        self, rate: int, demolish: bool, answers: tuple[str, ...], stale: bool = False, role: str = "officer"
    ) -> Any:
        draft = self.programs[role].ask("GET", f"{self.path}/draft")
        version = draft.json()["version"] if draft.status_code == 200 else 1
        fine = format(AREA * rate, "f")
        penalties = [
            {"kind": kind, "text": text, "amount_yuan": fine if kind == "fine" else "", "area_m2": ""}
            for kind, text in (RETURN_LAND, *([DEMOLISH] if demolish else []), FINE)
        ]
        changes = self.story.draft_changes() if Case.objects.get(pk=self.case.pk).step in ("P9",) else {}
        said = [f"{word}：{answer}" for word, answer in zip(WORDS, answers, strict=False) if answer]
        part = {"kind": "rate_area", "quantity": str(AREA), "rate": str(rate), "label": "占地"}
        changes |= {"parts": [part], "penalties": penalties, "circumstances": said}
        return self.call(
            role, "PATCH", f"{self.path}/draft", changes, If_Match=f'"{max(1, version - 1) if stale else version}"'
        )

    def draft(self) -> None:
        self.case.refresh_from_db()
        self.story.case = self.case
        self.move("officer", "draft_decision")

    @property
    def dossier(self) -> str:
        last = self.case.dossiers.order_by("-round").first()
        return f"/dossiers/{last.uuid}" if last else f"/dossiers/{self.case.uuid}"

    def assign(self, role: str, to: str) -> None:
        self.call(role, "POST", f"{self.dossier}/assign", {"reviewer": str(getattr(self.cast, to).uuid)})

    def find(self, role: str, verdict: str, most: int) -> None:
        last = self.case.dossiers.order_by("-round").first()
        if last is None:
            return
        pointer = {"kind": "document", "ref": last.content["documents"][0]["uuid"]}
        for element in last.elements[:most]:
            body = {"element": element["code"], "verdict": verdict, "note": "经核对。", "pointers": [pointer]}
            self.call(role, "POST", f"{self.dossier}/findings", body)

    def settle(self, role: str, passing: bool) -> None:
        body = {"text": "同意。"} if passing else {"opinion": "纠正", "text": "请改正。"}
        self.call(role, "POST", f"{self.dossier}/{'pass' if passing else 'return'}", body)


def told(cast: Cast, number: int = 0) -> Story:
    """A case whose party was told and has let his days pass; ``number`` makes it another act (第29条)."""
    tale = replace(TALE, place=f"海阳市演示镇第{number}村")
    return begin(cast, MORNING, tale, lists=False).to("wait")


def programs_of(cast: Cast, now: datetime) -> dict[str, Program]:
    """One program per person of the cast."""
    return {role: Program(token_for(person, now)) for role, person in cast.everybody().items()}
