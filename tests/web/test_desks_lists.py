"""The list desk: a file with faults becomes a draft, a second person approves, a day is set, the difference is shown."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from daylight.lists.models import ListVersion
from tests.cast import Cast
from tests.listing import publish_demo_lists
from tests.web.desks import words
from tests.web.entering import signed_in as enter

pytestmark = pytest.mark.django_db
KIND = "items"


@pytest.fixture
def first(cast: Cast, now: datetime, settings: Any) -> ListVersion:
    settings.FIXED_NOW = now
    publish_demo_lists(cast, now, date(2026, 1, 1), (KIND,))
    return ListVersion.objects.get(agency=cast.agency, kind=KIND)


def table() -> list[list[str]]:
    """The rows of the shipped list, titles first."""
    text = (Path(configured.LAWPACKS_DIR) / "haiyang" / "lists" / f"{KIND}.csv").read_text("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def file_of(rows: list[list[str]], encoding: str = "utf-8") -> SimpleUploadedFile:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return SimpleUploadedFile("事项清单.csv", out.getvalue().encode(encoding))


def upload(person: Any, rows: list[list[str]], **more: str) -> Any:
    url = reverse("office:list-upload", args=[KIND])
    return enter(person).post(url, {"file": file_of(rows), **more})


def place(name: str, version: ListVersion, *more: str) -> str:
    return reverse(f"office:list-{name}", args=[version.uuid, *more])


def draft_of(cast: Cast) -> ListVersion:
    return ListVersion.objects.get(agency=cast.agency, kind=KIND, state="draft")


def test_who_sees_what(first: ListVersion, cast: Cast) -> None:
    desk, kind, page = reverse("office:lists-desk"), reverse("office:list-kind", args=[KIND]), place("version", first)
    for name, person in cast.everybody().items():
        client = enter(person)
        seen = [client.get(url).status_code for url in (desk, kind, page)]
        assert seen == ([200, 200, 404] if name == "stranger" else [200, 200, 200]), name
    outside = enter(cast.stranger)
    for name in ("pass", "return", "submit", "copy", "publish", "withdraw"):
        assert outside.post(place(name, first)).status_code == 404
    assert outside.get(place("version-export", first, "csv")).status_code == 404
    assert enter(cast.officer).post(reverse("office:list-upload", args=[KIND])).status_code == 404
    assert enter(cast.keeper).get(reverse("office:list-kind", args=["no-such"])).status_code == 404


def test_from_a_file_to_the_list_in_force(first: ListVersion, cast: Cast) -> None:
    rows = table()
    titles = rows[0]
    name = titles.index("事项名称")
    rows[1][name] = rows[1][name] + "（修订）"
    del rows[2]
    told = upload(cast.keeper, rows, note="年度调整")
    assert told.status_code == 200
    assert "接受" in words(told)
    draft = draft_of(cast)
    page = enter(cast.reviewer).get(place("version", draft))
    assert "<ins>（修订）</ins>" in page.content.decode()
    assert "删除" in words(page)
    seen = {"seen_digest": draft.digest, "station": "draft"}
    assert enter(cast.keeper).post(place("pass", draft), seen).status_code == 422
    assert enter(cast.reviewer).post(place("pass", draft), seen).status_code == 422
    assert enter(cast.head).post(place("pass", draft), seen).status_code == 302
    seen["station"] = "checked"
    assert enter(cast.head).post(place("pass", draft), seen).status_code == 422
    old = enter(cast.reviewer).post(place("pass", draft), seen | {"seen_digest": "0" * 64})
    assert old.status_code == 422
    assert "有过改动" in words(old)
    early = enter(cast.keeper).post(place("publish", draft), {"in_force_from": "2026-12-01"})
    assert early.status_code == 422
    assert enter(cast.reviewer).post(place("pass", draft), seen).status_code == 302
    unread = enter(cast.keeper).post(
        place("publish", draft), {"in_force_from": "下周", "basis": "海自然资规〔2026〕9号"}
    )
    assert unread.status_code == 422
    assert "海自然资规〔2026〕9号" in unread.content.decode()
    past = enter(cast.keeper).post(place("publish", draft), {"in_force_from": "2026-11-01"})
    assert past.status_code == 422
    assert 'href="#f-in_force_from"' in past.content.decode()
    assert enter(cast.keeper).post(place("publish", draft), {"in_force_from": "2026-12-01"}).status_code == 302
    draft.refresh_from_db()
    assert (draft.state, draft.in_force_from) == ("published", date(2026, 12, 1))
    desk = words(enter(cast.officer).get(reverse("office:lists-desk")))
    assert "2026-12-01 起施行" in desk


def test_bad_rows_are_named_by_their_cells_and_good_ones_kept(first: ListVersion, cast: Cast) -> None:
    rows = table()
    rows[1][rows[0].index("事项名称")] = ""
    told = upload(cast.keeper, rows, note="我的说明")
    assert told.status_code == 422
    body = told.content.decode()
    assert "事项名称" in words(told)
    assert "我的说明" in body
    assert draft_of(cast).rows.count() == len(rows) - 2


def test_a_trial_reading_keeps_nothing(first: ListVersion, cast: Cast) -> None:
    assert upload(cast.keeper, table(), only_check="1").status_code == 200
    assert ListVersion.objects.count() == 1


def test_an_unusable_file_says_why(first: ListVersion, cast: Cast) -> None:
    url = reverse("office:list-upload", args=[KIND])
    client = enter(cast.keeper)
    assert client.post(url, {}).status_code == 422
    told = client.post(url, {"file": SimpleUploadedFile("清单.docx", b"PK junk"), "basis": "某文号"})
    assert told.status_code == 422
    assert 'href="#f-file"' in told.content.decode()
    assert "某文号" in told.content.decode()


def test_gb18030_is_read(first: ListVersion, cast: Cast) -> None:
    url = reverse("office:list-upload", args=[KIND])
    assert enter(cast.keeper).post(url, {"file": file_of(table(), "gb18030")}).status_code == 200
    assert draft_of(cast).rows.count() == first.rows.count()


def test_a_draft_is_given_up_with_a_reason(first: ListVersion, cast: Cast) -> None:
    upload(cast.keeper, table())
    draft = draft_of(cast)
    assert enter(cast.keeper).post(place("withdraw", draft), {"reason": ""}).status_code == 422
    assert enter(cast.keeper).post(place("withdraw", draft), {"reason": "另行起草"}).status_code == 302
    assert "另行起草" in words(enter(cast.leader).get(place("version", draft)))


def test_exports_as_of_a_day(first: ListVersion, cast: Cast) -> None:
    client = enter(cast.officer)
    for format, kind in (("csv", "text/csv"), ("xlsx", "application/vnd"), ("json", "application/json")):
        answer = client.get(reverse("office:list-export", args=[KIND, format]))
        assert answer.status_code == 200
        assert answer["Content-Type"].startswith(kind)
    before = client.get(reverse("office:list-export", args=[KIND, "csv"]), {"as_of": "2025-01-01"})
    assert before.status_code == 422
    assert "2025-01-01" in before.content.decode()
    assert client.get(reverse("office:list-export", args=[KIND, "csv"]), {"as_of": "?"}).status_code == 422
    assert client.get(place("version-export", first, "pdf")).status_code == 404


@pytest.mark.parametrize(
    ("code", "said", "hidden"),
    [
        ("recording-items", ("普通程序", "留置送达", "YX-01"), ("penalty_ordinary", "service_by_leaving")),
        ("discretion", ("非法占用土地，从轻",), (">t04_lighter<",)),
        ("review-elements", ("执法主体",), (">subject<",)),
    ],
)
def test_codes_are_said_by_their_titles(
    cast: Cast, now: datetime, settings: Any, code: str, said: tuple[str, ...], hidden: tuple[str, ...]
) -> None:
    settings.FIXED_NOW = now
    publish_demo_lists(cast, now, date(2026, 1, 1), (code,))
    version = ListVersion.objects.get(agency=cast.agency, kind=code)
    page = enter(cast.keeper).get(place("version", version)).content.decode()
    assert all(each in page for each in said)
    assert not any(each in page for each in hidden)
    sheet = enter(cast.keeper).get(place("version-export", version, "csv")).content.decode()
    assert version.rows.first().code in sheet
