"""姓名: surname and masked form; which names are also words; what makes a name part of a firm or a place.

Form: 法释〔2016〕19号 第九条 (surname kept, minority and foreign names keep the first character); 甲乙丙 tells apart equal results.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_COMPOUND = """
欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台
皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘
子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 轩辕 令狐 段干
百里 呼延 东郭 南门 羊舌 微生 左丘 东门 西门 第五 淳于 单于 即墨 完颜 纳兰 叶赫
那拉
"""
COMPOUND_SURNAMES = frozenset(_COMPOUND.split())
# Names that are everyday words: without a sign that a person is meant, somebody must look.
_WORDS = """
高明 文明 和平 平安 安全 建设 光明 黄河 长江 高峰 高山 高原 高潮 高兴 高尚 高洁
方正 方圆 方法 方向 时光 时间 明白 明星 白云 白雪 白杨 金山 金星 金光 成功 成立
成长 向阳 向前 东方 华山 泰山 海洋 海燕 海波 江山 江南 江河 春天 秋实 雷雨 雷霆
石林 石磊 石油 温和 温泉 温柔 水平 水利 管理 林业 林木 林立 田野 田园 马上 马路
牛奶 汤圆 曲折 曲线 程序 程度 常规 常委 任意 任务 任命 计划 计算 路线 路程 严格
严明 严肃 严重 严密 安定 安静 安宁 康复 健康 富强 富裕 民主 解放 胜利 国庆 元旦
公正 公平 公开 于是 关于 关键 应当 应该 支持 支付 成本 成果 时机 包装 包括 都市
全面 全部 左右 党员 党校 景点 景区 周围 周到 周期 钟表 钟点 钱包 钱财 孔雀 花园
花生 童年 童话 谈话 谈判 梁山 冷静 冷水 古典 古城 古树 车辆 车间
"""
WORD_NAMES = frozenset(_WORDS.split())
_FIRM = re.compile(
    r"^[\u4e00-\u9fffA-Z0-9]{0,8}?(?:超市|商店|百货|小卖部|经营部|门市部?|公司|企业|工厂|[^\W\d]{0,2}厂|"
    r"(?:养[\u4e00-\u9fff]{0,2}|采石|石料|料|砂|沙|牧|林|农|渔|猪|鸡|鸭|牛|羊|停车|加工|木材|种植|苗|预制)场|合作社|"
    r"工作室|饭店|餐厅|酒店|宾馆|旅馆|商行|商贸|药房|药店|诊所|农庄|庄园|家庭农场|加工点|维修部|修理部|理发店|面馆|幼儿园|"
    r"事务所|服务部|服务站|养殖户|石材|建材)"
)
_NOT_WITHIN_A_FIRM = re.compile(
    r"[的在于系与和及向对将把被由未擅自租占从为至已称曾该其]|经营|开设|开办|所有|承包|陈述|反映|说明|提供|签"
)
_PLACE = re.compile(r"^(?:村(?!民)|路|街|巷|桥|庄|屯|故居|纪念馆|小学|中学|希望)")
_PERSON_BEFORE = re.compile(
    r"(?:^|[，。；：、（(\s:;,“\"\n]|当事人|被处罚人|违法行为人|法定代表人|负责人|经营者|申请人|被申请人|举报人|投诉人|证人|户主|"
    r"村民|居民|姓名|本人|你|对|向|由|与|和|及|将|经|被|询问|送达|通知|告知|责令|同志|是|为|给|系|叫)$"
)
_PERSON_AFTER = re.compile(
    r"^(?:[，,（(：:、。；;]|$|(?:先生|女士|同志|本人|某|男|女|擅自|未经|未取得|未办|于|在|与|和|及|系|的|称|承认|陈述|签|名下|所有|持|住|"
    r"夫妇|夫妻|家|等人|违法|非法|占用|收到|拒绝|说|之|涉嫌|到场|在场|到达|反映|提供|举报|证实|指认|称|等|\d))"
)
_PLACE_OF_FIRM = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,3}?省)?(?:[\u4e00-\u9fff]{2,3}?市)?(?:[\u4e00-\u9fff]{1,3}?[县区市])?"
)
_FORM_OF_FIRM = re.compile(
    r"(?:(?:股份)?有限(?:责任)?公司|集团|公司|专业合作社|合作社|服务社|协会|联合会|基金会|工作室|事务所|服务中心|中心|家庭农场|厂|店|社|部)$"
)
_ORDER = "甲乙丙丁戊己庚辛壬癸"


def surname(name: str) -> str:
    """The part that stays: a compound surname, else the first character (also of minority and foreign names, and of 王某某)."""
    bare = name.strip()
    if re.match(r"[A-Za-z]", bare):
        return bare[0].upper()
    return bare[:2] if bare[:2] in COMPOUND_SURNAMES and len(bare) > 2 else bare[:1]


def masked_names(names: Iterable[str]) -> dict[str, str]:
    """Name → 姓+某; where several different names would read the same, 某甲, 某乙 in the given order."""
    distinct = list(dict.fromkeys(names))
    by_surname: dict[str, list[str]] = {}
    for name in distinct:
        by_surname.setdefault(surname(name), []).append(name)
    masked = {}
    for family, bearers in by_surname.items():
        for index, name in enumerate(bearers):
            mark = "" if len(bearers) == 1 else _ORDER[index] if index < len(_ORDER) else str(index + 1)
            masked[name] = f"{family}某{mark}"
    return masked


@dataclass(frozen=True, slots=True)
class ShortFirm:
    """``without_place``: 诚信监督服务社 of 海阳市诚信监督服务社; ``brand``: 诚信监督. Equal to the name where nothing falls away."""

    without_place: str
    brand: str


def short_firm(name: str) -> ShortFirm:
    """How people shorten an organisation's name."""
    without_place = _PLACE_OF_FIRM.sub("", name) or name
    brand = _FORM_OF_FIRM.sub("", without_place) or without_place
    return ShortFirm(without_place, brand)


def is_word(name: str) -> bool:
    """Whether a name is an everyday word."""
    return name in WORD_NAMES


def names_a_firm(after: str) -> bool:
    """Whether what follows a name makes it part of a firm's name (王建国|超市)."""
    found = _FIRM.match(after)
    return found is not None and not _NOT_WITHIN_A_FIRM.search(found.group())


def names_a_place(after: str) -> bool:
    """Whether what follows a name makes it part of a place name (建国|路)."""
    return bool(_PLACE.match(after))


def means_a_person(before: str, after: str) -> bool:
    """Whether a word that is also a name is clearly a person here: both neighbours must allow it."""
    return bool(_PERSON_BEFORE.search(before)) and bool(_PERSON_AFTER.match(after))
