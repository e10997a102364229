"""Addresses of the desks: legal review, publication, lists, approval. Names the shell links to: ``review-desk``, ``dossier``
(uuid), ``publication-desk``, ``publication`` (uuid), ``lists-desk``, ``approval-desk``."""

from django.urls import URLPattern, URLResolver, path

from daylight.web.office.views import (
    lawbook,
    legacy,
    lists,
    lists_upload,
    overriding,
    publication,
    publication_editing,
    publication_grounds,
    review,
    signing,
)

DOSSIER, CASE, TASK = "review/<uuid:uuid>/", "signing/<uuid:uuid>/", "publication/<uuid:uuid>/"
VERSION, KIND = "lists/versions/<uuid:uuid>/", "lists/<slug:code>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("review/", review.desk, name="review-desk"),
    path(DOSSIER, review.dossier, name="dossier"),
    path(f"{DOSSIER}assign/", review.assign, name="dossier-assign"),
    path(f"{DOSSIER}elements/<str:element>/", review.judge, name="dossier-judge"),
    path(f"{DOSSIER}return/", review.send_back, name="dossier-return"),
    path(f"{DOSSIER}pass/", review.conclude, name="dossier-pass"),
    path("signing/", signing.desk, name="approval-desk"),
    path(f"{CASE}approve/", signing.approve, name="approval-approve"),
    path(f"{CASE}reject/", signing.reject, name="approval-reject"),
    path(f"{CASE}issue/", signing.issue, name="approval-issue"),
    path("overrides/", overriding.desk, name="override-desk"),
    path("overrides/<uuid:uuid>/", overriding.override, name="override"),
    path("overrides/<uuid:uuid>/grant/", overriding.grant, name="override-grant"),
    path("overrides/<uuid:uuid>/refuse/", overriding.decline, name="override-refuse"),
    path("cases/<uuid:uuid>/override/<slug:move>/<slug:gate>/", overriding.ask, name="override-ask"),
    path("publication/", publication.desk, name="publication-desk"),
    path(TASK, publication.publication, name="publication"),
    path(f"{TASK}preview/", publication.preview, name="publication-preview"),
    path(f"{TASK}prepare/", publication.prepare, name="publication-prepare"),
    path(f"{TASK}confirm/", publication.confirm, name="publication-confirm"),
    path(f"{TASK}return/", publication.send_back, name="publication-return"),
    path(f"{TASK}mask/", publication_editing.mark, name="publication-mask"),
    path(f"{TASK}lift/", publication_editing.lift, name="publication-lift"),
    path(f"{TASK}settle/", publication_editing.settle, name="publication-settle"),
    path(f"{TASK}withhold/", publication_grounds.withhold, name="publication-withhold"),
    path(f"{TASK}judge/", publication_grounds.judge_withholding, name="publication-judge"),
    path(f"{TASK}correct/", publication_grounds.correct, name="publication-correct"),
    path(f"{TASK}drop/", publication_grounds.drop, name="publication-drop"),
    path(f"{TASK}withdraw/", publication_grounds.withdraw, name="publication-withdraw"),
    path("legacy/", legacy.desk, name="legacy-desk"),
    path("legacy/<uuid:uuid>/publish/", legacy.publish, name="legacy-publish"),
    path("legacy/<uuid:uuid>/withdraw/", legacy.withdraw, name="legacy-withdraw"),
    path("law/", lawbook.book, name="law-book"),
    path("law/changes/", lawbook.changes, name="law-changes"),
    path("law/of/<str:name>/", lawbook.law, name="law"),
    path("lists/", lists.desk, name="lists-desk"),
    path(VERSION, lists.version, name="list-version"),
    path(f"{VERSION}approve/", lists.approve, name="list-approve"),
    path(f"{VERSION}publish/", lists.publish, name="list-publish"),
    path(f"{VERSION}withdraw/", lists.withdraw, name="list-withdraw"),
    path(f"{VERSION}export/<slug:format>/", lists.export_one, name="list-version-export"),
    path(KIND, lists.kind, name="list-kind"),
    path(f"{KIND}upload/", lists_upload.upload, name="list-upload"),
    path(f"{KIND}export/<slug:format>/", lists.export, name="list-export"),
]
