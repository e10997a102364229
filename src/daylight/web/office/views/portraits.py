"""执法证照片: the keeper of certificates enters the picture that a party sees when he checks a code."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from daylight.base.orgs.models import Person
from daylight.cases.showing.acts import keep_portrait
from daylight.cases.showing.queries import portrait
from daylight.core.portrait import LARGEST
from daylight.core.refusal import Refusal
from daylight.web.office.acting import answer, done, office_required, perform, person_of
from daylight.web.office.desks.entering import desk_or_404


@require_http_methods(["GET", "POST"])
@office_required
def photo(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The present picture and a form for a new one."""
    colleague = _colleague(request, uuid)
    refusals: tuple[Refusal, ...] = ()
    if request.method == "POST":
        file = request.FILES.get("photo")
        if file is None:
            refusals = (Refusal("field.required", "请选择照片文件。", "", "photo"),)
        else:
            # One byte more than allowed is enough to be told so.
            outcome = perform(request, keep_portrait, colleague, file.read(LARGEST + 1))
            if outcome:
                return done(request, "照片已登记，核验亮证码时可以看到。", "office:person-photo", uuid)
            refusals = outcome.refusals
    context = {"colleague": colleague, "portrait": portrait(colleague)}
    return answer(request, "office/photo.html", context, refusals)


@require_safe
@office_required
def picture(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The picture itself."""
    found = portrait(_colleague(request, uuid))
    if found is None:
        raise Http404
    return HttpResponse(bytes(found.content), content_type=found.media_type)


def _colleague(request: HttpRequest, uuid: UUID) -> Person:
    desk_or_404(request, "certificate.keep")
    found = (
        Person.objects.filter(agency_id=person_of(request).agency_id, uuid=uuid).exclude(certificate_number="").first()
    )
    if found is None:
        raise Http404
    return found
