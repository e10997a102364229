"""Addresses of the API below ``/api/v1/``."""

from django.urls import URLPattern, URLResolver, path

from daylight.web.api import media, uploads

app_name = "api"
urlpatterns: list[URLPattern | URLResolver] = [
    path("uploads", uploads.collection, name="uploads"),
    path("uploads/form", uploads.from_form, name="upload-form"),
    path("uploads/<str:token>", uploads.one, name="upload"),
    path("recordings/<uuid:uuid>/content", media.recording_content, name="recording-content"),
    path("documents/<uuid:uuid>/paper.pdf", media.document_pdf, name="document-pdf"),
    path("documents/<uuid:uuid>/paper.docx", media.document_word, name="document-word"),
]
