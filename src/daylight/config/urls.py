"""All addresses in one place."""

from django.urls import URLPattern, URLResolver, include, path

from daylight.config.scanning import scan

urlpatterns: list[URLPattern | URLResolver] = [
    path("office/", include("daylight.web.office.urls")),
    path("api/v1/", include("daylight.web.api.urls")),
    path("y/<str:typed>/", scan),
    path("", include("daylight.portal.urls")),
]
handler404 = "daylight.portal.views.not_found"
handler500 = "daylight.base.face.failing.failed"
