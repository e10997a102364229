"""具体办法成文: a version of a policy table as the paper that is printed, signed and posted, its articles written from the rows."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from daylight.core.listkinds import KINDS
from daylight.core.moment import local_date
from daylight.core.policyprose import articles
from daylight.lists import queries
from daylight.lists.models import ListVersion
from daylight.recording.render import pdf
from daylight.recording.render.blocks import Block, Paper, Paragraph, Signature
from daylight.recording.values import day_text
from daylight.web.office.acting import office_required
from daylight.web.office.views.lists import found


@require_safe
@office_required
def paper(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The 办法 as PDF; what is not published yet says 草稿 on every page."""
    wanted = found(request, uuid)
    made = paper_of(wanted)
    if made is None:
        raise Http404
    response = HttpResponse(pdf(made), content_type="application/pdf")
    name = f"{made.title}第{wanted.number}版.pdf"
    response["Content-Disposition"] = content_disposition_header(False, name) or ""
    return response


def paper_of(version: ListVersion) -> Paper | None:
    """The paper of a version; None for a list that is no policy."""
    kind, agency = KINDS[version.kind], version.agency
    rows = [{**row.values, "code": row.code} for row in queries.kept_rows(version)]
    prose = articles(version.kind, rows, agency.name)
    if not prose:
        return None
    published = version.published_at is not None and version.in_force_from is not None
    state = (
        f"第 {version.number} 版，自 {day_text(version.in_force_from)}起施行"
        if published
        else f"第 {version.number} 版草案"
    )
    blocks: list[Block] = [Paragraph(f"（{state}）", indent=False)]
    if version.basis:
        blocks.append(Paragraph(f"公布依据：{version.basis}", indent=False))
    for each in prose:
        blocks.append(Paragraph(f"{each.number}　{each.text}"))
        blocks += [Paragraph(item) for item in each.items]
    made_at = version.published_at or version.created_at
    return Paper(
        agency=agency.name,
        title=kind.title,
        made_at=made_at,
        blocks=tuple(blocks),
        signature=Signature(agency.name, day_text(local_date(made_at))) if published else None,
        draft=not published,
    )
