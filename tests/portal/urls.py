"""The public addresses alone, as ``config.urls`` includes them."""

from django.urls import include, path

urlpatterns = [path("", include("daylight.portal.urls"))]
handler404 = "daylight.portal.views.not_found"
