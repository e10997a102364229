"""Addresses of items, guides, windows and shown identities."""

from django.urls import path

from daylight.portal import views_identity, views_service, windows

urlpatterns = [
    path("items/", views_service.items, name="items"),
    path("items/<str:key>/", views_service.item, name="item"),
    path("items/<str:key>/index.json", views_service.item_json, name="item_json"),
    path("guides/<str:key>/", views_service.guide, name="guide"),
    path("guides/<str:key>/bring/", views_service.bring, name="bring"),
    path("windows/", windows.view, name="windows"),
    path("windows.json", windows.json_view),
    path("windows/index.json", windows.json_view, name="windows_json"),
    path("show/keys.txt", views_identity.keys, name="identity_keys"),
    path("show/receipts/<str:number>.json", views_identity.receipt, {"form": "json"}, name="receipt_json"),
    path("show/receipts/<str:number>/", views_identity.receipt, name="receipt"),
    path("show/<str:text>/", views_identity.show, name="show"),
    path("show/<str:text>/photo/", views_identity.photo, name="show_photo"),
]
