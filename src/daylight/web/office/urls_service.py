"""Addresses of 扫码亮证 and of the windows."""

from django.urls import URLPattern, URLResolver, path

from daylight.web.office.views import applications, portraits, showing, windows

BATCH = "showing/<uuid:uuid>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("showing/", showing.showing, name="showing"),
    path("showing/start/", showing.start, name="showing-start"),
    path("showing/worker.js", showing.worker, name="showing-worker"),
    path(f"{BATCH}codes.json", showing.codes, name="showing-codes"),
    path(f"{BATCH}stop/", showing.stop, name="showing-stop"),
    path(f"{BATCH}keep/", showing.keep, name="showing-keep"),
    path("people/<uuid:uuid>/photo/", portraits.photo, name="person-photo"),
    path("people/<uuid:uuid>/photo/picture/", portraits.picture, name="person-picture"),
    path("applications/", applications.applications, name="applications"),
    path("applications/<str:code>/", applications.take_in, name="application-new"),
    path("applications/receipts/<uuid:uuid>.pdf", applications.receipt, name="application-receipt"),
    path("windows/", windows.roster, name="windows"),
    path("windows/assign/", windows.assign, name="windows-assign"),
    path("windows/cards/<slug:form>.pdf", windows.cards, name="windows-cards"),
    path("windows/<uuid:uuid>/", windows.shift, name="shift"),
    path("windows/<uuid:uuid>/change/", windows.change, name="shift-change"),
]
