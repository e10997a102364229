"""语境规则: what stands beside a label is personal whatever its shape (住…, 身份证号, 联系人, 系…之子)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from daylight.core.masking import names
from daylight.core.masking.shapes import Facts, Found
from daylight.core.textmap import TextMap, folded

_HAN = r"[\u4e00-\u9fff]"
_NAME = rf"{_HAN}(?:[ ·]?{_HAN}){{1,3}}|{_HAN}{{1,6}}·{_HAN}{{1,8}}"
_STOP = r"(?=[,，。;；、()（）:：”\"'」』 \n]|$)"
_COMMON_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏"
    "韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤初修由车迟曲隋宫辛泮"
)

# A name whose length nothing else tells: a surname and one or two characters, as few as the neighbour allows.
_WHO = rf"(?:(?:{'|'.join(sorted(names.COMPOUND_SURNAMES))}){_HAN}{{1,2}}?|[{_COMMON_SURNAMES}]{_HAN}{{1,2}}?)"


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
    ("account", re.compile(_spaced("账号", "帐号", "账户", "帐户", "卡号", "银行卡") + r"[^\dX\n。；;]{0,12}?(\d[\d -]{6,30}\d)")),
    ("birth", re.compile(r"(\d{4} *年 *\d{1,2} *月 *(?:\d{1,2} *日)?) *(?:出 *)?生(?!产|效|态|活|成|长|育|物)")),
    ("birth", re.compile(r"(?<![产发])生于(?:[:：]| )*(\d{4}(?:[-年./] *)?\d{1,2}(?:[-月./] *)?(?:\d{1,2} *日?)?)")),
    ("property_number", re.compile(r"(?:宗地(?:代码|编号|号码?)|不动产单元(?:号|代码)|地籍(?:编号|号)|承包地块?(?:代码|编码))(?:为|是|[:：]| )*"
                                   r"([A-Z0-9][A-Z0-9 -]{5,34}[A-Z0-9])")),
    ("birth", re.compile(r"(?:出生日期|出生年月日?|生日)(?:为|是|[:：]| )*(\d{4}[-年./]? *\d{1,2}(?:[-月./]? *\d{1,2} *日?)?月?)")),
    ("address", re.compile(_spaced("家庭住址", "家庭地址", "户籍所在地", "户籍地址", "户籍地", "户口所在地", "现住址", "现住地", "现住",
                                   "暂住地", "暂住址", "住址", "家住", "经常居住地", "居住地址", "居住地", "身份证地址")
                           + r"(?:为|是|在|于|[:：]| )*([^,，。;；\n()（）]{3,60})")),
    ("address", re.compile(rf"(?:^|[,，;；、()（） \n])住(?:在|于)?[:： ]*(?![所宅房院户宿址建])({_HAN}[^,，。;；\n()（）]{{3,60}})")),
    ("other_name", re.compile(_ROLES + rf"(?:姓名)?(?:为|是|[:：]| )+({_NAME}){_STOP}")),
    ("other_name", re.compile(rf"系({_NAME})之(?:子|女|妻|夫|父|母|兄|弟|姐|妹|孙)")),
    ("other_name", re.compile(_spaced("曾用名", "又名", "别名", "化名", "乳名", "小名", "绰号", "外号", "诨名", "笔名")
                              + rf"(?:为|是|叫|[:：“\"'「『]| )*({_NAME}|{_HAN}){_STOP}")),
    ("minor", re.compile(rf"(?:就读于?|在读于|上学于|(?:所在|就读)学校(?:为|是|[:：])) *({_HAN}{{2,24}}?(?:小学|中学|学校|幼儿园|高中|初中))")),
    ("representative_name", re.compile(rf"(?:法定代表人|负责人|经营者)(?:[(（][^()（）\n]{{0,8}}[)）])?(?:姓名)?(?:为|是|[:：]| )+({_NAME}){_STOP}")),
    ("party_name", re.compile(rf"(?:当事人|被处罚人|违法行为人|被申请人|姓 *名)(?:姓名)?(?:为|是|[:：]| )+({_NAME}){_STOP}")),
)  # fmt: skip
_SPOKEN = re.compile(
    r"(?:证人|举报人|投诉人|见证人|邻居|信访人|反映人|村民|居民|群众|户主|业主|监护人|驾驶员|司机|操作手|机手|船长|工人|雇工|施工人员|"
    r"工头|包工头|承包人|承租人|出租人|租户|房东|买受人|受让人|中间人|介绍人|家属|亲属|[其之](?:妻子?|丈夫|夫|父亲?|母亲?|儿子|女儿|子|女|"
    rf"[长次三小](?:子|女)|兄弟|哥哥?|兄|弟弟?|姐姐?|妹妹?|孙子?|侄子?|岳[父母]|公公|婆婆|儿媳|女婿))({_WHO})"
    r"(?=的|陈述|称|证实|证明|反映|说|指认|在|到|签|代|举报|投诉|施工|驾驶|操作|提供|参与|共同|联系|负责|承认|表示|介绍|证言|出具|出租|承租|"
    r"购买|转让|系|与|和|及|等|[,，。;、()（）:： \n]|$)"
)
_NEIGHBOUR = re.compile(
    rf"(?:村民|居民|住户|户主|承包户|承包人|[东西南北](?:侧|面)?[至邻临])({_WHO})"
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
# Words that begin like a surname where a name could stand: 司机于次日到场, 承包人方面表示.
_FUNCTION_WORD = re.compile(
    r"^(?:于(?:[次当同翌]|本[日月年周]|此[时后前]|今[日年]|前[日述]|是|\d)|向(?:本[机人院]|我[局机]|其|在场|有关|村[里委民]|该)|"
    r"方(?:面|才|可|便|在|已|式|案|能)|陈(?:述|列)|任(?:意|何|职|务)|全(?:部|体|程|都)|周(?:边|围|末|[一二三四五六日]$)|高(?:声|度|速)|金额|张贴|程序|"
    r"包括|严(?:重|格)|安(?:全|排|装)|曾(?:经|在|于|多次|因)|常(?:年|在)|时(?:而|常)|和(?:其|他|她)|连(?:同|续|夜)|马上|应(?:当|该)|平(?:时|日)|"
    r"成(?:员|立)|计(?:划|算)|经(?:过|常|营)|关(?:于|系)|许(?:多|可)|江边|田(?:间|地)|单(?:独|位)|[一二三四五六七八九]人|车辆|施(?:工|行|用)|"
    r"强(?:行|制)|左右|步行|谈话|纪(?:律|录)|明(?:知|确|年)|解(?:释|除)|支(?:付|持)|项目|何[时处人]|路过|路边)"
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
    if _NOBODY.search(bare) or _FUNCTION_WORD.match(bare) or _ORGANISATION.search(bare):
        return
    if names.is_word(bare):
        yield Found(start, start + len(value), kind, "", "这个姓名也是普通词语，请核对这里指的是不是人。", mask=False)
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
