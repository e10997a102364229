"""Addresses of the API below ``/api/v1/``."""

from django.urls import URLPattern, URLResolver, path, re_path

from daylight.web.api import media, uploads
from daylight.web.api.interface import addresses, nowhere
from daylight.web.api.tokens import bearer_or_session

app_name = "api"
urlpatterns: list[URLPattern | URLResolver] = [
    path("uploads", bearer_or_session(uploads.collection), name="uploads"),
    path("uploads/form", uploads.from_form, name="upload-form"),
    path("uploads/<str:token>", bearer_or_session(uploads.one), name="upload"),
    path("recordings/<uuid:uuid>/content", bearer_or_session(media.recording_content), name="recording-content"),
    path("docked/<uuid:uuid>/content", bearer_or_session(media.docked_content), name="docked-content"),
    path("documents/<uuid:uuid>/paper.pdf", bearer_or_session(media.document_pdf), name="document-pdf"),
    path("documents/<uuid:uuid>/paper.docx", bearer_or_session(media.document_word), name="document-word"),
    path("", addresses()),
    re_path(r"^.*$", nowhere),
]
