"""Addresses of the record's own pages: timeline, completeness, custody, devices."""

from django.urls import URLPattern, URLResolver, path

from daylight.web.office.views import devices, fullness, player, timeline

CASE, ONE = "cases/<uuid:uuid>/", "recordings/<uuid:uuid>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{CASE}timeline/", timeline.timeline, name="case-timeline"),
    path(f"{CASE}timeline/gap/", timeline.gap, name="case-gap"),
    path(f"{CASE}timeline/link/", timeline.link, name="case-clip-link"),
    path(f"{CASE}timeline/occasion/", timeline.occasion, name="case-occasion"),
    path(f"{CASE}record/", fullness.case_record, name="case-record"),
    path("records/", fullness.unit_records, name="unit-records"),
    path("devices/", devices.devices, name="devices"),
    path("devices/<uuid:uuid>/", devices.device, name="device"),
    path("devices/<uuid:uuid>/lend/", devices.lend, name="device-lend"),
    path("devices/<uuid:uuid>/return/", devices.give_back, name="device-return"),
    path("devices/<uuid:uuid>/state/", devices.change, name="device-state"),
    path(ONE, player.recording, name="recording"),
    path(f"{ONE}purpose/", player.ask, name="recording-ask"),
    path(f"{ONE}watched/", player.watched, name="recording-watched"),
    path(f"{ONE}mark/", player.mark, name="recording-mark"),
    path(f"{ONE}transcript/", player.write, name="recording-transcript"),
    path(f"{ONE}point/", player.tick, name="recording-point"),
    path(f"{ONE}frame/", player.take, name="recording-frame"),
    path(f"{ONE}custody/", player.custody, name="recording-custody"),
    path(f"{ONE}statement/", player.explain, name="recording-statement"),
]
