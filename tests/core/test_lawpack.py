"""Law as data: overlays, dates, digests and sentences for every mistake."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from daylight.base import lawpack
from daylight.base.access.rights import RIGHTS
from daylight.base.lawpack import DefinitionError
from daylight.core.deadlines import Pause, Period, PeriodError
from daylight.core.lawdata import NotInForce
from daylight.core.lawentry import LawError
from daylight.core.lawrecords import Agency

LAWPACKS = Path(__file__).parents[2] / "lawpacks"
TODAY = date(2026, 11, 23)
PARAMETER = """[[parameter]]
id = "keep"
name = "保留期"
value = 5
cite = "某办法第一条"
in_force_from = 2020-01-01
"""


def write(root: Path, **files: str) -> Path:
    for name, text in files.items():
        path = root / f"{name.replace('__', '/')}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root


def test_the_shipped_law_loads_with_rights_checked():
    pack = lawpack.load(LAWPACKS, rights=frozenset(RIGHTS))
    for wanted in ("D01", "D03", "D06", "D07", "D09", "D10", "D11", "D12", "D13", "D15", "D16"):
        assert pack.deadline(wanted, TODAY).cite
    for wanted in ["01", "02", "03", "04", "05", "07", "08", "09", "11", "12", "14", "19", "24", "25", "26", "30"]:
        assert pack.gate(f"G{wanted}", TODAY).cite


def test_the_running_installation_reads_it_once():
    assert lawpack.current() is lawpack.current()
    assert lawpack.current().overlays == tuple(settings.LAWPACKS)


@pytest.mark.parametrize(
    ("key", "on", "period"),
    [
        ("D06", "2018-06-01", "3wd"),
        ("D06", "2026-11-23", "5wd"),
        ("D10", "2018-06-01", "60d"),
        ("D10", "2021-07-14", "60d"),
        ("D10", "2021-07-15", "90d"),
        ("D12", "2021-12-31", "60d"),
        ("D12", "2022-01-01", "30d"),
    ],
)
def test_the_law_of_the_day_is_found(pack, key, on, period):
    assert str(pack.deadline(key, date.fromisoformat(on)).period) == period


def test_land_fine_range_changed_in_september_2021(pack):
    before, after = pack.item("T04", date(2021, 8, 31)), pack.item("T04", date(2021, 9, 1))
    assert (before.fine.min, before.fine.max) == (0, 30)
    assert (after.fine.min, after.fine.max) == (100, 1000)


def test_the_agency_had_another_name(pack):
    assert pack.agency(date(2017, 10, 31)).name == "海阳市国土资源局"
    assert pack.agency(TODAY).name == "海阳市自然资源和规划局"
    assert pack.region(TODAY) == "370687"
    assert [each.verified for each in pack.versions(Agency, "agency")] == [False, False]


def test_eleven_review_elements_in_order(pack):
    elements = pack.review_elements(TODAY)
    assert len(elements) == 11
    assert elements[0].name == "执法主体"
    assert elements[-1].id == "other"


def test_unknown_rules_and_dates_are_named(pack):
    with pytest.raises(NotInForce, match="D99 没有录入"):
        pack.deadline("D99", TODAY)
    with pytest.raises(NotInForce, match="2001-01-01 没有有效版本"):
        pack.deadline("D10", date(2001, 1, 1))
    with pytest.raises(NotInForce, match="程序"):
        pack.procedure("penalty_ordinary", date(2001, 1, 1))


def test_a_case_keeps_its_version_of_the_procedure(pack):
    assert pack.procedure_version("penalty_ordinary", "2021").name == "行政处罚普通程序"
    with pytest.raises(NotInForce):
        pack.procedure_version("penalty_ordinary", "1996")


def test_a_later_layer_wins_per_key_and_keeps_its_source(tmp_path):
    overlay = '[[parameter]]\nid = "keep"\nvalue = 3\ncite = "某市办法第二条"\nin_force_from = 2020-01-01\n'
    pack = lawpack.load(write(tmp_path, cn__p=PARAMETER, sd__p=overlay), ("cn", "sd"))
    found = pack.parameter("keep", TODAY)
    assert (found.value, found.name, found.cite) == (3, "保留期", "某市办法第二条")
    assert (found.source, found.layer) == ("sd/p.toml", "sd")


def test_an_overlay_without_a_date_speaks_to_every_version(tmp_path):
    old = PARAMETER.replace("2020-01-01", "2010-01-01\nuntil = 2020-01-01")
    overlay = '[[parameter]]\nid = "keep"\nnote = "本市从严"\n'
    pack = lawpack.load(write(tmp_path, cn__p=old + PARAMETER, sd__p=overlay), ("cn", "sd"))
    assert pack.parameter("keep", date(2015, 1, 1)).note == "本市从严"
    assert pack.parameter("keep", TODAY).note == "本市从严"


def test_the_digest_follows_the_rules_not_the_layout(tmp_path):
    one = lawpack.load(write(tmp_path / "a", cn__p=PARAMETER), ("cn",))
    same = lawpack.load(write(tmp_path / "b", cn__p="# 说明\n" + PARAMETER), ("cn",))
    other = lawpack.load(write(tmp_path / "c", cn__p=PARAMETER.replace("= 5", "= 6")), ("cn",))
    assert one.digest == same.digest != other.digest


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[parameter]]\nname = "x"', r"cn/p.toml：\[\[parameter\]\] 缺少 id"),
        (PARAMETER.replace("cite", "sight"), "不认识的键 sight"),
        (PARAMETER.replace('cite = "某办法第一条"\n', ""), "keep 缺少 cite"),
        (PARAMETER.replace("2020-01-01", '"去年"'), "in_force_from 应为日期"),
        (PARAMETER.replace("in_force_from = 2020-01-01", ""), "缺少 in_force_from"),
        (PARAMETER + PARAMETER, "重复"),
        (PARAMETER + PARAMETER.replace("2020-01-01", "2021-01-01"), "重叠"),
        (PARAMETER + "verified = 1", "verified 不能用"),
        (PARAMETER.replace("[[parameter]]", "[[parametre]]"), "不认识的表"),
        ("[parameter]\nid = 1", "双方括号"),
        ("[[parameter]", "不是有效的 TOML"),
    ],
)
def test_mistakes_are_told_with_file_and_key(tmp_path, text, said):
    with pytest.raises(LawError, match=said):
        lawpack.load(write(tmp_path, cn__p=text), ("cn",))


DEADLINE = """[[deadline]]
id = "D01"
name = "某期限"
event = "某事"
period = "5wd"
on_expiry = "提醒"
cite = "某条"
in_force_from = 2020-01-01
"""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (DEADLINE.replace("5wd", "5 weeks"), "D01 的 period 不能用：看不懂期限"),
        (
            '[[gate]]\nid = "G01"\ntitle = "x"\npredicate = "fly"\ncite = "x"\nin_force_from = 2020-01-01',
            "G01 的 predicate",
        ),
        (
            '[[grade]]\nid = "g"\nitem = "T99"\nname = "x"\nmin = 1\nmax = 2\ncondition = "x"\ncite = "x"\n'
            "in_force_from = 2020-01-01",
            "T99 没有录入",
        ),
    ],
)
def test_rules_that_point_nowhere_are_refused(tmp_path, text, said):
    with pytest.raises(LawError, match=said):
        lawpack.load(write(tmp_path, cn__p=text), ("cn",))


def test_a_missing_layer_is_named(tmp_path):
    with pytest.raises(LawError, match="没有这个规则包目录"):
        lawpack.load(tmp_path, ("cn",))


def test_a_deadline_knows_its_pauses_and_extensions(pack):
    handling = pack.deadline("D10", TODAY)
    start, calendar = date(2026, 3, 2), pack.calendar()
    assert handling.due(start, calendar).due == date(2026, 6, 1)
    assert handling.due(start, calendar, extended=1).due == date(2026, 6, 30)
    hearing = Pause(date(2026, 4, 1), date(2026, 4, 11), "听证")
    assert handling.due(start, calendar, pauses=(hearing,)).nominal == date(2026, 6, 10)
    with pytest.raises(PeriodError, match="最多延长 1 次"):
        handling.due(start, calendar, extended=2)
    with pytest.raises(PeriodError, match="“出差”不是"):
        handling.due(start, calendar, pauses=(Pause(date(2026, 4, 1), date(2026, 4, 2), "出差"),))


def test_limitation_of_five_years_for_grave_harm(pack):
    limitation = pack.deadline("D01", TODAY)
    assert limitation.due(date(2024, 3, 1), pack.calendar()).due == date(2026, 3, 2)
    assert limitation.due(date(2024, 3, 1), pack.calendar(), variant="serious_harm").due == date(2029, 3, 1)
    assert limitation.period == Period(2, "y")


def test_every_document_field_can_be_asked_for(pack):
    decision = pack.document("penalty_decision", TODAY)
    assert decision.external and decision.needs_number and decision.word == "罚"
    assert {"remedy", "facts", "evidence", "performance", "decided_on"} <= {each.code for each in decision.missing({})}
    assert pack.document("trial_record", TODAY).external is False


BROKEN_STEP = """
[[procedure.step]]
code = "P99"
name = "孤立"
stage = "lead"
"""


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('right = "case.close"', 'right = "case.nobody"', "close_case"),
        ('gates = ["G25", "G26"]', 'gates = ["G25", "G99"]', "archive_case"),
        ('stops = ["D09"]', "stops = []", "send_for_review"),
        ('unless = "review_required"', 'unless = "expired:D99"', "submit_for_approval"),
    ],
)
def test_a_broken_definition_is_refused_with_file_line_and_name(tmp_path, old, new, named):
    root = tmp_path / "packs"
    shutil.copytree(LAWPACKS, root)
    path = root / "cn" / "procedures" / "penalty_ordinary.toml"
    path.write_text(path.read_text("utf-8").replace(old, new))
    with pytest.raises(DefinitionError, match=rf"penalty_ordinary\.toml 第 \d+ 行：.*{named}") as refused:
        lawpack.load(root, rights=frozenset(RIGHTS))
    line = int(re.search(r"第 (\d+) 行", str(refused.value))[1])
    lines = path.read_text("utf-8").splitlines()
    assert lines[line - 1] == "[[procedure.move]]"
    assert lines[line] == f'code = "{named}"'


def test_a_step_nobody_reaches_is_refused_with_its_line(tmp_path):
    root = tmp_path / "packs"
    shutil.copytree(LAWPACKS, root)
    path = root / "cn" / "procedures" / "penalty_ordinary.toml"
    path.write_text(path.read_text("utf-8") + BROKEN_STEP)
    with pytest.raises(DefinitionError, match=r"第 (\d+) 行.*P99.*走不到") as refused:
        lawpack.load(root)
    line = int(re.search(r"第 (\d+) 行", str(refused.value))[1])
    assert path.read_text("utf-8").splitlines()[line] == 'code = "P99"'
