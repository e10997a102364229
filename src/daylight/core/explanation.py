"""说明: one line of how something was computed, as a label and a Chinese sentence."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from daylight.core.deadlines import Due, Pause
from daylight.core.lawclocks import Deadline


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an explanation: 档次 | 因子 | 区间 | 结果 | 理由, or 起算 | 期限 | 不计 | 顺延 | 届满 | 提醒 | 暂定 | 依据."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Course:
    """What happened to a clock on the way: its circumstance, `granted` the extensions (day, reason), the `pauses`."""

    variant: str = ""
    granted: Sequence[tuple[date, str]] = ()
    pauses: Sequence[Pause] = ()


PLAIN = Course()


def explain(due: Due, rule: Deadline, course: Course = PLAIN) -> tuple[Line, ...]:
    """How a time limit was computed, in the order a clerk would check it on paper.

    起算 (from what and that the day itself is not counted), 情形, 期限, 延长, 中止, 不计 (days left out, with the reason),
    顺延 or 提前 (off a rest day), 届满, 提醒, 届满后, 暂定 (why the date may still move), 依据. Lines that have nothing to
    say are absent.
    """
    return tuple(_lines(due, rule, course))


def _lines(due: Due, rule: Deadline, course: Course) -> Iterator[Line]:
    if due.start is not None:
        yield Line("倒推" if due.backwards else "起算", _start(due, rule, course.variant))
    if course.variant:
        yield Line("情形", rule.variant_names.get(course.variant, course.variant))
    yield Line("期限", rule.yearly.label if rule.yearly else _length(due, rule))
    yield from _extensions(rule, course)
    yield from _pauses(rule, course)
    moved = [(day, why) for day, why in due.skipped if why.endswith(("末日顺延", "，提前"))]
    left_out = [pair for pair in due.skipped if pair not in moved]
    if left_out:
        yield Line("不计", f"{_spans(left_out)}，共 {len(left_out)} 天")
    if moved and due.backwards:
        yield Line("提前", f"{_spans(moved)}；提前到 {_moment(due.due)}")
    elif moved:
        yield Line("顺延", f"原末日 {_moment(due.nominal)}，{_spans(moved)}；顺延到 {_moment(due.due)}")
    yield Line("最迟" if due.backwards else "届满", _moment(due.due))
    if not rule.party_right and due.last_workday != due.due_on and not due.backwards:
        yield Line("宜在", f"{due.last_workday}（末日之前最后一个工作日）以前办理")
    low = rule.shortest.get(course.variant)
    if low is not None:
        yield Line("最短", f"不短于{low.label}")
    yield Line("提醒", f"{due.warn_on}（{_warned(due, rule)}）")
    if rule.on_expiry:
        yield Line("届满后", rule.on_expiry)
    if due.provisional:
        yield Line("暂定", _provisional(due))
    yield Line("依据", f"{rule.cite}{rule.doubt and f'（{rule.doubt}）'}")


def _warned(due: Due, rule: Deadline) -> str:
    if rule.warn:
        return f"提前{rule.warn.label}"
    return "起算当日" if isinstance(due.due, datetime) else "届满前最后一个工作日"


def _extensions(rule: Deadline, course: Course) -> Iterator[Line]:
    more = rule.extension
    if more is None:
        return
    for on, reason in course.granted:
        said = f"{on} 经{more.approver}批准，延长{more.period.label}：{reason}"
        yield Line("延长", f"{said}（{more.cite}）" if more.cite else said)
    if not course.granted:
        yield Line("可延长", f"经{more.approver}批准可以延长{more.period.label}，最多 {more.max_times} 次")


def _pauses(rule: Deadline, course: Course) -> Iterator[Line]:
    for pause in course.pauses:
        doubt = "（依据待核）" if pause.reason in rule.doubtful_pauses else ""
        if pause.until_on is None:
            yield Line("中止", f"{pause.from_on} 起因{pause.reason}计时中止，尚未恢复{doubt}")
        elif pause.until_on > pause.from_on:
            last = pause.until_on - timedelta(days=1)
            yield Line("中止", f"{pause.from_on} 至 {last} {pause.reason}，不计入期限{doubt}")
    if rule.pauses and not course.pauses:
        yield Line("可扣除", f"{'、'.join(rule.pauses)}的时间不计入期限")


def _start(due: Due, rule: Deadline, variant: str) -> str:
    assert due.start is not None
    event = rule.variant_events.get(variant, rule.event)
    if rule.yearly:
        return f"{event}，{_moment(due.start)}以后的第一个{rule.yearly.label.removeprefix('每年')}"
    if isinstance(due.due, datetime):
        return f"{event}，{_moment(due.start)}，按钟点连续计算"
    if due.backwards:
        return f"{event.removesuffix('（倒推）')}，{_moment(due.start)}；采取行动的当日不计"
    return f"{event}，{_moment(due.start)}；当日不计"


def _length(due: Due, rule: Deadline) -> str:
    said = "，再加".join(leg.label for leg in due.legs) or rule.label
    known = [rule.period, *rule.variants.values()]
    extended = rule.extension is not None and bool(due.legs) and any(leg not in known for leg in due.legs)
    return f"{said}（含延长）" if extended or len(due.legs) > 1 else said


def _provisional(due: Due) -> str:
    causes = [f"{year}年的放假通知还没有录入，按周末计算，录入后重新计算" for year in due.unknown_years]
    if due.open_pause:
        causes.append(f"“{due.open_pause}”还没有结束，恢复后重新计算")
    return "；".join(causes) or "放假通知还没有录入，录入后重新计算"


def _moment(when: date | datetime) -> str:
    return when.strftime("%Y-%m-%d %H:%M") if isinstance(when, datetime) else when.isoformat()


def _spans(days: Iterable[tuple[date, str]]) -> str:
    """Consecutive days of one reason as one span: 2026-10-01至2026-10-07 国庆节."""
    spans: list[tuple[date, date, str]] = []
    for day, why in sorted(days):
        reason = why.removesuffix("，末日顺延").removesuffix("，提前")
        if spans and spans[-1][2] == reason and spans[-1][1] + timedelta(days=1) == day:
            spans[-1] = (spans[-1][0], day, reason)
        else:
            spans.append((day, day, reason))
    return "、".join(f"{a if a == b else f'{a}至{b}'} {why}" for a, b, why in spans)
