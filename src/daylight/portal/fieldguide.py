"""What the open data contain: bulk files, every field with its meaning, and the parameters of the addresses."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from daylight.portal.exports import COLUMNS
from daylight.portal.models import PublicFlow, PublicList
from daylight.portal.record import LABELS

# fmt: off
MEANINGS = {
    "number": "决定书文号；撤回的为空",
    "category": "执法类别，如行政处罚",
    "party": "单位全称；自然人只留姓，名字以“某”代替",
    "credit_code": "18 位；自然人为空",
    "violation": "违法行为或事项，一句话",
    "basis": "依据的条文，多条用分号隔开",
    "penalty": "决定内容，多项用分号隔开",
    "fine_yuan": "罚款合计，元，两位小数；没有罚款的为空",
    "agency": "作出决定的机关",
    "decided_on": "决定书落款日期，如 2026-11-20",
    "published_on": "首次在本站公示的日期",
    "keep_until": "公示的最后一天；为空的不设期限",
    "status": "JSON：published 公示中，corrected 已更正，withdrawn 已撤回；CSV 为中文",
    "version": "第几版；更正和履行情况更新各加一版",
    "legacy": "是否为平台启用前作出的决定",
    "url": "公示页网址，不会改变",
    "uuid": "编号，不会改变",
}
RECORD_MEANINGS = {
    "category": "同上表", "number": "同上表", "title": "网页标题", "agency": "name 名称，code 代码",
    "party": "name 名称（自然人已隐去），kind 为 organisation 单位或 person 自然人，credit_code",
    "violation": "同上表", "facts": "认定的事实；未公示的为空", "basis": "条文，一条一项",
    "discretion": "grade 阶次，reason 理由", "penalties": "kind 种类，text 内容，amount_yuan 元，area_m2 平方米；数字写成文字，不会丢精度",
    "fine_yuan": "罚款合计，元", "gist": "一句话摘要", "decided_on": "决定日期；来源未载明的为 null", "published_on": "首次公示日期",
    "keep_until": "公示的最后一天", "officers": "name 姓名，certificate_number 执法证号", "remedy": "复议和诉讼的机关与期限",
    "performance": "on 日期，text 情况，state 为 done 已完成或 due 待完成", "masked_kinds": "公示版隐去了哪些内容",
    "documents": "name、format、file、size 字节、sha256", "source": "历史决定最初公示的网址、网站和年份",
}
# fmt: on
ROW_FIELDS = [{"name": name, "title": title, "text": MEANINGS.get(name, "")} for name, title in COLUMNS]
RECORD_FIELDS = [{"name": n, "title": t, "text": RECORD_MEANINGS.get(n, "")} for n, t in LABELS.items()]
PARAMETERS = (
    {
        "name": "q",
        "text": "关键词：文号、单位名称、统一社会信用代码、违法行为；自然人姓名不能检索",
        "example": "q=非法占地",
    },
    {"name": "category", "text": "执法类别", "example": "category=行政处罚"},
    {"name": "from", "text": "决定日期自", "example": "from=2026-01-01"},
    {"name": "to", "text": "决定日期至", "example": "to=2026-12-31"},
    {"name": "status", "text": "published 公示中，corrected 已更正，withdrawn 已撤回", "example": "status=withdrawn"},
    {"name": "unit", "text": "承办机构，历史决定没有这一项", "example": "unit=执法大队"},
    {"name": "page", "text": "第几页，每页 20 条；JSON 不写 page 时给出全部", "example": "page=2"},
)


def bulk_files() -> list[dict[str, str]]:
    """Files that hold everything of their kind: address, name, what it is."""
    found = [
        {"href": "/decisions.json", "name": "全部公示决定（JSON）", "text": "含撤回的编号、日期和原因，供镜像站撤下"},
        {"href": "/decisions.csv", "name": "全部公示决定（CSV）", "text": "UTF-8，可用电子表格打开"},
        {"href": "/data/decisions/", "name": "按月下载（CSV、JSON Lines）", "text": "适合全量转载，每月一个文件"},
        {"href": "/statistics/index.json", "name": "统计数字（JSON）", "text": "统计页的全部数字"},
        {"href": "/gates/index.json", "name": "办案关口与例外放行（JSON）", "text": "逐月次数"},
    ]
    if PublicList.objects.exists():
        found.append(
            {"href": "/lists/index.json", "name": "执法清单目录（JSON）", "text": "每份清单另有 JSON、CSV 和历次版本"}
        )
    if PublicFlow.objects.exists():
        found.append(
            {"href": "/flows/index.json", "name": "执法流程图目录（JSON）", "text": "每张图另有 SVG、BPMN 和文字版"}
        )
    if (Path(settings.PUBLIC_DIR) / "log" / "checkpoint").exists():
        found.append(
            {
                "href": "/log/checkpoint",
                "name": "公示登记簿签名（文本）",
                "text": "每条公示的 proof.json 可据此独立核验",
            }
        )
    return found
