"""公示网站: its settings (system administrator) and 栏目更新 (publisher)."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from daylight.base.present import present
from daylight.core.moment import local_date
from daylight.portal import queries, sitefacts
from daylight.portal.acts import check_column, describe_site
from daylight.portal.columnstates import column_states
from daylight.portal.models import DeadLink
from daylight.portal.sitefacts import SiteInput
from daylight.web.office.acting import answer, done, office_required, perform
from daylight.web.office.desks.entering import desk_or_404

DESCRIBE, CHECK = "site.describe", "column.check"
HINTS = {
    "site_name": "显示在每页顶部；留空用主办单位",
    "site_code": "10 位数字，由全国政府网站信息报送系统分配",
    "icp": "如 鲁ICP备00000000号",
    "police": "如 鲁公网安备 37060000000000号",
    "emblem_url": "由机构编制部门核发标识时给出的网址",
    "find_fault_url": "由全国政府网站找错平台给出的网址",
    "licence": "开放数据页上写明的许可名称；没有的留空",
}


@require_http_methods(["GET", "HEAD", "POST"])
@office_required
def settings(request: HttpRequest) -> HttpResponse:
    """What stands at the foot of every public page."""
    desk_or_404(request, DESCRIBE)
    typed = sitefacts.of(queries.site())
    refusals: tuple[Any, ...] = ()
    if request.method == "POST":
        typed = SiteInput(
            **{name: request.POST.get(name, "") for name in sitefacts.LABELS}, embedded="embedded" in request.POST
        )
        outcome = perform(request, describe_site, typed)
        if outcome:
            return done(request, "已保存，公示网站的各页正在重新生成。", "office:site")
        refusals = outcome.refusals
    values = asdict(typed)
    fields = [
        {
            "name": name,
            "label": label,
            "value": values[name],
            "hint": HINTS.get(name, ""),
            "must": name in sitefacts.FOOTER,
        }
        for name, label in sitefacts.LABELS.items()
    ]
    context = {"fields": fields, "embedded": typed.embedded, "lacks": sitefacts.lacks(typed)}
    return answer(request, "office/site.html", context, refusals)


@require_safe
@office_required
def columns(request: HttpRequest) -> HttpResponse:
    """Blank columns, columns to renew, links that lead nowhere."""
    return _columns(request)


@require_POST
@office_required
def check(request: HttpRequest) -> HttpResponse:
    """The publisher read a column through: it is still right."""
    desk_or_404(request, CHECK)
    outcome = perform(request, check_column, request.POST.get("path", ""))
    return done(request, "已记下：内容仍是最新。", "office:columns") if outcome else _columns(request, outcome.refusals)


def _columns(request: HttpRequest, refusals: tuple[Any, ...] = ()) -> HttpResponse:
    desk_or_404(request, CHECK)
    states = column_states(local_date(present()))
    context = {
        "states": [each for each in states if not each.blank],
        "blank": [each for each in states if each.blank],
        "dead": DeadLink.objects.all()[:200],
        "checked_on": queries.site().checked_on,
        "today": local_date(present()),
    }
    return answer(request, "office/columns.html", context, refusals)
