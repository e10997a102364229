"""拟处罚决定: begin, save, compare. A saved change voids a review pass by arithmetic: the digest is another."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from daylight.base.access import require
from daylight.base.act import act
from daylight.base.journal.writing import record
from daylight.base.orgs.models import Person
from daylight.base.permit import current_permit
from daylight.cases.models import Case
from daylight.cases.moving import definition_of, make_move
from daylight.cases.scopes import scope_of
from daylight.core.moment import local_date
from daylight.core.refusal import Refused, refuse
from daylight.decisions.beginning import first_fields, spoken
from daylight.decisions.draftfields import EMPTY, digest, unreadable
from daylight.decisions.models import Draft, DraftVersion
from daylight.decisions.outcomes import (
    PENALTY,
    composed,
    drafting_steps,
    first_paper,
    outcome_of,
    penal,
    template_of,
    typed_fields,
)
from daylight.decisions.reckoning import computed
from daylight.decisions.weighing import strange_answers
from daylight.review.receiving import void_pass

# Drafting without a notice (处罚法第44条 asks for one before a penalty only).
SPARING = "draft_no_penalty"
RICH = frozenset({*EMPTY, "deviation_reason"})


@act("decisions.draft.started")
def draft_decision(case: Case, outcome: str = "", *, actor: Person, now: datetime) -> Draft:
    """Begin the draft from what the file already holds: facts, evidence, articles, notice, statements.

    ``outcome``: code of the way the decision goes, the usual one when empty. A draft begun before is begun again as a
    further version: nothing typed is lost, it can be compared.
    """
    make_move(case, _way(case, outcome), actor=actor, now=now, facts=None)
    draft = _begin(case, outcome, getattr(case, "draft", None), actor, now)
    record(
        "decisions.draft.started",
        agency=case.agency,
        actor=actor,
        now=now,
        subject=f"draft:{case.uuid}",
        case_uuid=case.uuid,
        data={"version": draft.version, "sha256": draft.sha256, "outcome": outcome},
    )
    return draft


def _way(case: Case, outcome: str) -> str:
    """The move by which the draft begins: before a notice was served only a decision that does not punish may be drafted."""
    definition = definition_of(case)
    spared = next((each for each in definition.moves if each.code == SPARING), None)
    if spared is None or case.step not in spared.from_steps or penal(case, {"outcome": outcome}):
        return "draft_decision"
    return SPARING


@act("decisions.draft.redirected")
def choose_outcome(draft: Draft, outcome: str, *, actor: Person, now: datetime) -> Draft:
    """决定另一种结论: the draft is begun again for another way the procedure can end; earlier versions stay."""
    case = draft.case
    require(actor, "decision.draft", scope_of(case))
    Case.objects.select_for_update().get(pk=case.pk)
    case.refresh_from_db()
    if case.step not in drafting_steps(definition_of(case)):
        raise frozen()
    draft = _begin(case, outcome, Draft.objects.get(pk=draft.pk), actor, now)
    void_pass(case, draft.sha256, now, actor)
    record(
        "decisions.draft.redirected",
        agency=case.agency,
        actor=actor,
        now=now,
        subject=f"draft:{case.uuid}",
        case_uuid=case.uuid,
        data={"version": draft.version, "sha256": draft.sha256, "outcome": outcome},
    )
    return draft


def _begin(case: Case, outcome: str, before: Draft | None, actor: Person, now: datetime) -> Draft:
    today = local_date(now)
    chosen = outcome_of(case, {"outcome": outcome})
    fields = first_fields(case, today) if chosen.paper == PENALTY else first_paper(case, chosen, today)
    if outcome:
        fields["outcome"] = chosen.code
    if before is not None and before.fields.get("circumstances"):
        # What was judged of the case does not depend on the way it is decided.
        fields["circumstances"] = before.fields["circumstances"]
    said = {"fields": fields, "sha256": digest(fields), "saved_by": actor, "saved_at": now}
    if before is None:
        draft = Draft.objects.create(case=case, version=1, **said)
    else:
        draft = before
        draft.version += 1
        for name, value in said.items():
            setattr(draft, name, value)
        draft.save()
    _keep(draft)
    return draft


@act("decisions.draft.saved")
def save_draft(draft: Draft, changes: Mapping[str, Any], base_version: int, *, actor: Person, now: datetime) -> Draft:
    """Save ``changes`` made on ``base_version``. Somebody else's newer version refuses, names him and loses no text."""
    case = draft.case
    require(actor, "decision.draft", scope_of(case))
    # The case is held first: of two savers the second waits and then sees the newer version, and a draft that is being
    # sent for review does not change under the sender. Held without a join: PostgreSQL does not read a joined row again
    # after such a wait.
    step = Case.objects.select_for_update().get(pk=case.pk).step
    held = Draft.objects.select_related("saved_by").get(pk=draft.pk)
    rich = composed(case, held.fields)
    paper = frozenset() if rich else typed_fields(template_of(case, held.fields, local_date(now)))
    if unknown := changes.keys() - (RICH if rich else paper | {"circumstances"}):
        raise refuse("field.unknown", f"拟定的决定没有这些内容：{'、'.join(sorted(unknown))}，请刷新页面后重新填写。")
    if step not in drafting_steps(definition_of(case)):
        raise frozen()
    if held.version != base_version:
        raise refuse(
            "draft.stale",
            f"本页打开后{held.saved_by.name}已保存第 {held.version} 版，您的文字仍保留在本页，请对照合并后再保存。",
        )
    draft.version, draft.fields = held.version, held.fields
    keep_changes(case, draft, changes, actor, now)
    record(
        "decisions.draft.saved",
        agency=case.agency,
        actor=actor,
        now=now,
        subject=f"draft:{case.uuid}",
        case_uuid=case.uuid,
        data={"version": draft.version, "sha256": draft.sha256, "changed": sorted(changes)},
    )
    return draft


def keep_changes(case: Case, draft: Draft, changes: Mapping[str, Any], actor: Person, now: datetime) -> None:
    """Inside an open act, the case held: the next version of ``draft`` with ``changes``. Raises ``Refused``."""
    current_permit()
    fields = {**draft.fields, **changes}
    if found := strange_answers(case, fields, local_date(now)):
        raise Refused(found)
    if composed(case, draft.fields):
        if found := unreadable(fields, local_date(now)):
            raise Refused(found)
        fields |= computed(case, fields, local_date(now))
        fields |= {name: text for name, text in spoken(case, local_date(now)).items() if not fields[name]}
    draft.version, draft.fields, draft.sha256 = draft.version + 1, fields, digest(fields)
    draft.saved_by, draft.saved_at = actor, now
    draft.save(update_fields=["version", "fields", "sha256", "saved_by", "saved_at"])
    _keep(draft)
    void_pass(case, draft.sha256, now, actor)


def frozen() -> Refused:
    """The draft is with the reviewer or the leader."""
    return refuse(
        "draft.frozen",
        "本案已送审或者已进入审批，拟处罚决定不能修改；需要修改的，先由审核人或者负责人退回。",
        "行政处罚法第五十八条",
    )


def _keep(draft: Draft) -> None:
    DraftVersion.objects.create(
        draft=draft,
        version=draft.version,
        fields=draft.fields,
        sha256=draft.sha256,
        saved_by=draft.saved_by,
        saved_at=draft.saved_at,
    )
