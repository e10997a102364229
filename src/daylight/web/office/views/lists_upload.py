"""导入清单: a file becomes a draft; every fault is named by its cell, and the good rows are kept."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from daylight.base.present import present
from daylight.core.listkinds import KINDS
from daylight.core.refusal import Refusal, Refused
from daylight.lists.importing import ImportReport, import_content
from daylight.lists.tables import LARGEST
from daylight.web.office.acting import KEY, KEY_LENGTH, office_required
from daylight.web.office.desks.entering import desk_or_404
from daylight.web.office.desks.lists_reading import fault_rows
from daylight.web.office.views.lists import kind_page

COLUMNS = (
    {"code": "row", "title": "行", "lead": True},
    {"code": "column", "title": "栏目"},
    {"code": "value", "title": "内容"},
    {"code": "message", "title": "问题"},
)


@require_POST
@office_required
def upload(request: HttpRequest, code: str) -> HttpResponse:
    """Read the file; ``only_check`` reads it without keeping anything. The report stays on the page."""
    person = desk_or_404(request, "list.draft")
    if code not in KINDS:
        raise Http404
    typed = {name: request.POST.get(name, "") for name in ("note", "basis", "only_check")}
    file = request.FILES.get("file")
    if file is None:
        return kind_page(request, code, typed, (Refusal("field.required", "请选择要导入的文件。", "", "file"),))
    if (file.size or 0) > LARGEST:
        return kind_page(request, code, typed, (Refusal("list.size", "文件超过 20 MB，请拆分后导入。", "", "file"),))
    try:
        report = import_content(
            code,
            file.name or "",
            file.read(),
            person.agency,
            person,
            present(),
            typed["only_check"] == "1",
            note=typed["note"],
            basis=typed["basis"],
            idempotency_key=request.POST.get(KEY, "")[:KEY_LENGTH],
        )
    except Refused as refused:
        return kind_page(request, code, typed, refused.refusals)
    return _told(request, code, typed, report)


def _told(request: HttpRequest, code: str, typed: dict[str, str], report: ImportReport) -> HttpResponse:
    if report.unusable:
        return kind_page(
            request, code, typed, (Refusal("list.unusable", f"没有导入：{report.unusable}。", "", "file"),)
        )
    version = report.version_object
    shown: dict[str, Any] = {
        "report": report,
        "head": report.lines()[0],
        "report_columns": COLUMNS,
        "rejected": fault_rows(report.rejected),
        "warnings": fault_rows(report.warnings),
        "draft_href": reverse("office:list-version", args=[version.uuid]) if version else "",
    }
    refusals: tuple[Refusal, ...] = ()
    if report.rejected:
        rows = len({each.row for each in report.rejected})
        said = f"有 {rows} 行没有接受，原因见下表；改好后把这份文件重新导入。"
        refusals = (Refusal("list.rejected", said, "", "file"),)
    return kind_page(request, code, typed, refusals, **shown)
