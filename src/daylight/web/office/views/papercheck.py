"""文书核验: the code scanned from a paper opens its record; a file in hand is compared with the registered one."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from daylight.base.access import roles_of
from daylight.base.access.rights import RIGHTS
from daylight.core.refusal import Refusal
from daylight.recording import checking
from daylight.web.office.acting import answer, office_required, person_of

UNKNOWN = "没有登记这份文书，请核对核验码是否看错或漏写；其他机关的文书请向制作机关核对。"


@require_http_methods(["GET", "POST"])
@office_required
def check(request: HttpRequest) -> HttpResponse:
    """GET ``code``: on to the paper. POST ``file`` (and ``paper_code``): same, different or not registered."""
    person = person_of(request)
    if not roles_of(person) & set(RIGHTS["case.read"]):
        raise Http404
    typed, written = request.GET.get("code", "").strip()[:200], request.POST.get("paper_code", "").strip()[:200]
    context: dict[str, Any] = {"typed": typed, "paper_code": written}
    if request.method == "GET":
        found = checking.paper_by_code(person, typed)
        if found is not None:
            return redirect("office:document", found.uuid)
        return answer(request, "office/papercheck.html", context, (_unknown(),) if typed else ())
    file = request.FILES.get("file")
    if file is None:
        missing = Refusal("check.file", "请选取要核验的 PDF 文件。", field="file")
        return answer(request, "office/papercheck.html", context, (missing,))
    if (file.size or 0) > checking.LARGEST:
        large = Refusal("check.size", "文件超过 64 MB，不是本平台签发的文书，请核对后重新选取。", field="file")
        return answer(request, "office/papercheck.html", context, (large,))
    context |= {"verdict": checking.check(person, file.read(), written), "name": file.name}
    return answer(request, "office/papercheck.html", context)


def _unknown() -> Refusal:
    return Refusal("code.unknown", UNKNOWN, field="code")
