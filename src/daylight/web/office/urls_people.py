"""Addresses about people: 人员与证件, 当事人, 当事人与回避 of a case."""

from django.urls import URLPattern, URLResolver, path

from daylight.web.office.views import audits, case_people, parties, people

PERSON, CERTIFICATE, PARTY, CASE = (
    "people/<uuid:uuid>/",
    "certificates/<uuid:uuid>/",
    "parties/<uuid:uuid>/",
    "cases/<uuid:uuid>/people/",
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("people/", people.people, name="people"),
    path("people/audits/", audits.audits, name="audits"),
    path(PERSON, people.one, name="person"),
    path(f"{PERSON}certificates/", people.add, name="certificate-add"),
    path(f"{CERTIFICATE}audit/", people.audit, name="certificate-audit"),
    path(f"{CERTIFICATE}change/", people.change, name="certificate-change"),
    path("parties/", parties.parties, name="parties"),
    path(PARTY, parties.party, name="party"),
    path(f"{PARTY}amend/", parties.amend, name="party-amend"),
    path(f"{PARTY}declare/", parties.declare, name="party-declare"),
    path(CASE, case_people.people, name="case-people"),
    path(f"{CASE}search/", case_people.search, name="case-search"),
    path(f"{CASE}add/", case_people.add, name="case-party-add"),
    path(f"{CASE}marks/<uuid:party>/", case_people.mark, name="case-party-marks"),
    path(f"{CASE}declare/", case_people.declare, name="case-declare"),
    path(f"{CASE}recusals/", case_people.ask, name="case-recusal"),
    path(f"{CASE}recusals/<uuid:recusal>/", case_people.decide, name="recusal-decide"),
    path(f"{CASE}questions/<uuid:question>/", case_people.settle, name="party-question"),
]
