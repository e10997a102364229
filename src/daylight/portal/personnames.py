"""Telling a search for a natural person from a search for a word. Names of natural persons are never searchable.

Whether such a person stands in a decision plays no part: the answer is the same for every name.
"""

from __future__ import annotations

import re

from daylight.core.refusal import Refusal

_COMMON = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
    "庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍覃霍翁隋甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚"
    "丘古米池滕晋苑邬臧畅宫苟褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝巩井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应巫鞠桑荆谌银明沙伏岑习胥保蔺"
)
_COMPOUND = frozenset(
    "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 夏侯 宇文 长孙 端木 闻人 南宫 独孤".split()  # noqa: SIM905
)
_NAME = re.compile(r"[\u3400-\u9fff·]{2,4}")
SENTENCE = "自然人姓名不能检索。请改用文号、单位名称、统一社会信用代码或违法行为查找。"


def looks_like_a_person(text: str) -> bool:
    """Two to four characters that begin with a common surname."""
    bare = text.strip()
    return _NAME.fullmatch(bare) is not None and (bare[0] in _COMMON or bare[:2] in _COMPOUND)


def refusals(text: str, found: int) -> list[Refusal]:
    """The sentence for a search that found nothing and looks like a person's name; otherwise none."""
    wanted = not found and looks_like_a_person(text)
    return [Refusal("search.person", SENTENCE, "个人信息保护法第二十五条", "q")] if wanted else []
