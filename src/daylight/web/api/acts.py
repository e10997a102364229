"""签发、停用接口令牌: the secret itself never comes here, only its SHA-256."""

from __future__ import annotations

from datetime import datetime

from daylight.base.access import Scope, require
from daylight.base.act import act
from daylight.base.journal.writing import record
from daylight.base.orgs.models import Person
from daylight.core.refusal import Refusal, Refused, refuse
from daylight.web.api import events
from daylight.web.api.models import Token


@act(events.ISSUED)
def issue_token(
    person: Person, digest: str, label: str, expires_at: datetime, *, actor: Person, now: datetime
) -> Token:
    """A token for ``person``, by himself or by the security administrator of his agency. ``digest``: SHA-256, hex."""
    _demand_own(person, actor)
    problems = []
    if not person.is_active:
        problems.append(Refusal("token.person", f"{person.name}的账号已停用，不能签发令牌。"))
    if not label.strip():
        problems.append(Refusal("field.required", "请写明令牌的用途，如对接系统的名称。", "", "label"))
    if expires_at <= now:
        problems.append(Refusal("field.order", "失效时间须在现在之后，请核对。", "", "expires_at"))
    if problems:
        raise Refused(problems)
    token = Token.objects.create(
        person=person,
        agency=person.agency,
        label=label.strip()[:80],
        digest=digest,
        created_at=now,
        expires_at=expires_at,
    )
    _record(events.ISSUED, token, actor, now)
    return token


@act(events.REVOKED)
def revoke_token(token: Token, *, actor: Person, now: datetime) -> Token:
    """Stop a token at once; programs that still carry it are answered 401."""
    _demand_own(token.person, actor)
    if not Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now):
        raise refuse("token.revoked", "这个令牌已经停用，不用重复办理。")
    token.refresh_from_db()
    _record(events.REVOKED, token, actor, now)
    return token


def _demand_own(person: Person, actor: Person) -> None:
    if actor.pk != person.pk:
        require(actor, "token.issue", Scope(person.agency_id))


def _record(event: str, token: Token, actor: Person, now: datetime) -> None:
    record(
        event,
        agency=token.agency,
        actor=actor,
        now=now,
        subject=f"person:{token.person.uuid}",
        data={"token": token.digest[:16], "label": token.label, "expires_at": token.expires_at},
    )
