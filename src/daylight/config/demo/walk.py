"""Walking the demonstration: lists, cases through the acts, masked copies, a correction, a withdrawal, legacy decisions."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, datetime, timedelta

from daylight.base.chores import run_all
from daylight.base.outbox.posting import put
from daylight.base.permit import permit
from daylight.base.present import present
from daylight.cases.acts import publish_flow
from daylight.cases.charting import procedures_on
from daylight.config.demo import repealed
from daylight.config.demo.anew import walk_anew
from daylight.config.demo.coercion import walk_coercion
from daylight.config.demo.devices import equip
from daylight.config.demo.fee import walk_fees
from daylight.config.demo.inspection import walk_inspections
from daylight.config.demo.levy import walk_levy
from daylight.config.demo.lists import publish_lists
from daylight.config.demo.on_spot import decide_on_spots
from daylight.config.demo.penalty import walk_penalties
from daylight.config.demo.people import Troupe
from daylight.config.demo.permit import walk_permits
from daylight.config.demo.portraits import keep_portraits
from daylight.config.demo.receivers import add_receivers, push_all
from daylight.config.demo.results import publish_one_of_each, withhold_one
from daylight.config.demo.revising import leave_draft, publish_revision
from daylight.config.demo.story import Story
from daylight.config.demo.tales import records, replayed, standing
from daylight.config.demo.transfer import walk_transfers
from daylight.config.demo.windows import seat_windows
from daylight.core.moment import local_date, local_time
from daylight.disclosure.acts.correct import correct, publish_correction
from daylight.disclosure.acts.legacy import import_records, publish_legacy
from daylight.disclosure.acts.prepare_copy import prepare_copy
from daylight.disclosure.acts.publish import publish
from daylight.disclosure.acts.withdraw import withdraw
from daylight.disclosure.models import Legacy, Task
from daylight.disclosure.opening import ensure_task

Say = Callable[[str], None]
# Long enough before today for the longest story (about 45 days) and for limits to have run out.
LEAD_DAYS = 120
REVISED_DAYS = 5
# Further kinds of act, each with a storyteller of its own.
KINDS: tuple[tuple[str, Callable[[Troupe, datetime], None]], ...] = (
    ("当场处罚", decide_on_spots),
    ("行政强制", walk_coercion),
    ("行政征收", walk_levy),
    ("行政收费", walk_fees),
    ("案件移送", walk_transfers),
    ("行政许可", walk_permits),
    ("行政检查", walk_inspections),
    ("普通程序的旁支：中止调查、听证、申请法院执行", walk_penalties),
    ("复议撤销后重新作出决定", walk_anew),
    ("依据废止：旧案按当时的法，新案不能登记", repealed.walk_repealed),
)


def walk(troupe: Troupe, now: datetime, say: Say) -> None:
    """Fill the platform. Every row comes from an act; dates lie before ``now``."""
    begin = now - timedelta(days=LEAD_DAYS)
    furnish(troupe, begin, say)
    say("记录设备：登记、检查、领用")
    equip(troupe, troupe.officer.section, begin)
    add_receivers(troupe, begin)
    done = []
    for number, tale in enumerate(replayed()):
        say(f"重放公开记录 {tale.record['id'] if tale.record else ''}：{tale.party}")
        story = Story(troupe, tale, begin + timedelta(days=2 * number)).to("archive")
        done.append(publish_decision(story))
    correct_one(troupe, done[0], now)
    withdraw_one(troupe, done[1], now)
    for number, (tale, step) in enumerate(standing(local_date(now))):
        say(f"演示案件 {tale.party}")
        # Each began so long ago that its step lies in the recent past and its limits still run.
        story = Story(troupe, tale, _start_for(step, now) + timedelta(hours=number % 5)).to(step)
        if step == "pay":
            prepare_copy(ensure_task(story.decision, story.now), actor=troupe.officer, now=story.now)
        elif step in ("issue", "serve"):
            ensure_task(story.decision, story.now)
    for what, tell in KINDS:
        say(f"演示案件：{what}")
        tell(troupe, now)
    say("执法结果：每一种公示一件")
    # The second look comes twenty minutes after the first: both before now.
    publish_one_of_each(troupe, now - timedelta(minutes=30))
    say("不予公开：一件，写明理由，由另一人复核")
    withhold_one(troupe, now - timedelta(minutes=30))
    say("历史决定：导入公开记录，公示没有疑问的")
    import_records(records(), troupe.agency, actor=troupe.publisher, now=now)
    for row in Legacy.objects.filter(agency=troupe.agency, publishable=True):
        publish_legacy(row, actor=troupe.reviewer, now=now)
    say("清单：公布一份修订，留一份草案待核")
    publish_revision(troupe, now - timedelta(days=REVISED_DAYS))
    leave_draft(troupe, now)
    say("推送渠道：模拟接收端")
    push_all(troupe, now)
    say("公示网站和登记簿：写出页面，签名")
    run_all(now, rounds=200)


def furnish(troupe: Troupe, now: datetime, say: Say) -> None:
    """What must stand before the first case: the site's name, published lists and flow charts, all dated ``now``."""
    describe_site(troupe, now)
    say("清单：导入、审定、发布")
    more = {"items": {repealed.CODE: repealed.ROW}}
    begun_on = date(now.year - 1, 1, 1)
    publish_lists(troupe.agency, troupe.keeper, troupe.reviewer, now - timedelta(days=1), begun_on, more=more)
    say("窗口：排班")
    seat_windows(troupe, local_time(present()))
    say("执法证照片：画出占位图，标明演示")
    keep_portraits(troupe, now)
    say("流程图：由程序定义画出、公示")
    for procedure in procedures_on(local_date(now)):
        publish_flow(troupe.agency, procedure.id, actor=troupe.keeper, now=now)


