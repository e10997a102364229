"""Addresses of the desks: legal review, publication, lists, approval. Names the shell links to: ``review-desk``, ``dossier``
(uuid), ``publication-desk``, ``publication`` (uuid), ``lists-desk``, ``approval-desk``."""

from django.urls import URLPattern, URLResolver, path

from daylight.web.office.views import review

urlpatterns: list[URLPattern | URLResolver] = [
    path("review/", review.desk, name="review-desk"),
    path("review/<uuid:uuid>/", review.dossier, name="dossier"),
    path("review/<uuid:uuid>/assign/", review.assign, name="dossier-assign"),
    path("review/<uuid:uuid>/elements/<str:element>/", review.judge, name="dossier-judge"),
    path("review/<uuid:uuid>/return/", review.send_back, name="dossier-return"),
    path("review/<uuid:uuid>/pass/", review.conclude, name="dossier-pass"),
]
