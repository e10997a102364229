"""Addresses of the office below ``/office/``."""

from django.urls import URLPattern, URLResolver, include, path

from daylight.web.office.views import cases, home, session

app_name = "office"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("login/", session.sign_in, name="login"),
    path("logout/", session.sign_out, name="logout"),
    path("cases/", cases.case_list, name="cases"),
    path("cases/new/", cases.case_list, name="register"),
    path("payments/", cases.case_list, name="payments"),
    path("cases/<uuid:uuid>/", cases.workspace, name="case"),
    path("", include("daylight.web.office.urls_desks")),
]
