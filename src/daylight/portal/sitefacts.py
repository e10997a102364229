"""What a site says of itself at its foot, and what it still lacks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from urllib.parse import urlsplit

from daylight.core.refusal import Refusal
from daylight.portal.models import PublicSite

CITE = "国办秘函〔2019〕19号"
# The seven a government site must show; inside another site its host shows them.
FOOTER = ("emblem_url", "name", "phone", "site_code", "icp", "police", "find_fault_url")
# 政府网站标识码 as every footer shows it.
CODE_DIGITS = 10
LINKS = ("emblem_url", "find_fault_url", "licence_url")
LABELS = {
    "site_name": "网站名称",
    "name": "主办单位",
    "address": "地址",
    "phone": "联系电话（投诉举报）",
    "site_code": "政府网站标识码",
    "icp": "ICP 备案号",
    "police": "公安备案号",
    "emblem_url": "党政机关标识的网址",
    "find_fault_url": "“我为政府网站找错”的网址",
    "licence": "开放数据许可",
    "licence_url": "许可全文网址",
}


@dataclass(frozen=True, slots=True)
class SiteInput:
    """The settings as typed. ``embedded``: the site stands inside another one, whose footer is used."""

    site_name: str = ""
    name: str = ""
    address: str = ""
    phone: str = ""
    site_code: str = ""
    icp: str = ""
    police: str = ""
    emblem_url: str = ""
    find_fault_url: str = ""
    licence: str = ""
    licence_url: str = ""
    embedded: bool = False


def of(site: PublicSite) -> SiteInput:
    """The settings as they stand."""
    return SiteInput(**{name: getattr(site, name) for name in SiteInput.__dataclass_fields__})


def cleaned(typed: SiteInput) -> SiteInput:
    return SiteInput(**{k: v.strip() if isinstance(v, str) else v for k, v in asdict(typed).items()})


def lacks(facts: SiteInput | PublicSite) -> list[str]:
    """Chinese names of the footer fields that are blank; none for a site inside another."""
    return [] if facts.embedded else [LABELS[name] for name in FOOTER if not getattr(facts, name)]


def faults(typed: SiteInput) -> list[Refusal]:
    """What cannot stand. A blank field may be saved: only going into service demands all of them."""
    found = []
    for name in LINKS:
        link = urlsplit(getattr(typed, name))
        if getattr(typed, name) and (link.scheme not in {"http", "https"} or not link.netloc):
            found.append(Refusal("field.url", f"{LABELS[name]}应以 https:// 开头，请从浏览器地址栏复制。", field=name))
    if not typed.name and not typed.site_name:
        found.append(Refusal("field.required", "请填写主办单位。", CITE, "name"))
    if typed.site_code and not (typed.site_code.isdecimal() and len(typed.site_code) == CODE_DIGITS):
        found.append(Refusal("field.digits", "政府网站标识码为 10 位数字，请对照挂标页面核对。", field="site_code"))
    for name in LABELS:
        most = PublicSite._meta.get_field(name).max_length or 0
        if len(getattr(typed, name)) > most:
            found.append(Refusal("field.long", f"{LABELS[name]}不能超过 {most} 个字，请缩短。", field=name))
    return found


def differences(before: Mapping[str, object], after: Mapping[str, object]) -> dict[str, object]:
    """Fields that change, with their new value."""
    return {name: value for name, value in after.items() if before.get(name) != value}
