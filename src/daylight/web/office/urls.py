"""Addresses of the office below ``/office/``."""

from django.urls import URLPattern, URLResolver, include, path

from daylight.web.office.views import (
    case_pages,
    cases,
    deeds,
    documents,
    draft,
    home,
    numbers,
    payments,
    recordings,
    register,
    session,
    spot,
    workdays,
    workspace,
)

app_name = "office"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("login/", session.sign_in, name="login"),
    path("logout/", session.sign_out, name="logout"),
    path("cases/", cases.case_list, name="cases"),
    path("cases/new/", register.register, name="register"),
    path("cases/<uuid:uuid>/", workspace.workspace, name="case"),
    path("cases/<uuid:uuid>/do/<slug:code>/", deeds.deed, name="deed"),
    path("cases/<uuid:uuid>/clocks/", case_pages.clocks, name="clocks"),
    path("cases/<uuid:uuid>/journal/", case_pages.journal, name="journal"),
    path("cases/<uuid:uuid>/file/", case_pages.file, name="file"),
    path("cases/<uuid:uuid>/draft/", draft.draft, name="draft"),
    path("cases/<uuid:uuid>/draft/compare/", draft.compare, name="draft-compare"),
    path("cases/<uuid:uuid>/draft/preview.pdf", draft.preview, name="draft-preview"),
    path("cases/<uuid:uuid>/recordings/", recordings.recordings, name="recordings"),
    path("cases/<uuid:uuid>/documents/new/<slug:code>/", documents.start, name="document-new"),
    path("documents/<uuid:uuid>/", documents.document, name="document"),
    path("recordings/<uuid:uuid>/", recordings.recording, name="recording"),
    path("spot/", spot.spot, name="spot"),
    path("spot/<uuid:uuid>/", spot.spot_done, name="spot-done"),
    path("spot/<uuid:uuid>/page-<int:number>.png", spot.spot_page, name="spot-page"),
    path("calendar/", workdays.workdays, name="workdays"),
    path("calendar/<int:year>/", workdays.workdays, name="workdays-year"),
    path("calendar/<int:year>/enter/", workdays.enter, name="workdays-enter"),
    path("numbers/", numbers.register, name="numbers"),
    path("numbers/<uuid:uuid>/void/", numbers.void, name="number-void"),
    path("payments/", payments.payments, name="payments"),
    path("payments/<uuid:uuid>/", payments.payment, name="payment"),
    path("", include("daylight.web.office.urls_people")),
    path("", include("daylight.web.office.urls_desks")),
]
