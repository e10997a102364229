"""What a government site must hold: a complete foot, columns renewed in time, no dead link, an end to withdrawn pages."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from daylight.base.orgs.models import Person, RoleGrant
from daylight.base.outbox.models import Message
from daylight.base.permit import permit
from daylight.config import dualstack
from daylight.config.command import main
from daylight.config.commands import serve
from daylight.core.refusal import Refused
from daylight.portal import chores, linkcheck, queries, sitefacts
from daylight.portal.acts import check_column, describe_site
from daylight.portal.columnstates import column_states, late_columns
from daylight.portal.files import PublicFiles
from daylight.portal.models import ColumnCheck, DeadLink
from daylight.portal.sitefacts import SiteInput
from tests.cast import Cast
from tests.portal import records
from tests.portal.conftest import Tell
from tests.web.entering import signed_in as enter

Render = Callable[[], int]
WHOLE = SiteInput(
    site_name="演示市自然资源局",
    name="演示市自然资源局",
    phone="0535-0000000",
    site_code="3706000000",
    icp="鲁ICP备00000000号",
    police="鲁公网安备 37060000000000号",
    emblem_url="https://example.gov.cn/emblem",
    find_fault_url="https://example.gov.cn/fault",
)


@pytest.fixture
def sysadmin(cast: Cast) -> Person:
    with permit("fixture"):
        person = Person(agency=cast.agency, username="sysadmin", name="演示癸")
        person.set_unusable_password()
        person.save()
        RoleGrant.objects.create(person=person, role="system_admin")
    return person


def test_the_foot_is_described_by_the_administrator_and_told_by_the_feed(
    sysadmin: Person, cast: Cast, now: datetime, render: Render, root: Path
) -> None:
    describe_site(WHOLE, actor=sysadmin, now=now)
    assert sitefacts.lacks(queries.site()) != []
    chores.deliver_feed(now)
    assert sitefacts.of(queries.site()) == WHOLE and sitefacts.lacks(queries.site()) == []
    render()
    home = (root / "index.html").read_text("utf-8")
    for part in ("网站标识码 3706000000", "鲁ICP备00000000号", "我为政府网站找错", "党政机关标识", 'name="SiteIDCode"'):
        assert part in home
    describe_site(replace(WHOLE, embedded=True), actor=sysadmin, now=now)
    chores.deliver_feed(now)
    render()
    home = (root / "index.html").read_text("utf-8")
    assert "鲁ICP备" not in home and "我为政府网站找错" not in home and "站点地图" in home
    with pytest.raises(Refused):
        describe_site(WHOLE, actor=cast.publisher, now=now)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"emblem_url": "example"}, "emblem_url"),
        ({"find_fault_url": "javascript:x"}, "find_fault_url"),
        ({"site_code": "37"}, "site_code"),
        ({"name": "", "site_name": " "}, "name"),
        ({"icp": "鲁" * 65}, "icp"),
    ],
)
def test_what_cannot_stand_is_refused(sysadmin: Person, now: datetime, changed: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        describe_site(replace(WHOLE, **changed), actor=sysadmin, now=now)
    assert field in {each.field for each in refused.value.refusals}
    assert not Message.objects.exists()


@pytest.mark.parametrize("blank", [*sitefacts.FOOTER, ""])
def test_production_starts_only_with_a_whole_foot(
    db: None, tell: Tell, blank: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    facts = replace(WHOLE, **({blank: ""} if blank else {}))
    tell({"kind": "site.described", **asdict(facts)})
    monkeypatch.setattr(serve, "mode", lambda: "production")
    monkeypatch.setattr(serve, "network_lacks", lambda *_: [])
    started: list[Any] = []
    monkeypatch.setattr(serve.subprocess, "Popen", lambda command: started.append(command) or _Ended())
    monkeypatch.setattr(serve.signal, "signal", lambda *_: None)
    arguments = type("A", (), {"host": "::", "port": "1", "workers": "1"})()
    assert serve.run_serve(arguments) == (2 if blank else 0)
    assert len(started) == (0 if blank else 2)
    if blank:
        assert sitefacts.LABELS[blank] in capsys.readouterr().err


class _Ended:
    """A process that has ended well."""

    def poll(self) -> int:
        return 0

    def wait(self) -> int:
        return 0

    def terminate(self) -> None:
        return


@pytest.mark.parametrize(
    ("url", "listening", "count"),
    [("http://192.0.2.1", "127.0.0.1", 2), ("http://192.0.2.1", "::", 1), ("https://site.example", "127.0.0.1", 1)],
)
def test_what_ipv6_lacks_is_told(url: str, listening: str, count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dualstack, "_addresses", lambda host, family: ["2001:db8::1"])
    monkeypatch.setattr(dualstack.socket, "has_dualstack_ipv6", lambda: True)
    assert len(dualstack.network_lacks(url, listening)) == count


def test_a_column_falls_late_and_is_checked(site: Path, cast: Cast, now: datetime) -> None:
    today = now.date()
    state = {each.column.path: each for each in column_states(today)}
    assert not state["/"].late and state["/flows/"].blank and state["/windows/"].blank
    later = date(2026, 12, 20)
    assert [each.column.path for each in late_columns(later)] == ["/"]
    check_column("/", actor=cast.publisher, now=datetime(2026, 12, 20, 9, 0, tzinfo=now.tzinfo))
    assert late_columns(later) == [] and ColumnCheck.objects.get().checked_by == "演示己"
    for path in ("/gates/", "/nothing/"):
        with pytest.raises(Refused):
            check_column(path, actor=cast.publisher, now=now)
    with pytest.raises(Refused):
        check_column("/", actor=cast.keeper, now=now)


def test_late_columns_wait_on_the_publishers_desk(site: Path, cast: Cast, now: datetime, settings: Any) -> None:
    settings.FIXED_NOW = now + timedelta(days=40)
    client = enter(cast.publisher)
    assert "更新栏目或者核对仍是最新" in client.get(reverse("office:home")).content.decode()
    page = client.get(reverse("office:columns")).content.decode()
    assert "超期未更新" in page and "空白栏目" in page and "执法流程图" in page
    assert client.post(reverse("office:column-check"), {"path": "/"}).status_code == 302
    assert "更新栏目或者核对仍是最新" not in client.get(reverse("office:home")).content.decode()
    refused = client.post(reverse("office:column-check"), {"path": "/nothing/"})
    assert refused.status_code == 422 and "没有这个需要定期更新的栏目" in refused.content.decode()


def test_who_sees_the_desks(cast: Cast, sysadmin: Person) -> None:
    people = {**cast.everybody(), "sysadmin": sysadmin}
    seen = {
        name: tuple(enter(person).get(reverse(f"office:{page}")).status_code for page in ("site", "columns"))
        for name, person in people.items()
    }
    allowed = {"sysadmin": (200, 404), "publisher": (404, 200), "stranger": (404, 200)}
    assert seen == {name: allowed.get(name, (404, 404)) for name in people}
    assert Client().get(reverse("office:site")).status_code == 302


def test_the_settings_page_keeps_what_was_typed(sysadmin: Person) -> None:
    client = enter(sysadmin)
    refused = client.post(reverse("office:site"), {"name": "演示局", "site_code": "12"})
    page = refused.content.decode()
    assert refused.status_code == 422 and 'value="演示局"' in page and "政府网站标识码为 10 位数字" in page
    assert client.post(reverse("office:site"), {"name": "演示局", "embedded": "on"}).status_code == 302
    assert Message.objects.get().body["embedded"] is True


@pytest.mark.urls("tests.portal.urls")
def test_dead_links_are_found_at_night_and_only_ours(site: Path, now: datetime) -> None:
    # Every page of the plain site leads somewhere.
    assert list(linkcheck.dead_links(site)) == []
    (site / "during" / "index.html").write_text(
        '<a href="/gone/">x</a><a href="/decisions/?q=a&amp;page=2">y</a><a href="https://elsewhere.example/x">z</a>'
        f'<a href="../decisions/{records.FIRST}/">d</a><img src="../nowhere.png">'
    )
    night = now.replace(hour=3) + timedelta(days=1)
    assert (linkcheck.check_links(now.replace(hour=1)), linkcheck.check_links(night), linkcheck.check_links(night)) == (
        0,
        1,
        0,
    )
    assert {(each.page, each.target) for each in DeadLink.objects.all()} == {
        ("/during/", "/gone/"),
        ("/during/", "../nowhere.png"),
    }


def test_a_page_as_a_file_follows_the_readers_settings_without_script(site: Path) -> None:
    def ask(cookie: str, etag: str = "") -> tuple[str, dict[str, str], str]:
        seen: list[Any] = []
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": "/",
            "QUERY_STRING": "",
            "HTTP_COOKIE": cookie,
            "HTTP_IF_NONE_MATCH": etag,
        }
        body = b"".join(PublicFiles(lambda *_: [b""])(environ, lambda status, head: seen.append((status, dict(head)))))
        return seen[-1][0], seen[-1][1], body.decode()

    _, plain_head, plain = ask("x=1")
    _, head, elder = ask("a=b; face=eh")
    assert '<html lang="zh-Hans">' in plain and '<html lang="zh-Hans" data-mode="elder" data-contrast="high">' in elder
    assert head["ETag"] != plain_head["ETag"] and "Cookie" in head["Vary"] and head["Cache-Control"] == "no-cache"
    assert ask("face=eh", head["ETag"])[0].startswith("304") and ask("face=eh", plain_head["ETag"])[0].startswith("200")
    assert ask("face=zz")[2] == plain


@pytest.mark.urls("tests.portal.urls")
def test_a_dynamic_page_is_asked_for_again_and_varies_by_the_reader(site: Path, client: Client) -> None:
    answer = client.get("/decisions/?q=x")
    assert answer.headers["Cache-Control"] == "no-cache" and "Cookie" in answer.headers["Vary"]


def test_the_command_fills_in_the_foot(sysadmin: Person, capsys: pytest.CaptureFixture[str]) -> None:
    def said(*words: str) -> tuple[int, str]:
        code = main(["site", "--agency", "haiyang", *words])
        return code, "".join(capsys.readouterr())

    code, text = said("name=演示局", "icp=鲁ICP备00000000号")
    assert code == 0 and "正式运行前还须填写" in text and "政府网站标识码" in text
    assert queries.site().icp == "鲁ICP备00000000号"
    assert said("site_code=12") == (1, "政府网站标识码为 10 位数字，请对照挂标页面核对。\n")
    assert said("colour=red")[0] == 2 and said("icp=x", "--as", "nobody")[0] == 2
    code, text = said("embedded=yes", "--json")
    assert code == 0 and json.loads(text)["lacks"] == [] and queries.site().embedded
