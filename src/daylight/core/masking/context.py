"""语境规则: what stands beside a label is personal whatever its shape (住…, 身份证号, 联系人, 系…之子)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from daylight.core.masking import names
from daylight.core.masking.shapes import Facts, Found
from daylight.core.textmap import TextMap, folded

_HAN = r"[\u4e00-\u9fff]"
_NAME = rf"{_HAN}(?:[ ·]?{_HAN}){{1,3}}|{_HAN}{{1,6}}·{_HAN}{{1,8}}"
_STOP = r"(?=[,，。;；、()（）:： \n]|$)"
_COMMON_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏"
    "韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤初修由车迟曲隋宫辛泮"
)


def _spaced(*labels: str) -> str:
    return "(?:" + "|".join(" *".join(label) for label in labels) + ")"


_ROLES = _spaced(
    "证人", "举报人", "投诉人", "见证人", "联系人", "委托代理人", "代理人", "监护人", "受害人", "被侵害人", "利害关系人", "第三人",
    "邻居", "签收人", "代收人", "同住人", "信访人", "反映人",
)  # fmt: skip
_LABELLED: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("id_number", re.compile(_spaced("身份证号码", "身份证号", "身份证件号", "公民身份号码", "身份号码", "身份证", "证件号码", "证件号")
                             + r"(?:为|是|[:：(（]| )*([A-Z0-9][A-Z0-9*＊ -]{4,26}[A-Z0-9*])")),
    ("other_id", re.compile(r"(?:护照|通行证|驾驶证|行驶证|军官证|士兵证|居留证|居住证)(?:号码?|编号)?(?:为|是|[:：]| )*([A-Z0-9]{6,20})")),
    ("other_id", re.compile(r"(?:微信号?|QQ号?|支付宝账?号?|抖音号)(?:为|是|[:：]| )*([A-Z0-9_-]{5,20})")),
    ("account", re.compile(_spaced("账号", "帐号", "账户", "帐户", "卡号", "银行卡") + r"[^\d\n。；;]{0,12}?(\d[\d -]{6,30}\d)")),
    ("birth", re.compile(r"(\d{4} *年 *\d{1,2} *月 *(?:\d{1,2} *日)?) *(?:出 *)?生(?!产|效|态|活|成|长|育|物)")),
    ("birth", re.compile(r"(?:出生日期|出生年月日?|生日)(?:为|是|[:：]| )*(\d{4}[-年./]? *\d{1,2}(?:[-月./]? *\d{1,2} *日?)?月?)")),
    ("address", re.compile(_spaced("家庭住址", "家庭地址", "户籍所在地", "户籍地址", "户籍地", "户口所在地", "现住址", "现住地", "现住",
                                   "暂住地", "暂住址", "住址", "家住", "经常居住地", "居住地址", "居住地", "身份证地址")
                           + r"(?:为|是|在|于|[:：]| )*([^,，。;；\n()（）]{3,60})")),
    ("address", re.compile(rf"(?:^|[,，;；、()（） \n])住(?:在|于)?[:： ]*(?![所宅房院户宿址建])({_HAN}[^,，。;；\n()（）]{{3,60}})")),
    ("other_name", re.compile(_ROLES + rf"(?:姓名)?(?:为|是|[:：]| )+({_NAME}){_STOP}")),
    ("other_name", re.compile(rf"系({_NAME})之(?:子|女|妻|夫|父|母|兄|弟|姐|妹|孙)")),
    ("representative_name", re.compile(rf"(?:法定代表人|负责人|经营者)(?:[(（][^()（）\n]{{0,8}}[)）])?(?:姓名)?(?:为|是|[:：]| )+({_NAME}){_STOP}")),
    ("party_name", re.compile(rf"(?:当事人|被处罚人|违法行为人|被申请人|姓 *名)(?:姓名)?(?:为|是|[:：]| )+({_NAME}){_STOP}")),
)  # fmt: skip
_SPOKEN = re.compile(
    rf"(?:证人|举报人|投诉人|见证人|邻居|信访人|反映人)([{_COMMON_SURNAMES}]{_HAN}{{1,2}}?)"
    r"(?=的|陈述|称|证实|证明|反映|说|指认|在|到|[,，。;；、()（）:： \n]|$)"
)
_NEIGHBOUR = re.compile(
    rf"(?:村民|居民|住户|户主|承包户|承包人|[东西南北](?:侧|面)?[至邻临])([{_COMMON_SURNAMES}]{_HAN}{{1,2}}?)"
    r"(?=的?(?:住宅|住房|房屋|宅基地|宅院|院落|承包地|口粮地|责任田|耕地|果园|菜地|大棚|养殖场|家(?![庄村河])))"
)
_OFFICE_ADDRESS = re.compile(
    r"(?:住所地?|通讯地址|联系地址|送达地址|(?<![宅籍证])地址)(?:为|是|[:：]| )+([^,，。;；\n()（）]{4,60})"
)
_SHORT_PHONE = re.compile(r"(?:电话|联系方式)(?:号码)?(?:为|是|[:：]| )*(?<!\d)([2-8]\d{6,7})(?!\d)")
_ORGANISATION = re.compile(r"(?:公司|厂|局|社|店|所|中心|委员会|政府|银行|医院|学校|超市|队|站|部|村委会|街道办)$")
_NOBODY = re.compile(
    r"[某×*]|^(?:无|不详|不明|略|本人|本案|男|女|身份|证言|陈述|意见|签名|签字|电话|地址|情况|姓名|基本)"
)


def labelled(view: TextMap, facts: Facts) -> Iterator[Found]:
    """Finds with offsets in the plain view."""
    text = view.text
    for kind, pattern in _LABELLED:
        for match in pattern.finditer(text):
            start, end = match.span(1)
            value = match[1].rstrip()
            end = start + len(value)
            if kind.endswith("_name"):
                yield from _unknown_name(facts, kind, start, value)
            elif kind == "address" and _NOBODY.search(value[:4]):
                continue
            else:
                yield Found(start, end, kind, "")
    for match in (*_SPOKEN.finditer(text), *_NEIGHBOUR.finditer(text)):
        yield from _unknown_name(facts, "other_name", match.start(1), match[1])
    for match in _SHORT_PHONE.finditer(text):
        yield Found(*match.span(1), "landline", "", "固定电话，请确认是办公电话还是个人电话。", mask=False)
    yield from _addresses(text, facts)


def _unknown_name(facts: Facts, kind: str, start: int, value: str) -> Iterator[Found]:
    bare = value.replace(" ", "")
    if _NOBODY.search(bare) or _ORGANISATION.search(bare):
        return
    known = {folded(person.name, numerals=False) for person in facts.people}
    if folded(bare, numerals=False) in known:
        return  # case knowledge has its own rule for this person
    masked = "" if kind == "other_name" else names.masked_names([bare])[bare]
    yield Found(start, start + len(value), kind, masked, "案情里没有登记这个人，已按语境隐去，请核对。")


def _addresses(text: str, facts: Facts) -> Iterator[Found]:
    """住所、地址 after a person is hidden, after an organisation it stays; without either a person must look."""
    for match in _OFFICE_ADDRESS.finditer(text):
        before, owner, place = text[: match.start()], None, -1
        for person in facts.people:
            if person.role in ("legal_rep", "operator"):
                continue  # an address after the representative is that of the organisation
            position = before.rfind(folded(person.name, numerals=False))
            if position > place:
                owner, place = person, position
        if owner is not None and (owner.kind in ("organisation", "agency") or owner.public):
            continue
        start, end = match.start(1), match.start(1) + len(match[1].rstrip())
        if owner is not None:
            yield Found(start, end, "address", "")
        elif any(person.kind == "person" for person in facts.people):
            yield Found(start, end, "address", "", "地址的归属不明，请确认是否为个人住处。", mask=False)
