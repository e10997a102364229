"""Addresses of the record's own pages: timeline, completeness, custody, devices."""

from django.urls import URLPattern, URLResolver, path

from daylight.web.office.views import timeline

CASE = "cases/<uuid:uuid>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{CASE}timeline/", timeline.timeline, name="case-timeline"),
    path(f"{CASE}timeline/gap/", timeline.gap, name="case-gap"),
    path(f"{CASE}timeline/link/", timeline.link, name="case-clip-link"),
    path(f"{CASE}timeline/occasion/", timeline.occasion, name="case-occasion"),
]
