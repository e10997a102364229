"""Addresses about receivers outside: 推送结果, 信用报送, 推送渠道."""

from django.urls import URLPattern, URLResolver, path

from daylight.web.office.views import channels, credit, deliveries

DELIVERY, REPORT, CHANNEL = "deliveries/<uuid:uuid>/", "credit/<uuid:uuid>/", "channels/<uuid:uuid>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("deliveries/", deliveries.desk, name="deliveries"),
    path(DELIVERY, deliveries.delivery, name="delivery"),
    path(f"{DELIVERY}resend/", deliveries.resend, name="delivery-resend"),
    path("credit/", credit.desk, name="credit-desk"),
    path("credit/unreported/", credit.unreported, name="credit-unreported"),
    path("credit/of/<uuid:uuid>/report/", credit.report, name="credit-report"),
    path(REPORT, credit.one, name="credit"),
    path(f"{REPORT}complete/", credit.complete, name="credit-complete"),
    path("channels/", channels.settings_page, name="channels"),
    path("channels/add/", channels.add, name="channel-add"),
    path("channels/agency/", channels.agency, name="channel-agency"),
    path(CHANNEL, channels.one, name="channel"),
]
