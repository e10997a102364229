"""Addresses the public site answers when no file does. ``config.urls`` includes this last and names ``not_found``."""

from django.urls import include, path

from daylight.portal import complaintviews, guideposts, listviews, officerpages, partyviews, subscribeviews, views

app_name = "portal"
urlpatterns = [
    path("", views.front, name="front"),
    path("decisions/", views.decisions, name="decisions"),
    path("decisions.json", views.decisions_json, name="decisions_json"),
    path("decisions/index.json", views.decisions_json),
    path("decisions.csv", views.decisions_csv, name="decisions_csv"),
    path("decisions/<uuid:uuid>/", views.decision, name="decision"),
    path("lists/<slug:kind>/", listviews.one_list, name="list"),
    path("lists/<slug:kind>/index.json", listviews.one_list_json, name="list_json"),
    path("lists/<slug:kind>/compare/", listviews.compare, name="list_compare"),
    path("y/", views.verify, name="verify"),
    path("y/<str:typed>/", views.verify, name="verify_code"),
    path("policies/", listviews.policies, name="policies"),
    path("complaints/", complaintviews.ask, name="complaint_ask"),
    path("complaints/new/", complaintviews.new, name="complaint_new"),
    path("complaints/<str:code>/", complaintviews.receipt, name="complaint"),
    path("officers/", officerpages.search_view, name="officers"),
    path("officers/<str:number>/", officerpages.officer_view, name="officer"),
    path("officers/<str:number>/index.json", officerpages.officer_json_view, name="officer_json"),
    path("parties/", partyviews.parties, name="parties"),
    path("parties/<str:code>/", partyviews.party, name="party"),
    path("parties/<str:code>/index.json", partyviews.party_json, name="party_json"),
    path("parties/<str:code>.json", partyviews.party_json),
    path("parties/<str:code>/feed.atom", partyviews.party_feed, name="party_feed"),
    path("agencies/<str:code>/", partyviews.agency, name="agency"),
    path("statistics/", partyviews.figures, name="statistics"),
    path("statistics/index.json", partyviews.figures_json),
    path("statistics.json", partyviews.figures_json),
    path("feed.atom", subscribeviews.feed, name="feed"),
    path("subscribe/", subscribeviews.subscribe, name="subscribe"),
    path("subscribe/confirm/<str:token>/", subscribeviews.confirm, name="subscribe_confirm"),
    path("subscribe/leave/<str:token>/", subscribeviews.leave, name="subscribe_leave"),
    *(path(each.lstrip("/"), partyviews.fixed) for each in guideposts.FIXED),
    path("reading/", views.set_reading, name="reading"),
    path("", include("daylight.portal.urls_service")),
]
