"""The columns of the public site: which there are, where they lead, and whether they have content.

A column without content is not rendered (国办秘函〔2019〕19号); a column of another room joins by one line here and shows as soon
as its address answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.urls import Resolver404, resolve

from daylight.core.listkinds.policies import POLICIES
from daylight.portal import queries
from daylight.portal.models import PublicFlow, PublicList

BEFORE, DURING, AFTER = "事前公开", "事中公示", "事后公开"
FIGURES, OPEN, SERVICE, HELP = "统计", "开放数据", "互动", "帮助"
# The order of the human site map.
GROUPS = (BEFORE, DURING, AFTER, FIGURES, OPEN, SERVICE, HELP)


@dataclass(frozen=True, slots=True)
class Known:
    """What the public tables hold, read once for one page."""

    kinds: frozenset[str]
    flows: bool
    decisions: bool
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``has`` says from ``Known`` whether it has content; it must also answer under ``path``.

    ``asks``: a form or a question that needs the server; left out of a bundle of files.
    """

    group: str
    name: str
    path: str
    text: str = ""
    has: Callable[[Known], bool] = lambda known: True
    asks: bool = False
    # Name of the parameter that says how long it may go without being renewed or checked; empty: no cycle.
    cycle: str = ""


def _list(kind: str) -> Callable[[Known], bool]:
    return lambda known: kind in known.kinds


HOME_CYCLE, NOTICE_CYCLE = "site_home_cycle", "site_notice_cycle"
# Lists keep their own names; they are added from the published kinds. The home page stands first and in no group.
COLUMNS: Sequence[Column] = (
    Column("", "首页", "/", "最新公示", cycle=HOME_CYCLE),
    Column(
        BEFORE, "执法清单", "/lists/", "执法事项、主体、人员、抽查等清单", lambda k: bool(k.kinds), cycle=NOTICE_CYCLE
    ),
    Column(BEFORE, "服务指南", "/guides/", "每个事项怎样办、要带什么", _list("guides"), cycle=NOTICE_CYCLE),
    Column(BEFORE, "执法事项", "/items/", "每个事项的依据、裁量、流程和已公示的决定", _list("items")),
    Column(BEFORE, "执法流程图", "/flows/", "案件怎样一步一步办理", lambda k: k.flows, cycle=NOTICE_CYCLE),
    Column(BEFORE, "办案关口", "/gates/", "不满足就不能往下办的要求，和例外放行的次数"),
    Column(BEFORE, "公示、记录、审核办法", "/policies/", "三项制度的具体办法", lambda k: bool(POLICIES & k.kinds)),
    Column(DURING, "执法检查时怎样核对", "/during/", "怎样核对证件和文书，当事人有哪些权利"),
    Column(
        DURING, "执法人员查询", "/officers/", "按证号核对执法人员", _list("officers"), asks=True, cycle=NOTICE_CYCLE
    ),
    Column(DURING, "窗口人员", "/windows/", "办事窗口和当班人员", _list("windows"), cycle=NOTICE_CYCLE),
    Column(AFTER, "执法决定", "/decisions/", "执法决定与履行情况", lambda k: k.decisions, cycle=NOTICE_CYCLE),
    Column(AFTER, "按单位查询", "/parties/", "一个单位的全部公示", lambda k: k.decisions, asks=True),
    Column(AFTER, "检查与双随机结果", "/inspections/", "检查结果和抽取过程"),
    Column(AFTER, "撤回的决定", "/decisions/?status=withdrawn", "撤回的日期和原因", lambda k: k.withdrawn, asks=True),
    Column(AFTER, "公示完成情况", "/completeness/", "作出多少、公示多少、为什么没有公示"),
    Column(
        FIGURES, "统计", "/statistics/", "公示了多少、罚了多少、多快公示", lambda k: k.decisions, cycle=NOTICE_CYCLE
    ),
    Column(FIGURES, "年度报告", "/reports/", "行政执法年度统计"),
    Column(OPEN, "开放数据", "/data/", "JSON、CSV 和字段说明"),
    Column(OPEN, "程序接口", "/data/api/", "网址和参数"),
    Column(OPEN, "订阅", "/subscribe/", "有新公示时通知您", asks=True),
    Column(OPEN, "公示登记簿", "/log/checkpoint", "已登记条数与签名"),
    Column(SERVICE, "核验真伪", "/y/", "按文书上的核验码核对"),
    Column(SERVICE, "申请更正", "/corrections/new/", "公示内容有误的，申请更正", asks=True),
    Column(SERVICE, "投诉举报", "/complaints/new/", "对执法行为和执法人员的意见", asks=True),
    Column(HELP, "无障碍说明", "/accessibility/", "键盘、字号、长辈版和高对比"),
    Column(HELP, "站点地图", "/sitemap/", "全部栏目"),
)


