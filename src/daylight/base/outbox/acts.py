"""增加、修改推送渠道 (system administrator); 重新推送 (publisher), with the reason."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from datetime import datetime

from daylight.base.access import Scope, require
from daylight.base.act import act
from daylight.base.journal.models import Entry
from daylight.base.journal.writing import record
from daylight.base.orgs.models import Agency, Person
from daylight.base.outbox import events
from daylight.base.outbox.keyring import place_is_sound
from daylight.base.outbox.kinds import KINDS
from daylight.base.outbox.models import Channel, Message, Resending
from daylight.base.outbox.wire import address_fault
from daylight.core.identifiers import credit_code
from daylight.core.refusal import Refusal, Refused, refuse

KEEP = "channel.keep"
RESEND = "delivery.resend"
# The public site is in the house and needs no address.
INNER = "portal"
CODE_LENGTH = 18
_CODE = re.compile(r"[a-z][a-z0-9-]{1,31}")


@dataclass(frozen=True, slots=True)
class ChannelInput:
    """A channel as typed. ``secret`` is a place (base/outbox/keyring.py)."""

    name: str
    address: str
    secret: str
    active: bool = True


@act(events.ADDED)
def add_channel(code: str, kind: str, typed: ChannelInput, *, actor: Person, now: datetime) -> Channel:
    """Enter a receiver for the agency of ``actor``. It is told what happens from now on; earlier things go as a bundle."""
    require(actor, KEEP, Scope(actor.agency_id))
    problems = _problems(typed)
    if kind not in KINDS:
        problems.append(Refusal("channel.kind", "请选择渠道种类。", "", "kind"))
    if not _CODE.fullmatch(code):
        problems.append(
            Refusal("channel.code", "代码请用小写字母开头，只用小写字母、数字和横线，2 至 32 个字符。", "", "code")
        )
    elif code == INNER or Channel.objects.filter(code=code).exists():
        problems.append(Refusal("channel.code", f"代码 {code} 已经用过，请换一个。", "", "code"))
    if problems:
        raise Refused(problems)
    last = Entry.objects.filter(agency=actor.agency).order_by("-agency_seq").first()
    channel = Channel(
        agency=actor.agency, code=code, kind=kind, cursor=last.agency_seq if last else 0, **_values(typed)
    )
    channel.changed_by, channel.changed_at = actor, now
    channel.save()
    _note(events.ADDED, channel, actor, now, {})
    return channel


@act(events.CODED)
def keep_agency_code(agency: Agency, code: str, *, actor: Person, now: datetime) -> Agency:
    """The agency's own 统一社会信用代码, which every reported row carries."""
    require(actor, KEEP, Scope(agency.pk))
    fresh = Agency.objects.select_for_update().get(pk=agency.pk)
    said = credit_code(code)
    if not code.strip():
        raise refuse("agency.code", "请填写统一社会信用代码。", "", "agency_code")
    if len(said.value) != CODE_LENGTH:
        raise refuse("agency.code", said.warnings[0], "", "agency_code")
    before, fresh.credit_code = fresh.credit_code, said.value
    fresh.save(update_fields=["credit_code"])
    record(
        events.CODED,
        agency=fresh,
        actor=actor,
        now=now,
        subject=f"agency:{fresh.uuid}",
        data={"before": before, "after": fresh.credit_code},
    )
    return fresh


@act(events.CHANGED)
def change_channel(channel: Channel, typed: ChannelInput, version: int, *, actor: Person, now: datetime) -> Channel:
    """Change address, secret's place or name, stop or start. ``version``: the one the person saw."""
    fresh = Channel.objects.select_for_update(of=("self",)).select_related("agency").get(pk=channel.pk)
    require(actor, KEEP, Scope(fresh.agency_id))
    if fresh.version != version:
        raise refuse("channel.stale", f"本页打开后{fresh.changed_by.name}改动过这个渠道，请刷新页面核对后再保存。")
    if problems := _problems(typed):
        raise Refused(problems)
    before = _shown(fresh)
    for name, value in _values(typed).items():
        setattr(fresh, name, value)
    # Whatever was wrong before, the next round tries again.
    fresh.failures, fresh.next_try_at, fresh.said = 0, None, ""
    fresh.version += 1
    fresh.changed_by, fresh.changed_at = actor, now
    fresh.save()
    _note(events.CHANGED, fresh, actor, now, before)
    return fresh


@act(events.RESENT)
def resend_message(message: Message, reason: str, *, actor: Person, now: datetime) -> Message:
    """Send ``message`` at once, under the same key: a receiver that has it says so and takes it once.

    One that was overtaken stays behind: what the receiver holds must not go back to an older state.
    """
    fresh = Message.objects.select_for_update().get(pk=message.pk)
    channel = Channel.objects.filter(code=fresh.channel).select_related("agency").first()
    if channel is None:
        raise refuse("message.inner", "公示网站由系统自动写入，不用重新推送，请查看公示审核页面的写入情况。")
    require(actor, RESEND, Scope(channel.agency_id))
    if not reason.strip():
        raise refuse("field.required", "请写明重新推送的理由。", "", "reason")
    if fresh.dropped_at is not None:
        raise refuse("message.dropped", "这一件的内容已经撤回或者更正，不能再推送，请查看同一事项最新的一件。")
    if not channel.active:
        raise refuse("message.stopped", "这个渠道已停用，请系统管理员启用后再推送。")
    later = Message.objects.filter(channel=fresh.channel, lane=fresh.lane, pk__gt=fresh.pk).exclude(delivered_at=None)
    if fresh.delivered_at is not None and later.exists():
        raise refuse("message.overtaken", "同一事项后来的内容已经送达，请重新推送最新的一件。")
    said = reason.strip()[:200]
    before = "delivered" if fresh.delivered_at else "waiting"
    fresh.delivered_at = fresh.next_try_at = None
    fresh.save(update_fields=["delivered_at", "next_try_at"])
    Channel.objects.filter(pk=channel.pk).update(next_try_at=None)
    Resending.objects.create(message=fresh, by=actor, at=now, reason=said)
    record(
        events.RESENT,
        agency=channel.agency,
        actor=actor,
        now=now,
        subject=f"message:{fresh.uuid}",
        data={"channel": channel.code, "message": fresh.key, "state": before, "reason": said},
    )
    return fresh


def _problems(typed: ChannelInput) -> list[Refusal]:
    found = []
    if not typed.name.strip():
        found.append(Refusal("field.required", "请填写渠道名称。", "", "name"))
    if not typed.address.strip():
        found.append(Refusal("field.required", "请填写接收地址。", "", "address"))
    elif fault := address_fault(typed.address):
        found.append(Refusal("channel.address", fault, "", "address"))
    if not place_is_sound(typed.secret.strip()):
        said = "密钥位置请写作 file:名称（数据目录 keys/channels 下的文件）或者 env:DAYLIGHT_CHANNEL_名称，不要填密钥本身。"
        found.append(Refusal("channel.secret", said, "", "secret"))
    return found


def _values(typed: ChannelInput) -> dict[str, str | bool]:
    return {name: value.strip() if isinstance(value, str) else value for name, value in asdict(typed).items()}


def _shown(channel: Channel) -> dict[str, str | bool]:
    return {name: getattr(channel, name) for name in ("name", "address", "secret", "active")}


def _note(kind: str, channel: Channel, actor: Person, now: datetime, before: dict[str, str | bool]) -> None:
    record(
        kind,
        agency=channel.agency,
        actor=actor,
        now=now,
        subject=f"channel:{channel.uuid}",
        data={"code": channel.code, "sort": channel.kind, "before": before, "after": _shown(channel)},
    )
