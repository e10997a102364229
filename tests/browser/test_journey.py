"""One case in a real Chromium against a real server and worker: from the lead to the public page, to its proof, and back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from daylight.config.demo.media import tone
from daylight.core.moment import BEIJING
from tests.browser.pages.citizen import Citizen
from tests.browser.pages.deciding import Head, Leader, Window
from tests.browser.pages.officer import Officer, at_the_site
from tests.browser.pages.publishing import Publisher, ReviewerAsSecond
from tests.browser.pages.soundness import OFFICE, PORTAL, Budget, light, sound
from tests.browser.room import PASSWORD, Office, office
from tests.browser.wired import chromium

pytestmark = pytest.mark.browser

PARTY = "海阳市演示石材有限公司"
LEAD = {
    "案由": "CF-T04",
    "线索来源": "巡查",
    "线索内容": "巡查发现演示村东侧有人未经批准占用土地堆放石材、建设厂房。",
    "违法地点": "海阳市演示镇演示村",
    "协办人员": "演示乙",
    "当事人姓名或者名称": PARTY,
    "当事人类别": "单位",
    "统一社会信用代码": "91370687MA00000000",
    "面积（平方米）": "640",
    "土地利用现状": "农村道路",
    "规划符合情况": "不符合",
    "违法行为终了日": "2026.6.30",
}
PENALTIES = [
    {"种类": "责令退还", "内容": "责令退还非法占用的土地"},
    {
        "种类": "罚款",
        "内容": "对非法占用的 640 平方米土地处以每平方米 150 元的罚款，计 96,000.00 元",
        "金额（元）": "96000",
    },
]
DRAFT = {
    "违反条款": "《土地管理法》第四十四条第一款",
    "适用的法律": "2026-06-30",
    "裁量阶次": "从轻",
    "裁量因素": "主动停止建设",
    "履行方式和期限": "自收到本决定书之日起十五日内履行；罚款缴至代收机构。",
    "代收机构": "演示银行海阳支行（海阳市演示路 1 号）",
}
REASON = "当事人主动停止建设并配合调查，占用面积较小，危害后果轻微。"
NUMBER = f"海自然资规罚〔{datetime.now(BEIJING).year}〕1号"
FINE = {"地块、地类": "农村道路", "算法": "面积 × 元/平方米", "数量": "640", "单价或比例": "150"}
CONDITIONS = ["有明确的行为人", "有违反自然资源管理", "应当追究法律责任", "属于本机关管辖", "没有超过追诉时效"]
FACTS = f"经查，{PARTY}未经批准占用海阳市演示镇演示村土地 640 平方米建设厂房，联系人演示证人，电话 13800000000。"


@dataclass
class People:
    officer: Officer
    head: Head
    plain_head: Head
    reviewer: ReviewerAsSecond
    leader: Leader
    publisher: Publisher
    window: Window
    citizen: Citizen
    browser: Browser
    room: Office


def gather(browser: Browser, room: Office, shots: Path) -> People:
    """Everybody signed in; the citizen and once the head have no script."""
    given = (browser, room.site, PASSWORD, shots)
    return People(
        officer=Officer(*given),
        head=Head(*given),
        plain_head=Head(*given, script=False),
        reviewer=ReviewerAsSecond(*given),
        leader=Leader(*given),
        publisher=Publisher(*given),
        window=Window(*given),
        citizen=Citizen(*given, script=False),
        browser=browser,
        room=room,
    )


def check(p: People, page: Page, budget: Budget) -> None:
    sound(page)
    light(p.browser, page, budget)


def check_in_public(p: People, address: str) -> None:
    """The same page for somebody with script."""
    page = p.browser.new_page()
    page.goto(address)
    check(p, page, PORTAL)
    page.context.close()


def open_the_case(p: People) -> None:
    p.officer.registers_lead(LEAD)
    p.officer.requests_opening(CONDITIONS, "经核查，符合立案条件，建议立案。")
    p.officer.is_told("已报请立案")
    p.officer.shot("home")
    p.head.home()
    p.head.shot("home")
    p.head.opens(PARTY)
    p.head.shot("case")
    p.head.approves_opening_with_a_double_click()
    p.head.shot("opened")


def investigate(p: People) -> None:
    p.officer.shows_identity()
    film = p.officer.shots / "现场勘测录音.wav"
    film.write_bytes(tone(1.0, 440))
    p.officer.uploads(film, "勘测")
    p.officer.shot("uploaded")
    p.officer.plays(film)
    p.officer.shot("played")
    film = p.officer.shots / "询问录音.wav"
    film.write_bytes(tone(1.0, 523))
    p.officer.uploads(film, "询问")
    p.officer.writes(
        "现场勘测笔录",
        at_the_site(
            通知当事人到场情况="已通知，当事人派员到场。",
            现状="建成厂房一处。",
            勘测图编号="演示勘测图1",
            当事人签名=True,
        ),
    )
    p.officer.writes(
        "询问笔录",
        at_the_site(
            被询问人姓名="演示证人", 身份证件号码="演示证件号码", 住址="演示住址", 与本案关系="当事人工作人员",
            已告知权利义务=True, 问答="问：厂房由谁建设？\n答：我公司建设，没有批准文件。", 被询问人逐页签名=True,
        ),
    )  # fmt: skip
    p.officer.does("涉刑筛查", "登记筛查结论", {"结论": "未达移送线"})
    p.officer.searches_priors()


def conclude(p: People) -> None:
    p.officer.concludes(
        {
            "违法事实": FACTS,
            "违法行为性质": "未经批准占用土地，属于非法占用土地。",
            "情节": "当事人配合调查，主动停止建设。",
            "危害后果": "没有占用耕地，尚未造成其他严重后果。",
            "处理意见": "建议责令退还土地，并处罚款。",
        }
    )


def hear(p: People) -> None:
    """Without script: read, fill in and submit."""
    p.plain_head.opens(PARTY)
    questions = ["是否有管辖权", "当事人是否准确", "事实是否清楚、证据是否确凿", "定性是否准确", "适用法律是否正确",
                 "程序是否合法", "拟定处理意见是否适当"]  # fmt: skip
    p.plain_head.hears({**dict.fromkeys(questions, "是"), "审理结论": "事实清楚，证据确凿，同意提请告知。"})
    p.plain_head.shot("heard")


def give_notice(p: People) -> None:
    p.officer.serves_notice(
        {"理由": "当事人的行为违反了《土地管理法》第四十四条第一款的规定。", "拟罚款数额": "9.6万"}, PENALTIES
    )
    p.officer.shot("noticed")
    p.officer.does(
        "登记书面放弃",
        "登记书面放弃",
        {"书面放弃日期": "今天", "书面放弃材料": "放弃陈述申辩和听证声明（演示），当事人盖章。"},
    )
    p.officer.is_told("书面放弃已登记")
    p.officer.shot("waived")


def draft(p: People) -> None:
    p.officer.does("拟定处罚决定", "开始拟定", {})
    p.officer.shot("draft")


def send_for_review(p: People) -> None:
    p.officer.drafts(DRAFT, FINE, PENALTIES)
    p.officer.shot("drafted")
    p.officer.sends_for_review()
    p.officer.is_refused("裁量理由未填写", "行政处罚法第三十四条")
    p.officer.shot("send-refused")
    p.officer.opens_case()
    check(p, p.officer.page, OFFICE)
    check(p, p.officer.home(), OFFICE)
    p.officer.amends_draft({"裁量理由": REASON})
    p.officer.sends_for_review()
    p.officer.is_told("已送法制审核")
    p.officer.shot("sent")


def judge(p: People) -> None:
    p.reviewer.home()
    p.reviewer.shot("home")
    p.reviewer.takes()
    p.reviewer.shot("dossier")
    elements = p.reviewer.elements()
    assert len(elements) == 11
    for element in elements[:-1]:
        p.reviewer.judges(element, "符合")
    p.reviewer.judges(elements[-1], "需补正", "请写明没收或者保留地上建筑物的理由。", pointing=False)
    p.reviewer.shot("judged")
    check(p, p.reviewer.page, OFFICE)


def send_back(p: People) -> None:
    p.reviewer.opens_task("逐项审核")
    p.reviewer.returns("纠正", "请补充说明后重新送审。")
    p.reviewer.shot("returned")


def amend_and_pass(p: People) -> None:
    p.officer.opens_case()
    p.officer.shot("returned")
    mended = "已在违法事实中补充地上建筑物的处理理由。"
    p.officer.amends_draft({"违法事实": FACTS + "地上建筑物符合规划，不予拆除。", "裁量理由": ""})
    p.officer.sends_for_review(mended)
    p.officer.is_refused("裁量理由未填写", "行政处罚法第三十四条")
    p.officer.still_has("对上次退回意见的回应", mended)
    p.officer.shot("resend-refused")
    p.officer.amends_draft({"裁量理由": REASON})
    p.officer.sends_for_review(mended)
    p.officer.is_told("已送法制审核")
    p.reviewer.takes()
    p.reviewer.shot("again")
    for element in p.reviewer.elements():
        p.reviewer.judges(element, "符合")
    p.reviewer.passes("同意拟处理意见。")
    p.reviewer.shot("passed")


def decide(p: People) -> None:
    p.leader.home()
    p.leader.shot("home")
    p.leader.approves()
    p.leader.shot("approved")
    p.leader.issues()
    p.leader.shot("issued")


def serve_and_pay(p: People) -> None:
    p.officer.serves_decision()
    p.officer.excuses("直接送达", "送达时记录仪故障，当日报修（演示）。")
    p.officer.shot("served")
    pdf = p.officer.downloads("行政处罚决定书")
    assert pdf.startswith(b"%PDF-") and len(pdf) > 20_000
    p.window.registers_payment("演示票据0001")
    p.window.shot("paid")


def publish(p: People) -> None:
    p.officer.prepares_public_copy(PARTY)
    p.officer.shot("public-copy")
    p.publisher.opens_publication(PARTY)
    p.publisher.shot("to-confirm")
    check(p, p.publisher.page, OFFICE)
    p.publisher.confirms()
    p.publisher.shot("confirmed")


def read_in_public(p: People) -> None:
    page = p.citizen.finds("石材", NUMBER)
    expect(page.locator("main")).to_contain_text("96,000.00")
    for secret in ("13800000000", "演示证人"):
        expect(page.locator("main")).not_to_contain_text(secret)
    p.citizen.sees("公示登记簿第")
    p.citizen.shot("decision")
    check_in_public(p, page.url)
    record = p.citizen.compares_with_printed_digest()
    assert record["party"]["name"] == PARTY and record["version"] == 1
    code = p.citizen.code()
    page = p.citizen.checks_code(code)
    expect(page.locator("main")).to_contain_text(NUMBER)
    expect(page.locator("main")).to_contain_text("公示中")
    p.citizen.shot("code")


def verify(p: People) -> None:
    """From the directory and over the net, the same answer."""
    reports = [p.citizen.verifies(where) for where in (str(p.room.public), p.room.site)]
    assert reports[0]["root"] == reports[1]["root"] and reports[0]["size"] > 0
    assert all(report["faults"] == [] for report in reports)


def correct(p: People) -> None:
    p.publisher.opens_publication(NUMBER)
    p.publisher.corrects("文字或者计算有误", "裁量理由漏写一句，现予更正。", "裁量理由", REASON + "没有占用耕地。")
    p.publisher.shot("correction")
    p.reviewer.opens_publication(NUMBER)
    p.reviewer.confirms()
    p.reviewer.is_told("已通过")
    p.citizen.sees("第 2 版（看差异）")
    p.citizen.sees("公示登记簿第")
    p.citizen.shot("corrected")
    main = p.citizen.page.locator("main")
    expect(main).to_contain_text("已更正，内容有效")
    expect(main.locator("ins").filter(has_text="没有占用耕地")).to_be_visible()
    status, earlier = p.citizen.body(p.citizen.linked("第 1 版数据"))
    assert status == 200 and json.loads(earlier)["version"] == 1


def withdraw(p: People) -> None:
    p.publisher.opens_publication(NUMBER)
    p.publisher.withdraws("被依法撤销", "处罚决定经复议被依法撤销（演示）。")
    p.publisher.shot("withdrawn")
    p.citizen.sees("已撤回")
    p.citizen.sees("公示登记簿第")
    p.citizen.shot("gone")
    expect(p.citizen.page.locator("main")).to_contain_text("处罚决定经复议被依法撤销（演示）。")
    assert p.citizen.body(p.citizen.decision)[0] == 410
    for address in ("/decisions/?q=石材", "/decisions/?q=石材&status=withdrawn", "/decisions.json", "/decisions.csv",
                    "/feed.atom", f"{p.citizen.path}index.json", "/"):  # fmt: skip
        assert "96,000" not in p.citizen.reads(address) and "96000" not in p.citizen.reads(address), address
        assert "主动停止建设" not in p.citizen.reads(address), address


def close_and_archive(p: People) -> None:
    p.head.opens(PARTY)
    p.head.closes("罚款已缴清，土地已退还。")
    p.head.opens(PARTY)
    p.head.archives()
    p.head.shot("archived")


CHAPTERS = (
    open_the_case, investigate, conclude, hear, give_notice, draft, send_for_review, judge, send_back, amend_and_pass,
    decide, serve_and_pay, publish, read_in_public, verify, correct, withdraw, verify, close_and_archive,
)  # fmt: skip


def test_a_case_goes_from_lead_to_public_page_and_back(tmp_path: Path) -> None:
    with office(tmp_path) as room, chromium() as browser:
        pictures = tmp_path / "pictures"
        pictures.mkdir()
        people = gather(browser, room, pictures)
        for chapter in CHAPTERS:
            chapter(people)
