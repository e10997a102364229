"""Pages as files: what they hold, what a withdrawal leaves, how large they are, what they never contain."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from django.contrib.staticfiles import finders

from daylight.base.journal.writing import record as journal
from daylight.base.ledger.sequencer import sequence
from daylight.base.permit import permit
from daylight.portal import chores, finding, listing
from daylight.portal.build import build
from daylight.portal.models import PublicDecision
from daylight.portal.queries import Filter
from daylight.portal.record import record_bytes, record_sha256
from tests.cast import Cast
from tests.portal import records
from tests.portal.conftest import Tell

Render = Callable[[], int]


def page(root: Path, uuid: str, name: str = "index.html") -> str:
    return (root / "decisions" / uuid / name).read_text("utf-8")


def find(text: str) -> int:
    return finding.ask(Filter(q=text), 0, 20).total


def everything(root: Path) -> str:
    return "\n".join(f.read_text("utf-8", "replace") for f in root.rglob("*") if f.is_file())


def test_the_page_and_its_data(site: Path) -> None:
    html = page(site, records.FIRST)
    for part in (
        "96,000.00 元",
        "2026-11-20 公示",
        "7K3Q-9MXD",
        "土地管理法实施条例",
        "罚款已缴清",
        "60 日内",
        "14 KB",
    ):
        assert part in html
    raw = (site / "decisions" / records.FIRST / "index.json").read_bytes()
    assert raw == record_bytes(records.record())
    assert hashlib.sha256(raw).hexdigest() == record_sha256(records.record())
    assert (site / "decisions" / records.FIRST / "decision.pdf").read_bytes() == records.PDF


def test_an_older_decision_names_its_source_and_what_was_not_seen(site: Path) -> None:
    html = page(site, records.LEGACY)
    assert "演示市自然资源局网站" in html and "来源未载明：决定日期、承办人员、救济途径" in html
    assert "不服怎么办" not in html and "承办人员</dt>" not in html


def test_without_a_register_or_a_standard_nothing_leads_there(site: Path) -> None:
    html = page(site, records.FIRST)
    assert "演示甲（演示370687001）" in html and "/officers/演" not in html and "/lists/discretion/" not in html
    assert quote("演示370687001") not in html


def test_what_is_new_here_stands_before_what_was_taken_over(site: Path) -> None:
    home = (site / "index.html").read_text("utf-8").partition("最新公示</h2>")[2]
    places = [home.index(each) for each in (records.FIRST, records.SECOND, records.LEGACY)]
    assert places == sorted(places)
    assert home.count("历史　") == 1 and "历史　演示市某农业庄园有限公司" in home


def test_the_completeness_figures_lead_to_what_they_count(tell: Tell, render: Render, root: Path) -> None:
    row = {
        "unit": "执法大队",
        "category": "行政处罚",
        "withdrawn": 0,
        "withheld": [],
        "exempt": [],
        "waiting": 0,
        "late": [],
    }
    rows = [
        {**row, "month": "2026-02", "made": 2, "published": 2, "published_late": 1},
        {**row, "month": "2026-03", "made": 0, "published": 0, "published_late": 0},
    ]
    tell(
        {"kind": "completeness.counted", "agency": dict(records.AGENCY), "counted_on": "2026-11-23", "rows": rows},
        records.published(records.record(), unit="执法大队"),
        records.published(records.person_record(), unit="规划科"),
    )
    render()
    html = (root / "completeness" / "index.html").read_text("utf-8")
    where = "/decisions/?agency=haiyang&amp;from=2026-02-01&amp;to=2026-02-28"
    of_unit = f"{where}&amp;unit={quote('执法大队')}"
    assert f'<a href="{of_unit}">2</a>' in html and f'<a href="{where}">2026-02 的决定</a> 1 件' in html
    assert "2026-03-01" not in html
    sizes = {name: finding.ask(Filter(unit=name), 0, 9).total for name in ("", "执法大队", "规划科", "办公室")}
    assert sizes == {"": 2, "执法大队": 1, "规划科": 1, "办公室": 0}
    tell(records.withdrawn())
    render()
    assert finding.ask(Filter(unit="执法大队"), 0, 9).total == 0 and not PublicDecision.objects.filter(unit="执法大队")


def test_what_was_invented_for_the_demonstration_is_marked(site: Path) -> None:
    assert '91370687MA00000000 <span class="demo">演示</span>' in page(site, records.FIRST)


def test_a_correction_shows_the_difference_and_links_the_old_version(site: Path, tell: Tell, render: Render) -> None:
    better = records.record(version=2, violation="未经批准占用集体土地")
    tell(records.published(better, "decision.corrected", reason="违法行为表述有误"))
    render()
    html = page(site, records.FIRST)
    assert "已更正" in html and "违法行为表述有误" in html
    assert "<del>未经批准占用土地</del> <ins>未经批准占用集体土地</ins>" in html
    assert page(site, records.FIRST, "v1.json") == record_bytes(records.record()).decode()


def test_a_withdrawal_leaves_reason_and_date_and_no_content_anywhere(site: Path, tell: Tell, render: Render) -> None:
    secrets = (
        "演示县某建材有限公司",
        "96,000",
        "96000",
        "西坡村",
        "91370687MA00000000",
        "海自然资规罚〔2026〕28号",
        "罚款已缴清",
    )
    assert all(secret in everything(site) for secret in secrets)
    tell(records.withdrawn())
    render()
    left = everything(site)
    assert [secret for secret in secrets if secret in left] == []
    html = page(site, records.FIRST)
    assert "2026-11-25" in html and "原决定经行政复议被撤销。" in html
    notice = json.loads(page(site, records.FIRST, "withdrawn.json"))
    assert (notice["reason"], notice["withdrawn_on"]) == ("原决定经行政复议被撤销。", "2026-11-25")
    assert {f.name for f in (site / "decisions" / records.FIRST).iterdir()} == {"index.html", "withdrawn.json"}
    listing.write(site)
    (gone,) = json.loads((site / "decisions.json").read_text("utf-8"))["withdrawn"]
    assert gone == {"uuid": records.FIRST, "withdrawn_on": "2026-11-25", "reason": "原决定经行政复议被撤销。"}
    assert find("建材") == 0 == find("91370687MA00000000")
    assert "已撤回" in (site / "y" / "7K3Q9MXD" / "index.html").read_text("utf-8")


def test_rendering_is_taken_up_where_a_crash_left_it(site: Path, tell: Tell, now: datetime) -> None:
    tell(records.withdrawn())
    row = PublicDecision.objects.get(uuid=records.FIRST)
    assert row.rendered_revision != row.revision
    (site / "decisions" / records.FIRST / ".torn").write_text("half")
    chores.render_pages(now)
    row.refresh_from_db()
    assert row.rendered_revision == row.revision
    assert not (site / "decisions" / records.FIRST / ".torn").exists()
    assert chores.render_pages(now) == 0


def test_a_row_that_changes_while_it_is_written_is_written_again(
    site: Path, tell: Tell, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(records.published(records.record(version=2, gist="第二版摘要。"), "decision.performance"))
    write = chores.write_decision

    def overtaken(root: Path, decision: PublicDecision) -> None:
        write(root, decision)
        if decision.version == 2:
            tell(records.published(records.record(version=3, gist="第三版摘要。"), "decision.performance"))

    monkeypatch.setattr(chores, "write_decision", overtaken)
    chores.render_pages(now)
    assert "第二版摘要。" in page(site, records.FIRST)
    chores.render_pages(now)
    assert "第三版摘要。" in page(site, records.FIRST)


def test_the_list_exports(site: Path) -> None:
    listing.write(site)
    listed = json.loads((site / "decisions.json").read_text("utf-8"))
    assert listed["total"] == 3
    assert [d["uuid"] for d in listed["decisions"]] == [records.LEGACY, records.FIRST, records.SECOND]
    raw = (site / "decisions.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
    assert (rows[1]["文号"], rows[1]["罚款（元）"], rows[1]["状态"]) == (
        "海自然资规罚〔2026〕28号",
        "96000.00",
        "公示中",
    )
    feed = ElementTree.fromstring((site / "feed.atom").read_bytes())
    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) == 3


def test_a_cell_that_looks_like_a_formula_is_harmless(site: Path, tell: Tell, render: Render) -> None:
    tell(records.published(records.record(version=2, violation='=HYPERLINK("x")'), "decision.performance"))
    render()
    listing.write(site)
    assert "'=HYPERLINK" in (site / "decisions.csv").read_text("utf-8-sig")


def test_the_public_list_and_its_history(site: Path, tell: Tell, render: Render) -> None:
    rows = [{"code": "SX001", "item": "对非法占用土地的处罚", "legal_basis": ["新土地管理法"], "time_limit": "60 日"}]
    tell(records.list_published(2, "2026-11-20", rows))
    render()
    html = (site / "lists" / "items" / "index.html").read_text("utf-8")
    assert "新土地管理法" in html and "对破坏耕地的处罚" not in html and 'data-label="执法依据"' in html
    past = (site / "lists" / "items" / "history" / "index.html").read_text("utf-8")
    assert "新增 0 项，删去 1 项，改动 1 项" in past and "施行至 2026-11-19" in past
    assert (site / "lists" / "items" / "index.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert json.loads((site / "lists" / "items" / "index.json").read_text("utf-8"))["lists"][0]["version"] == 2


def test_a_column_without_content_is_not_shown(tell: Tell, render: Render, root: Path) -> None:
    tell(records.published(records.record()))
    render()
    assert "事前公开" not in (root / "index.html").read_text("utf-8")
    tell(records.list_published())
    render()
    assert "事前公开" in (root / "index.html").read_text("utf-8")
    assert "事前公开" in page(root, records.FIRST)


def test_unset_footer_fields_are_left_out(site: Path) -> None:
    html = (site / "index.html").read_text("utf-8")
    assert "投诉举报" in html and "网站标识码" not in html and "None" not in html


def test_every_page_carries_the_tags_of_a_government_site(site: Path) -> None:
    html = page(site, records.FIRST)
    for name in ("SiteName", "ColumnName", "ArticleTitle", "PubDate"):
        assert f'<meta name="{name}" content="' in html


def test_no_page_holds_inline_script_or_style(site: Path) -> None:
    for file in site.rglob("*.html"):
        html = file.read_text("utf-8")
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", html), file
        assert all(" src=" in tag for tag in re.findall(r"<script[^>]*>", html)), file
        assert not re.search(r'(?:src|href)="https?://', re.sub(r"<a [^>]*>", "", html)), file


def squeezed(raw: bytes) -> int:
    return len(gzip.compress(raw, 6))


def test_first_visits_stay_within_the_budget(site: Path) -> None:
    for file in site.rglob("*.html"):
        html = file.read_text("utf-8")
        css = re.findall(r'rel="stylesheet" href="/static/([^"?]+)', html)
        scripts = re.findall(r'<script[^>]* src="/static/([^"?]+)', html)
        sizes = {
            "html": squeezed(html.encode()),
            "css": sum(squeezed(Path(str(finders.find(path))).read_bytes()) for path in css),
            "js": sum(squeezed(Path(str(finders.find(path))).read_bytes()) for path in scripts),
        }
        assert sizes["html"] <= 15_000 and sizes["css"] <= 15_000 and sizes["js"] <= 20_000, (file, sizes)


def test_the_style_sheets_need_no_newer_browser_than_chromium_90() -> None:
    for path in ("daylight/face.css", "daylight/print.css", "portal/portal.css", "portal/print.css"):
        text = re.sub(r"/\*.*?\*/", "", Path(str(finders.find(path))).read_text("utf-8"), flags=re.S)
        assert not re.search(r":has\(|@layer|@container|&[\s.:{]|\bsubgrid\b|color-mix\(|\bdvh\b", text), path


def test_the_whole_site_can_be_built_elsewhere(site: Path, now: datetime, tmp_path: Path) -> None:
    target = tmp_path / "elsewhere"
    assert build(target, now) == 3
    assert (target / "decisions" / records.FIRST / "decision.pdf").read_bytes() == records.PDF
    assert (target / "static" / "daylight" / "face.css").exists()
    # A bundle offers nothing that needs a server; above its foot it is the same page.
    bundled, served = (page(folder, records.FIRST).partition("<footer") for folder in (target, site))
    assert bundled[0] == served[0] and "/subscribe/" in served[2] and "/subscribe/" not in bundled[2]


def test_the_proof_appears_once_the_entry_is_registered(
    cast: Cast, tell: Tell, render: Render, root: Path, now: datetime
) -> None:
    made = records.record()
    with permit("test"):
        entry = journal(
            "disclosure.decision.published",
            agency=cast.agency,
            actor=cast.publisher,
            now=now,
            subject=f"decision:{made['uuid']}",
            data={"uuid": made["uuid"], "version": 1, "published_sha256": record_sha256(made), "clerk": "不公开"},
        )
    tell(records.published(made, entry_id=entry.pk))
    render()
    assert "正在登记，约一分钟内完成" in page(root, records.FIRST)
    assert chores.fetch_proofs(now) == 0
    sequence(now)
    assert chores.fetch_proofs(now) == 1
    render()
    assert "公示登记簿第 1 条" in page(root, records.FIRST)
    proof = json.loads(page(root, records.FIRST, "proof.json"))
    assert proof["published_sha256"] == record_sha256(made)
    assert "不公开" not in json.dumps(proof, ensure_ascii=False)
