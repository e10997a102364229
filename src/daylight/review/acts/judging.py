"""法制审核的办理动作: assign, judge one element, return, pass (行政处罚法第58条; 海国土资发〔2017〕90号要素清单)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from daylight.base.access import require
from daylight.base.act import act
from daylight.base.orgs.models import Person
from daylight.cases import moving
from daylight.cases.forming import form_paper
from daylight.cases.scopes import scope_of
from daylight.core.moment import local_date
from daylight.core.refusal import Refusal, Refused, refuse
from daylight.review import events, independence, pointers
from daylight.review.carrying import carry
from daylight.review.holding import locked, open_for, record
from daylight.review.models import AGREE, RETURNING, STATES, VERDICTS, Dossier, Finding
from daylight.review.opinions import opinion_text
from daylight.review.receiving import CITE, content_sha256


@act(events.ASSIGNED)
def assign_reviewer(dossier: Dossier, reviewer: Person, reason: str = "", *, actor: Person, now: datetime) -> Dossier:
    """Give ``dossier`` to ``reviewer``. Giving it to another person later needs ``reason``; his findings are set aside."""
    fresh = locked(dossier)
    require(actor, "review.assign", scope_of(fresh.case))
    before = fresh.reviewer
    if fresh.state not in ("waiting", "reviewing"):
        raise refuse("review.state", f"这份送审卷{STATES[fresh.state]}，不能再分派审核人。", CITE)
    if before is not None and not reason.strip():
        raise refuse("review.assigned", f"这份送审卷已分派给{before.name}；确需改派的，请写明理由。", CITE, "reason")
    if before == reviewer:
        raise refuse("review.assigned", f"这份送审卷已经在{reviewer.name}名下，不用再分派。", CITE, "reviewer")
    _require_reviewer(reviewer, fresh)
    if found := independence.refusals(fresh.case, reviewer, local_date(now)):
        raise Refused(found)
    set_aside = fresh.findings.count()
    # The journal keeps what the former reviewer found; the new one judges every element himself.
    fresh.findings.all().delete()
    fresh.reviewer, fresh.state = reviewer, "reviewing"
    fresh.save(update_fields=["reviewer", "state"])
    carried = carry(fresh, now)
    record(
        events.ASSIGNED,
        fresh,
        actor,
        now,
        reviewer=str(reviewer.uuid),
        reviewer_name=reviewer.name,
        before=str(before.uuid) if before else "",
        reason=reason.strip(),
        set_aside=set_aside,
        carried=carried,
    )
    return fresh


@act(events.FOUND)
def record_finding(
    dossier: Dossier,
    element: str,
    verdict: str,
    note: str = "",
    pointed: Sequence[Mapping[str, Any]] = (),
    *,
    actor: Person,
    now: datetime,
) -> Finding:
    """Judge one element. ``pointed``: ``[{"kind", "ref"}]`` inside the dossier (review/pointers.KINDS)."""
    fresh = open_for(dossier, actor)
    asked = next((each for each in fresh.elements if each["code"] == element), None)
    if asked is None:
        raise refuse("review.element", "送审时的要素清单里没有这一项，请刷新页面后再作结论。", CITE, "element")
    if verdict not in VERDICTS:
        raise refuse("review.verdict", "请在符合、不符合、需补正、不适用中选一项。", CITE, "verdict")
    note = note.strip()
    inside, strange = pointers.resolve(fresh.content, pointed)
    refusals = []
    if strange:
        refusals.append(
            Refusal("review.pointer", "所指的材料不在这次送审卷里，请从送审卷中重新选取。", CITE, "pointed")
        )
    if verdict == "conforms" and not inside:
        refusals.append(
            Refusal(
                "review.pointer", f"“{asked['name']}”认为符合的，要指明依据哪份材料，请至少选取一处。", CITE, "pointed"
            )
        )
    if verdict == "not_applicable" and not asked.get("skippable", True):
        refusals.append(
            Refusal("review.verdict", f"“{asked['name']}”是必须回答的要素，不能选不适用。", CITE, "verdict")
        )
    if verdict != "conforms" and not note:
        refusals.append(
            Refusal("review.note", f"“{asked['name']}”结论为{VERDICTS[verdict]}的，请写明理由。", CITE, "note")
        )
    if refusals:
        raise Refused(refusals)
    finding, _ = Finding.objects.update_or_create(
        dossier=fresh,
        element=element,
        defaults={
            "verdict": verdict,
            "note": note,
            "pointers": inside,
            "by": actor,
            "at": now,
            "machine": fresh.machine.get(element, {}),
            "carried_from": None,
        },
    )
    record(
        events.FOUND,
        fresh,
        actor,
        now,
        element=element,
        name=asked["name"],
        verdict=verdict,
        note=note,
        pointers=inside,
        machine=finding.machine.get("verdict", "silent"),
    )
    return finding


@act(events.RETURNED)
def return_dossier(dossier: Dossier, opinion: str, text: str = "", *, actor: Person, now: datetime) -> Dossier:
    """退回: 修改后同意、补充调查、纠正、不同意 or 移送, standing on at least one finding that says what is wrong."""
    fresh = open_for(dossier, actor)
    _require_fit(fresh, actor, now)
    if opinion not in RETURNING:
        raise refuse("review.opinion", f"退回的意见请在{'、'.join(RETURNING)}中选一项。", CITE, "opinion")
    wrong = fresh.findings.filter(verdict__in=("fails", "mend"))
    if not wrong.exists():
        raise refuse(
            "review.findings",
            "退回要有依据，请先在要素清单中至少给出一项不符合或者需补正的结论并写明理由。",
            CITE,
            "opinion",
        )
    return _conclude(fresh, "returned", opinion, text, "return_dossier", events.RETURNED, actor, now)


@act(events.PASSED)
def pass_dossier(dossier: Dossier, text: str = "", *, actor: Person, now: datetime) -> Dossier:
    """同意: every element answered by a person, none of them 不符合 or 需补正, the dossier still the one received."""
    fresh = open_for(dossier, actor)
    _require_fit(fresh, actor, now)
    answered = dict(fresh.findings.values_list("element", "verdict"))
    open_names = [each["name"] for each in fresh.elements if each["code"] not in answered]
    wrong = [each["name"] for each in fresh.elements if answered.get(each["code"]) in ("fails", "mend")]
    refusals = []
    if open_names:
        refusals.append(
            Refusal(
                "review.unanswered",
                f"还有 {len(open_names)} 项未作结论：{'、'.join(open_names)}，请逐项给出结论后再出具意见。",
                "海国土资发〔2017〕90号",
                "element",
            )
        )
    if wrong:
        refusals.append(
            Refusal(
                "review.wrong",
                f"{'、'.join(wrong)}还有问题，不能同意；请退回承办机构，或者核实后改正该项结论。",
                CITE,
                "element",
            )
        )
    if waiting := fresh.material_requests.filter(answered_at=None).count():
        message = f"还有 {waiting} 项要求补充的材料没有答复，请等待答复后再出具意见。"
        refusals.append(Refusal("review.material", message, CITE, "element"))
    if fresh.comments.filter(state="open", suggests=True).exists():
        message = "还有建议改文的批注，不能直接同意；请撤回批注，或者选修改后同意退回承办机构。"
        refusals.append(Refusal("review.comment", message, CITE, "element"))
    if not fresh.elements:
        refusals.append(Refusal("review.elements", "没有可用的审核要素清单，请先发布要素清单后重新送审。", CITE))
    if content_sha256(fresh.content) != fresh.sha256:
        refusals.append(Refusal("review.hash", "送审卷内容与收卷时的校验值不一致，请停止审核并报告系统管理员。", CITE))
    if refusals:
        raise Refused(refusals)
    return _conclude(fresh, "passed", AGREE, text, "pass_dossier", events.PASSED, actor, now)


def _conclude(
    dossier: Dossier, state: str, opinion: str, text: str, move: str, event: str, actor: Person, now: datetime
) -> Dossier:
    said = text.strip() or opinion_text(dossier)
    dossier.state, dossier.opinion, dossier.opinion_text, dossier.decided_at = state, opinion, said, now
    dossier.save(update_fields=["state", "opinion", "opinion_text", "decided_at"])
    moving.make_move(dossier.case, move, actor=actor, now=now, facts=None)
    form_paper(dossier.case, move, actor=actor, now=now, dossier=dossier)
    record(
        event,
        dossier,
        actor,
        now,
        round=dossier.round,
        sha256=dossier.sha256,
        draft_sha256=dossier.draft_sha256,
        opinion=opinion,
        text=dossier.opinion_text,
        findings={each.element: each.verdict for each in dossier.findings.all()},
    )
    return dossier


def _require_reviewer(reviewer: Person, dossier: Dossier) -> None:
    try:
        require(reviewer, "review.decide", scope_of(dossier.case))
    except Refused as refused:
        raise refuse(
            "review.reviewer", f"{reviewer.name}不是本机关的法制审核人员，请另选审核人。", CITE, "reviewer"
        ) from refused


def _require_fit(dossier: Dossier, actor: Person, now: datetime) -> None:
    """G04 and G05 once more at the signature: a reviewer may have become a handler since."""
    if found := independence.refusals(dossier.case, actor, local_date(now)):
        raise Refused(found)
