"""Comments, material, counsel, more time, disagreement: what each act lets through and refuses."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from daylight.base.journal.models import Entry
from daylight.base.permit import permit
from daylight.cases.models import Case, Clock
from daylight.core.refusal import Refused
from daylight.review import acts, counsel
from daylight.review.acts.inviting import CounselInput
from daylight.review.models import Comment, CounselInvitation, Disagreement, Dossier
from tests.apps.review.room import POINT, case_in_review, send
from tests.cast import Cast

LAWYER = CounselInput(
    name="演示律师", firm="演示律师事务所", licence="演示13706", question="罚款依据是否准确？", days=3
)


@pytest.fixture
def reviewing(cast: Cast, now: datetime) -> Dossier:
    dossier = send(case_in_review(cast, now), cast.officer, now)
    return acts.assign_reviewer(dossier, cast.reviewer, actor=cast.reviewer, now=now)


def returned(reviewing: Dossier, cast: Cast, now: datetime) -> Dossier:
    acts.record_finding(reviewing, "discretion", "fails", "数额偏高", actor=cast.reviewer, now=now)
    return acts.return_dossier(reviewing, "修改后同意", actor=cast.reviewer, now=now)


def refused(act: Any, *args: Any, **kwargs: Any) -> str:
    with pytest.raises(Refused) as caught:
        act(*args, **kwargs)
    return str(caught.value)


def test_a_comment_holds_on_to_words_of_the_frozen_draft(reviewing: Dossier, cast: Cast, now: datetime) -> None:
    by: dict[str, Any] = {"actor": cast.reviewer, "now": now}
    made = acts.comment(reviewing, "facts", "640 平方米", "与勘测不符", "600 平方米", **by)
    assert (made.prefix, made.exact, made.suffix) == ("占用西坡村土地 ", "640 平方米", "。")
    assert "没有找到" in refused(acts.comment, reviewing, "facts", "没有的字", "x", **by)
    assert "请写明" in refused(acts.comment, reviewing, "facts", "640", "", **by)
    assert "先选取" in refused(acts.comment, reviewing, "facts", "", "", "改成这样", **by)
    assert "哪一栏" in refused(acts.comment, reviewing, "nowhere", "", "x", **by)
    assert "其他人不能" in refused(_as_second_reviewer, reviewing, cast, now)
    # While a suggestion stands the draft is not agreed to as it is.
    for each in reviewing.elements:
        acts.record_finding(reviewing, each["code"], "conforms", "", POINT, **by)
    assert "建议改文" in refused(acts.pass_dossier, reviewing, **by)
    acts.withdraw_comment(made, **by)
    assert acts.pass_dossier(reviewing, **by).opinion_text.startswith("经逐项审核 11 项要素，11 项符合")


def _as_second_reviewer(dossier: Dossier, cast: Cast, now: datetime) -> None:
    with permit("fixture"):
        cast.leader.grants.create(role="reviewer")
    acts.comment(dossier, "facts", "", "我也说一句", actor=cast.leader, now=now)


def test_the_author_says_why_a_comment_is_not_taken_over(reviewing: Dossier, cast: Cast, now: datetime) -> None:
    made = acts.comment(reviewing, "facts", "西坡村", "写全地址", actor=cast.reviewer, now=now)
    assert "还在审核中" in refused(acts.decline_comment, made, "x", actor=cast.officer, now=now)
    returned(reviewing, cast, now)
    assert "理由" in refused(acts.decline_comment, made, " ", actor=cast.officer, now=now)
    assert acts.decline_comment(made, "地址以勘测为准。", actor=cast.officer, now=now).state == "declined"


def test_material_is_awaited_while_the_limit_runs_on(reviewing: Dossier, cast: Cast, now: datetime) -> None:
    """The rule of the limit names no such pause, so none is made."""
    asked = acts.ask_material(reviewing, "请补充勘测定界图。", actor=cast.reviewer, now=now)
    assert not asked.paused
    assert Clock.objects.get(case=reviewing.case, code="D09").suspended_on is None
    for each in reviewing.elements:
        acts.record_finding(reviewing, each["code"], "conforms", "", POINT, actor=cast.reviewer, now=now)
    assert "没有答复" in refused(acts.pass_dossier, reviewing, actor=cast.reviewer, now=now)
    with pytest.raises(Refused):
        acts.give_material(asked, "图在这里", actor=cast.window, now=now)
    acts.give_material(asked, "已上传勘测定界图。", actor=cast.officer, now=now)
    assert acts.pass_dossier(reviewing, actor=cast.reviewer, now=now).state == "passed"


def test_the_leader_gives_more_time_once(cast: Cast, now: datetime) -> None:
    case = case_in_review(cast, now)
    with permit("fixture"):
        Clock.objects.filter(case=case).update(rule={}, calendar="")
    dossier = send(case, cast.officer, now)
    before = dossier.due_on
    with pytest.raises(Refused):
        acts.extend_review(dossier, "案情复杂", actor=cast.reviewer, now=now)
    assert "理由" in refused(acts.extend_review, dossier, " ", actor=cast.leader, now=now)
    fresh = acts.extend_review(dossier, "案情复杂，须核对勘测。", actor=cast.leader, now=now)
    assert (fresh.due_on - before).days >= 3
    assert "已经延长过" in refused(acts.extend_review, dossier, "再延", actor=cast.leader, now=now)


def test_counsel_gets_one_file_by_his_own_number_for_some_days(reviewing: Dossier, cast: Cast, now: datetime) -> None:
    by: dict[str, Any] = {"actor": cast.reviewer, "now": now}
    assert "有效期" in refused(acts.invite_counsel, reviewing, CounselInput(**{**_said(), "days": 99}), **by)
    assert "执业证号" in refused(acts.invite_counsel, reviewing, CounselInput(**{**_said(), "licence": ""}), **by)
    made = acts.invite_counsel(reviewing, LAWYER, **by)
    token = counsel.link_of(made)
    assert counsel.invitation_of(token, now) == made
    assert counsel.invitation_of(token + "x", now) is None
    assert counsel.invitation_of(str(made.uuid), now) is None
    assert counsel.invitation_of(token, now + timedelta(days=3)) is None
    assert not counsel.enter(made, "别的号", now)
    assert counsel.enter(made, " 演示13706 ", now)
    counsel.advise(made, "依据准确。", now)
    with pytest.raises(Refused):
        counsel.advise(made, "再说一次", now)
    kinds = list(Entry.objects.filter(kind__startswith="review.counsel").order_by("id").values_list("kind", flat=True))
    assert [each.rsplit(".", 1)[1] for each in kinds] == ["invited", "missed", "read", "advised"]
    acts.revoke_counsel(made, **by)
    assert counsel.invitation_of(token, now) is None


def _said() -> dict[str, Any]:
    return {name: getattr(LAWYER, name) for name in LAWYER.__slots__}


def test_wrong_numbers_close_the_door(reviewing: Dossier, cast: Cast, now: datetime) -> None:
    made = acts.invite_counsel(reviewing, LAWYER, actor=cast.reviewer, now=now)
    for _ in range(counsel.MISSES):
        assert not counsel.enter(made, "猜", now)
    assert counsel.invitation_of(counsel.link_of(made), now) is None


def test_the_door_closes_with_the_review(reviewing: Dossier, cast: Cast, now: datetime) -> None:
    made = acts.invite_counsel(reviewing, LAWYER, actor=cast.reviewer, now=now)
    returned(reviewing, cast, now)
    assert counsel.invitation_of(counsel.link_of(made), now) is None


def test_a_disagreement_ends_with_its_record_only(reviewing: Dossier, cast: Cast, now: datetime) -> None:
    assert "被退回" in refused(acts.disagree, reviewing, ["discretion"], "坚持", actor=cast.officer, now=now)
    dossier = returned(reviewing, cast, now)
    assert "哪几项" in refused(acts.disagree, dossier, ["facts"], "坚持", actor=cast.officer, now=now)
    found = acts.disagree(dossier, ["discretion"], "数额在阶次之内。", actor=cast.officer, now=now)
    leader: dict[str, Any] = {"actor": cast.leader, "now": now}
    # Nothing goes on meanwhile, and nobody decides without a coordination.
    assert "没有协调结论" in refused(send, Case.objects.get(pk=dossier.case_id), cast.officer, now, "回应")
    assert "协调记录" in refused(acts.settle, found, "leader", "handler", "按承办意见。", **leader)
    with pytest.raises(Refused):
        acts.coordinate(found, "谈过", "演示甲、演示丁", actor=cast.officer, now=now)
    assert "双方" in refused(acts.coordinate, found, "谈过", "演示甲", **leader)
    acts.coordinate(found, "双方各持己见。", "演示甲、演示丁", **leader)
    found.refresh_from_db()
    assert (found.agreed, found.settled_at) == (False, None)
    assert "没有协调结论" in refused(send, Case.objects.get(pk=dossier.case_id), cast.officer, now, "回应")
    one = [{"name": "演示戊", "opinion": "同意承办"}]
    assert "至少" in refused(acts.settle, found, "collective", "handler", "按承办意见。", one, **leader)
    three = [{"name": name, "opinion": "同意承办意见"} for name in ("演示戊", "演示丙", "演示丁")]
    acts.settle(found, "collective", "handler", "数额适当，按承办意见。", three, **leader)
    assert "已经了结" in refused(acts.settle, found, "leader", "review", "改主意", **leader)
    # Settled for the handlers: the same draft goes again, and still has to be passed.
    second = send(Case.objects.get(pk=dossier.case_id), cast.officer, now, "分歧已由集体讨论了结。")
    assert (second.round, second.state) == (2, "waiting")
    assert Disagreement.objects.get().way == "collective"


def test_unchanged_ground_is_not_judged_again_by_the_same_reviewer(
    reviewing: Dossier, cast: Cast, now: datetime
) -> None:
    for code in ("facts", "qualification", "law"):
        acts.record_finding(reviewing, code, "conforms", "", _at(code), actor=cast.reviewer, now=now)
    returned(reviewing, cast, now)
    second = send(reviewing.case, cast.officer, now, "已调低", fine_yuan="64000.00")
    assert second.findings.count() == 0
    # The room's small file gathers for one element only: a field nobody watches opens everything again.
    fresh = acts.assign_reviewer(second, cast.reviewer, actor=cast.reviewer, now=now)
    assert fresh.findings.count() == 0


def _at(code: str) -> list[dict[str, str]]:
    return [{"kind": "field", "ref": "fine_yuan"}] if code == "law" else POINT


def test_what_is_kept_names_the_round_it_comes_from(cast: Cast, now: datetime) -> None:
    case = case_in_review(cast, now)
    first = send(case, cast.officer, now)
    _watch(first)
    acts.assign_reviewer(first, cast.reviewer, actor=cast.reviewer, now=now)
    for code in ("facts", "qualification", "law"):
        acts.record_finding(first, code, "conforms", "", _at(code), actor=cast.reviewer, now=now)
    returned(first, cast, now)
    second = send(case, cast.officer, now, "已调低", fine_yuan="64000.00")
    _watch(second)
    acts.assign_reviewer(second, cast.reviewer, actor=cast.reviewer, now=now)
    kept = dict(second.findings.values_list("element", "carried_from"))
    assert kept == {"facts": 1, "qualification": 1}  # law pointed at the figure that changed


def _watch(dossier: Dossier) -> None:
    """Something looks at every field of the draft."""
    watched = [{"text": "", "at": ["field:facts", "field:basis", "field:fine_yuan"]}]
    with permit("fixture"):
        dossier.content = {**dossier.content, "gathered": {**dossier.content["gathered"], "discretion": watched}}
        dossier.save()


def test_rows_say_what_they_are(reviewing: Dossier, cast: Cast, now: datetime) -> None:
    made = acts.comment(reviewing, "facts", "", "请核对", actor=cast.reviewer, now=now)
    assert str(made) == "请核对"
    assert Comment.objects.count() == 1
    assert not CounselInvitation.objects.exists()
