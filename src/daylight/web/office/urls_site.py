"""Addresses about the public site: its settings, 栏目更新."""

from django.urls import URLPattern, URLResolver, path

from daylight.web.office.views import site

urlpatterns: list[URLPattern | URLResolver] = [
    path("site/", site.settings, name="site"),
    path("columns/", site.columns, name="columns"),
    path("columns/check/", site.check, name="column-check"),
]
