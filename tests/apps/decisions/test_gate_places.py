"""Each of the thirty gates is asked somewhere in the product, and the reference page says where."""

from __future__ import annotations

import pytest

from daylight.base import lawpack
from daylight.config.reference import law_page
from daylight.core.gateplaces import BESIDE, places, told
from tests.rules.tree import ROOT, acts_of_the_house

ACTS = acts_of_the_house()
PACK = lawpack.load(ROOT / "lawpacks")
GATES = [f"G{n:02}" for n in range(1, 31)]
# What must be asked, and where: written from law.md, not read from the definition.
DEMANDED = {
    "G01": {"批准立案", "调查终结", "现场和询问笔录定稿"}, "G02": {"调查终结", "现场和询问笔录定稿"}, "G03": {"批准立案"},
    "G04": {"批准立案", "通过法制审核", "记录听证", "分派审核人"}, "G05": {"通过法制审核", "分派审核人"}, "G06": {"记录听证"},
    "G07": {"送法制审核", "签发决定书"}, "G08": {"送法制审核", "签发决定书"}, "G09": {"批准决定", "签发决定书"},
    "G10": {"批准决定"}, "G11": {"送法制审核", "签发决定书"}, "G12": {"送法制审核", "签发决定书"}, "G13": {"签发决定书"},
    "G14": {"签发决定书"}, "G15": {"送达处罚告知", "送达决定书"}, "G16": {"当场交付", "签发代履行决定书", "实施代履行"},
    "G17": {"实施代履行"}, "G18": {"申请法院强制执行"}, "G21": {"报请批准检查", "亮证和扫码登记"}, "G22": {"报请批准检查"},
     "G19": {"公示"}, "G20": {"信用信息报送"}, "G23": {"登记缴款"},
    "G24": {"批准决定", "签发决定书", "批准结案"}, "G25": {"归档"}, "G26": {"签发决定书", "归档"},
    "G27": {"送法制审核", "签发决定书"}, "G28": {"登记线索", "报请立案", "批准立案"}, "G29": {"批准立案", "签发决定书"},
    "G30": {"批准结案"},
}  # fmt: skip


def test_there_are_thirty() -> None:
    ours = sorted(PACK.rules["gate"])
    assert [code for code in ours if code.startswith("G")] == GATES
    assert all(places(PACK, code) for code in ours if code not in GATES), "每项程序自己的关口都要有一步在问"
    assert set(DEMANDED) == set(GATES)


@pytest.mark.parametrize("gate", GATES)
def test_the_gate_has_its_places(gate: str) -> None:
    names = {each.name for each in places(PACK, gate)}
    assert DEMANDED[gate] <= names
    assert told(PACK, gate)


def test_the_acts_beside_the_procedures_exist() -> None:
    assert {event for rows in BESIDE.values() for event, _ in rows} <= set(ACTS)


def test_the_reference_page_says_where_each_is_asked() -> None:
    page = law_page(PACK)
    for gate in GATES:
        assert told(PACK, gate) in page
