"""法律顾问的页面: no account, one dossier, behind a signed link and the counsel's own licence number."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from daylight.base.present import present
from daylight.base.vault.store import path_of
from daylight.core.refusal import Refusal, Refused
from daylight.review.counsel import advise, enter, invitation_of
from daylight.review.models import CounselInvitation
from daylight.web.office.desks import dossier_reading as reading

LICENCE, PAPER, ADVICE = "licence", "paper", "advice"


@never_cache
@require_http_methods(["GET", "POST"])
def counsel(request: HttpRequest, token: str) -> HttpResponse:
    """The link asks for the licence number; with the right one every POST shows the dossier, a paper, or takes the advice."""
    now = present()
    invitation = invitation_of(token, now)
    if invitation is None:
        raise Http404
    if request.method == "GET":
        return _door(request, invitation)
    licence = request.POST.get(LICENCE, "")
    if not enter(invitation, licence, now):
        if invitation_of(token, now) is None:
            raise Http404
        message = "执业证号与邀请时登记的不一致，请核对后再填；多次不符链接将失效。"
        return _door(request, invitation, (Refusal("counsel.licence", message, "", LICENCE),), 422)
    if wanted := request.POST.get(PAPER):
        return _paper(invitation, wanted)
    refusals: tuple[Refusal, ...] = ()
    typed = request.POST.get(ADVICE)
    if typed is not None:
        try:
            invitation = advise(invitation, typed, now)
        except Refused as refused:
            refusals = refused.refusals
    dossier = invitation.dossier
    context = {
        "invitation": invitation,
        "licence": licence,
        "dossier": dossier,
        "lines": reading.draft_lines(dossier, compare=False),
        "title": reading.draft_title(dossier),
        "typed": typed or "",
        "refusals": refusals,
    }
    return _closed(render(request, "office/counsel_file.html", context, status=422 if refusals else 200))


def _door(
    request: HttpRequest, invitation: CounselInvitation, refusals: tuple[Refusal, ...] = (), status: int = 200
) -> HttpResponse:
    context = {"invitation": invitation, "refusals": refusals}
    return _closed(render(request, "office/counsel_door.html", context, status=status))


def _paper(invitation: CounselInvitation, wanted: str) -> HttpResponse:
    """A paper of this dossier, by the digest that was frozen."""
    papers = invitation.dossier.content.get("documents", ())
    found = next((each for each in papers if str(each["uuid"]) == wanted), None)
    if found is None or not path_of(found["sha256"]).exists():
        raise Http404
    body = path_of(found["sha256"]).read_bytes()
    return _closed(HttpResponse(body, content_type="application/pdf", headers={"Content-Disposition": "inline"}))


def _closed(response: HttpResponse) -> HttpResponse:
    """The address is the key: no other site learns it, no search engine keeps it."""
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
