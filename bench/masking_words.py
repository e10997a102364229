"""Made-up people, places and firms of the masking bench. Numbers have sound check digits; nobody stands behind them."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

SURNAMES = "王李张刘陈杨赵黄孙马郑许韩钱苏初于姜宋梁曲修董"
GIVEN = "国东华伟强丽军庆荣海兰龙玉秀芳春英桂志德福祥彬磊娜静敏超勇涛艳霞宁帅凯峰"
COMPOUND = ("欧阳", "司马", "上官", "诸葛", "夏侯", "尉迟")
MINORITY = ("阿依古丽·买买提", "努尔江·吐尔逊", "扎西·次仁", "乌兰·巴特尔", "帕提古丽·艾合买提")
WORDS = ("高明", "文明", "和平", "安全", "平安", "方正", "高峰", "成功", "江山", "成立")
FOREIGN = ("John Smith", "Maria Gomez", "金正浩")
# What the generated names sound like, for the spelling in Latin letters.
_SOUNDS = """
王:wang 李:li 张:zhang 刘:liu 陈:chen 杨:yang 赵:zhao 黄:huang 孙:sun 马:ma 郑:zheng 许:xu 韩:han 钱:qian 苏:su 初:chu
于:yu 姜:jiang 宋:song 梁:liang 曲:qu 修:xiu 董:dong 国:guo 东:dong 华:hua 伟:wei 强:qiang 丽:li 军:jun 庆:qing 荣:rong
海:hai 兰:lan 龙:long 玉:yu 秀:xiu 芳:fang 春:chun 英:ying 桂:gui 志:zhi 德:de 福:fu 祥:xiang 彬:bin 磊:lei 娜:na 静:jing
敏:min 超:chao 勇:yong 涛:tao 艳:yan 霞:xia 宁:ning 帅:shuai 凯:kai 峰:feng 欧:ou 阳:yang 司:si 上:shang 官:guan 诸:zhu
葛:ge 夏:xia 侯:hou 尉:yu 迟:chi
"""
SOUNDS = dict(pair.split(":") for pair in _SOUNDS.split())
TOWNS = ("郭城镇", "小纪镇", "辛安镇", "方圆街道", "东村街道", "徐家店镇")
VILLAGES = ("西山村", "东坡村", "演示村", "李家沟村", "北河村", "王家庄村", "南台村")
LANES = ("幸福胡同", "向阳街", "光明路", "团结巷", "建设街", "和平胡同")
FIRMS = ("山水", "恒达", "鼎盛", "金滩", "瑞丰", "永泰", "泰岳", "海晟")
TRADES = ("建材有限公司", "石材有限公司", "养殖专业合作社", "商贸有限公司", "机械厂", "果蔬种植家庭农场")
AGENCY = "海阳市自然资源和规划局"
OFFICERS = ("演示甲", "演示乙", "初立新", "迟文海")
ITEMS = (
    "未经批准占用土地",
    "未取得采矿许可证擅自采矿",
    "破坏耕地种植条件",
    "未取得建设工程规划许可证进行建设",
    "在临时用地上修建永久性建筑物",
)
BASIS = (
    "《中华人民共和国土地管理法》第七十七条第一款",
    "《中华人民共和国土地管理法实施条例》第五十七条",
    "《中华人民共和国矿产资源法》第三十九条",
    "《中华人民共和国城乡规划法》第六十四条",
    "《山东省国土资源行政处罚裁量基准》第3项",
    "《基本农田保护条例》第三十三条",
)
LAND = ("水浇地", "旱地", "果园", "农村宅基地", "设施农用地", "其他林地", "未利用地")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CODE = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@dataclass(frozen=True, slots=True)
class Made:
    """A made-up person as the case would register him."""

    name: str
    role: str
    identity: str = ""
    phone: str = ""
    address: str = ""
    account: str = ""
    plate: str = ""
    alias: str = ""
    school: str = ""
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def facts(self) -> dict[str, object]:
        """As ``--facts`` and the case room name it."""
        found: dict[str, object] = {"name": self.name, "kind": "person", "role": self.role}
        found |= {"id_number": self.identity, "phone": self.phone, "address": self.address}
        found |= {"account": self.account, "plate": self.plate, "school": self.school}
        found |= {"aliases": [self.alias] if self.alias else []}
        return {name: value for name, value in found.items() if value}


def name(draw: Random, taken: set[str]) -> str:
    """A name of two or three characters that nobody else in the document has."""
    while True:
        given = "".join(draw.sample(GIVEN, draw.choice((1, 2, 2, 2))))
        made = draw.choice(SURNAMES if draw.random() < 0.9 else COMPOUND) + given
        # A given name that is also somebody's whole name would make the truth itself ambiguous.
        if len(made) > 2 and not any(made in other or other in made for other in taken):
            taken.add(made)
            return made


def identity(draw: Random, born: int | None = None) -> str:
    """18 characters with a sound check character; every fifth ends in X."""
    while True:
        year = born or draw.randrange(1950, 2004)
        body = f"370687{year}{draw.randrange(1, 13):02}{draw.randrange(1, 29):02}{draw.randrange(1, 999):03}"
        check = "10X98765432"[sum(int(each) * weight for each, weight in zip(body, _WEIGHTS, strict=True)) % 11]
        if check == "X" or draw.random() < 0.4:
            return body + check


def phone(draw: Random) -> str:
    return draw.choice(("138", "139", "150", "159", "177", "186", "199")) + "".join(draw.choices("0123456789", k=8))


def account(draw: Random) -> str:
    """19 digits that pass the Luhn sum."""
    body = "622848" + "".join(draw.choices("0123456789", k=12))
    doubled = sum(
        sum(divmod(2 * int(each), 10)) if at % 2 == 0 else int(each) for at, each in enumerate(reversed(body))
    )
    return body + str(-doubled % 10)


def address(draw: Random) -> str:
    place = (
        f"山东省烟台市海阳市{draw.choice(TOWNS)}{draw.choice(VILLAGES)}{draw.choice(LANES)}{draw.randrange(11, 99)}号"
    )
    return place + (f"{draw.randrange(1, 9)}号楼{draw.randrange(101, 999)}室" if draw.random() < 0.3 else "")


def plate(draw: Random) -> str:
    return "鲁" + draw.choice("FYAB") + "".join(draw.choices("0123456789", k=4)) + draw.choice("ABCDEFGHJK0123456789")


def credit_code(draw: Random) -> str:
    """18 characters with a sound check character (GB 32100)."""
    body = "91370687MA3" + "".join(draw.choices("ABCDEFGHJKLMNPQRTUWXY0123456789", k=6))
    total = sum(_CODE.index(each) * pow(3, at, 31) for at, each in enumerate(body))
    return body + _CODE[-total % 31]


def firm(draw: Random) -> str:
    return f"海阳市{draw.choice(FIRMS)}{draw.choice(TRADES)}"


def pinyin(text: str) -> list[str]:
    return [SOUNDS[each] for each in text]


def day(draw: Random) -> str:
    year, month, number = draw.randrange(2015, 2026), draw.randrange(1, 13), draw.randrange(1, 29)
    forms = (
        f"{year}年{month}月{number}日",
        f"{year}-{month:02}-{number:02}",
        f"{year}.{month}.{number}",
        f"{year}{month:02}{number:02}",
    )
    return draw.choice(forms)


def paper(draw: Random) -> str:
    """A 文号."""
    word = draw.choice(("海自然资规罚", "海自然资规告", "鲁国土资罚字", "海综执罚决字", "海国土监"))
    return word + draw.choice(("〔{}〕{}号", "[{}]{}号", "（{}）第{}号")).format(
        draw.randrange(2015, 2027), draw.randrange(1, 999)
    )