# Calendar days a story needs to reach a step (office days, the five working days of the notice included), with room.
NEEDS = {
    "register": 1, "request": 3, "investigate": 6, "notice": 12, "fill": 24, "send": 25, "assign": 26, "pass": 28,
    "approve": 30, "issue": 31, "serve": 33, "pay": 41,
}  # fmt: skip


def _start_for(step: str, now: datetime) -> datetime:
    return (now - timedelta(days=NEEDS[step])).replace(hour=8, minute=30, second=0, microsecond=0)


def describe_site(troupe: Troupe, now: datetime) -> None:
    """Tell the public site whose it is."""
    agency = troupe.agency
    with permit("demonstration"):
        put(
            "portal",
            lane="site",
            key=f"site.described:{uuid.uuid4()}",
            body={
                "kind": "site.described",
                "name": agency.name,
                "site_name": agency.name,
                "address": agency.address,
                "phone": agency.phone,
                "demonstration": agency.demonstration,
            },
            now=now,
        )


def publish_decision(story: Story) -> Task:
    """Mask by the officer, second look and publication by the publisher."""
    task = ensure_task(story.decision, story.now)
    copy = prepare_copy(task, actor=story.people.officer, now=story.now)
    story.later(0, 1)
    publish(copy, copy.sha256, True, actor=story.people.publisher, now=story.now)
    task.refresh_from_db()
    return task


def correct_one(troupe: Troupe, task: Task, now: datetime) -> None:
    """One correction by two people, so that a second version can be seen."""
    made = correct(
        task, "clerical", "公示内容中的裁量理由表述不完整，现予更正。",
        {"discretion.reason": "按来源记录载明的单价重放；裁量阶次和理由为演示，不代表原机关的裁量。"},
        actor=troupe.publisher, now=now - timedelta(days=20),
    )  # fmt: skip
    publish_correction(made, made.sha256, True, actor=troupe.reviewer, now=now - timedelta(days=20, hours=-1))


def withdraw_one(troupe: Troupe, task: Task, now: datetime) -> None:
    """One withdrawal, so that a 410 with its reason can be seen."""
    day = now - timedelta(days=10)
    withdraw(task, "revoked", "演示：决定被依法撤销。", local_date(day), actor=troupe.publisher, now=day)
