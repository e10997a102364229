"""代理: a person's list is seen by another for some days. It lends no right: what he does, he does with his own."""

from __future__ import annotations

from datetime import date, datetime

from daylight.base.access import Scope, require, roles_of
from daylight.base.act import act
from daylight.base.journal.writing import record
from daylight.base.orgs.models import Person
from daylight.cases.models import Substitution
from daylight.core.moment import local_date
from daylight.core.refusal import Refusal, Refused


@act("cases.substitute.named")
def name_substitute(
    person: Person, substitute: Person, from_on: date, until_on: date, reason: str, *, actor: Person, now: datetime
) -> Substitution:
    """``substitute`` for ``person`` from ``from_on`` to ``until_on``, both included; named by himself or by his head."""
    _demand(actor, person)
    Person.objects.select_for_update().get(pk=person.pk)
    problems = _problems(person, substitute, from_on, until_on, local_date(now))
    if not reason.strip():
        problems.append(Refusal("field.required", "请填写代理事由，如“公务外出”。", "", "reason"))
    if problems:
        raise Refused(problems)
    row = Substitution.objects.create(
        person=person,
        substitute=substitute,
        from_on=from_on,
        until_on=until_on,
        reason=reason.strip(),
        named_by=actor,
        named_at=now,
    )
    _record("cases.substitute.named", row, actor, now, {"reason": row.reason})
    return row


@act("cases.substitute.ended")
def end_substitution(row: Substitution, *, actor: Person, now: datetime) -> Substitution:
    """End it before its last day, for instance because the person is back."""
    _demand(actor, row.person)
    fresh = Substitution.objects.select_for_update().get(pk=row.pk)
    if fresh.ended_at is not None or fresh.until_on < local_date(now):
        raise Refused(Refusal("substitution.over", "这次代理已经结束，无需再办，请刷新页面查看。"))
    fresh.ended_at, fresh.ended_by = now, actor
    fresh.save(update_fields=["ended_at", "ended_by"])
    _record("cases.substitute.ended", fresh, actor, now, {})
    return fresh


def _demand(actor: Person, person: Person) -> None:
    if actor.pk != person.pk:
        require(actor, "case.assign", Scope(person.agency_id, person.section_id))


def _problems(person: Person, substitute: Person, from_on: date, until_on: date, today: date) -> list[Refusal]:
    found = []
    if substitute.pk == person.pk:
        found.append(Refusal("substitute.self", "代理人不能是本人，请另选一人。", "", "substitute"))
    elif substitute.agency_id != person.agency_id or not substitute.is_active:
        found.append(Refusal("person.agency", "代理人须为本机关在用账号的人员，请重新选择。", "", "substitute"))
    elif not roles_of(substitute) & roles_of(person):
        found.append(
            Refusal(
                "substitute.role",
                f"{substitute.name}没有与{person.name}相同的角色，看到待办也不能办理，请另选一人。",
                "",
                "substitute",
            )
        )
    if from_on < today:
        found.append(Refusal("field.past", "开始日期不能早于今天，请核对。", "", "from_on"))
    if until_on < from_on:
        found.append(Refusal("field.order", "结束日期不能早于开始日期，请核对。", "", "until_on"))
        return found
    those_days = Substitution.objects.filter(from_on__lte=until_on, until_on__gte=from_on, ended_at=None)
    other = those_days.filter(person=person).select_related("substitute").first()
    if other is not None:
        found.append(
            Refusal(
                "substitution.twice",
                f"{person.name}在 {other.from_on} 至 {other.until_on} 已由{other.substitute.name}代理，"
                "请调整日期，或者先结束原代理。",
                "",
                "from_on",
            )
        )
    if those_days.filter(person=substitute).exists():
        found.append(Refusal("substitute.away", f"{substitute.name}这几日也请了代理，请另选一人。", "", "substitute"))
    return found


def _record(kind: str, row: Substitution, actor: Person, now: datetime, more: dict[str, str]) -> None:
    record(
        kind,
        agency=row.person.agency,
        actor=actor,
        now=now,
        subject=f"substitution:{row.uuid}",
        data={
            "person": row.person.uuid,
            "substitute": row.substitute.uuid,
            "from_on": row.from_on,
            "until_on": row.until_on,
            **more,
        },
    )
