"""Only the API's addresses: these tests need no page."""

from django.urls import include, path

urlpatterns = [path("api/v1/", include("daylight.web.api.urls"))]