def known() -> Known:
    """One look at the public tables."""
    return Known(
        kinds=frozenset(PublicList.objects.order_by().values_list("kind", flat=True).distinct()),
        flows=PublicFlow.objects.exists(),
        decisions=queries.any_standing(),
        withdrawn=queries.withdrawn().exists(),
    )


# Written with every site; their content is what ``has`` asks for.
_WRITTEN = frozenset({"/lists/", "/guides/", "/flows/", "/gates/", "/decisions/"})
_as_files: ContextVar[bool] = ContextVar("daylight_site_as_files", default=False)


@contextmanager
def as_files() -> Iterator[None]:
    """While a bundle of files is written: what only a server can answer is not offered."""
    token = _as_files.set(True)
    try:
        yield
    finally:
        _as_files.reset(token)


def for_files() -> bool:
    """Whether a bundle of files is being written: nothing answers a form there."""
    return _as_files.get()


def answers(path: str) -> bool:
    """Whether ``path`` is an address of this site: a route of a view, or a page written as a file."""
    bare = path.partition("?")[0]
    if path in _WRITTEN:
        return True
    try:
        resolve(bare)
    except Resolver404:
        target = Path(settings.PUBLIC_DIR) / bare.strip("/")
        return target.is_file() or (target / "index.html").is_file()
    return True


def standing(found: Known | None = None) -> list[Column]:
    """Columns with content, in the order of the site map."""
    seen, files = found or known(), _as_files.get()
    return [c for c in COLUMNS if c.has(seen) and not (c.asks and files) and answers(c.path)]


def foot() -> list[Column]:
    """What the foot of every page links to, as far as it is there."""
    named = {"/data/", "/subscribe/", "/corrections/new/", "/complaints/new/", "/accessibility/", "/sitemap/"}
    files = _as_files.get()
    return [c for c in COLUMNS if c.path in named and not (c.asks and files) and answers(c.path)]


def tabs() -> list[dict[str, str]]:
    """The tab bar of every page: the groups that have a column, each leading to its first."""
    seen = known()
    made = [{"name": "首页", "href": "/"}]
    if seen.kinds or seen.flows:
        # Only lists and charts open the column; the gates are there from the first day and would hide that it is empty.
        made.append({"name": BEFORE, "href": "/lists/" if seen.kinds else "/flows/"})
    made.append({"name": DURING, "href": "/during/"})
    made.append({"name": AFTER, "href": "/decisions/"})
    if seen.decisions:
        made.append({"name": FIGURES, "href": "/statistics/"})
    made.append({"name": "核验真伪", "href": "/y/"})
    return made


def doors() -> list[dict[str, str]]:
    """The doors of the home page: every column group with what stands behind it, and 核验真伪."""
    there = standing()
    made = []
    for group in (BEFORE, DURING, AFTER, FIGURES):
        columns = [column for column in there if column.group == group]
        # 办案关口 stands from the first day and alone opens no column.
        if [column for column in columns if column.path != "/gates/"]:
            alone = [columns[0].text] if len(columns) == 1 else [c.name for c in columns[:4]]
            made.append({"name": group, "href": columns[0].path, "text": "、".join(alone)})
    made.append({"name": "核验真伪", "href": "/y/", "text": "按文书上的核验码核对"})
    return made


def groups() -> list[dict[str, object]]:
    """The human site map: groups with their columns; a group without any is left out."""
    there = standing()
    made: list[dict[str, object]] = [
        {"name": group, "columns": [c for c in there if c.group == group]} for group in GROUPS
    ]
    return [each for each in made if each["columns"]]
