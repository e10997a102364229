"""What masking takes and gives: facts of the case, rules of the lawpack, spans, doubts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from daylight.core.lawentry import Rule

# kind → how it is treated when the lawpack has no rule for it: the strict side.
STRICT: Mapping[str, str] = {
    "party_name": "surname",
    "representative_name": "surname",
    "other_name": "hide",
    "minor": "block",
    "id_number": "hide",
    "other_id": "hide",
    "phone": "hide",
    "account": "hide",
    "address": "hide",
    "birth": "hide",
    "email": "hide",
    "plate": "hide",
    "property_number": "hide",
    "coordinate": "hide",
    "trade_secret": "hide",
    "landline": "ask",
    "door_number": "ask",
    "health": "ask",
}
HIDDEN = "×××"


@dataclass(frozen=True, slots=True, kw_only=True)
class MaskRule(Rule):
    """脱敏规则 for one kind of content. how: surname (姓+某), hide, ask (a person decides), keep, block (nothing is published)."""

    HOW: ClassVar[frozenset[str]] = frozenset({"surname", "hide", "ask", "keep", "block"})
    READ: ClassVar[Mapping[str, Callable[[Any], Any]]] = {**Rule.READ, "value": int}

    kind: str
    how: str
    what: str
    replacement: str = HIDDEN
    value: int = 0


@dataclass(frozen=True, slots=True)
class MaskRules:
    """The rules in force. A kind without a rule is treated by STRICT, so an empty set masks everything."""

    rules: Mapping[str, MaskRule] = field(default_factory=dict)

    @classmethod
    def from_table(cls, table: Mapping[str, Any], on: date) -> MaskRules:
        """From the parsed masking.toml, as of a day. LawError names a rule that cannot be used; ValueError a wrong kind or how."""
        rules: dict[str, MaskRule] = {}
        for raw in table.get("rule", ()):
            rule = MaskRule.read(raw, f"masking.toml {raw.get('id', '?')}")
            if rule.kind not in STRICT or rule.how not in MaskRule.HOW:
                raise ValueError(f"masking.toml {rule.id} 的 kind 或 how 不认识，请改正")
            if rule.in_force(on):
                rules[rule.kind] = rule
        return cls(rules)

    def how(self, kind: str) -> str:
        rule = self.rules.get(kind)
        return rule.how if rule else STRICT[kind]

    def name(self, kind: str) -> str:
        rule = self.rules.get(kind)
        return rule.id if rule else kind

    def replacement(self, kind: str) -> str:
        rule = self.rules.get(kind)
        return rule.replacement if rule else HIDDEN

    def adult_years(self) -> int | None:
        """周岁 below which the whole case stays off the net; None when the lawpack does not say."""
        rule = self.rules.get("minor")
        return rule.value or None if rule else None


@dataclass(frozen=True, slots=True)
class Span:
    """One masked piece: original[start:end] == `original` becomes `replacement` under `rule`."""

    start: int
    end: int
    kind: str
    rule: str
    original: str
    replacement: str

    def as_dict(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in ("start", "end", "kind", "rule", "original", "replacement")}


@dataclass(frozen=True, slots=True)
class Doubt:
    """A place a person must look at before publication. `masked` says what has been done there meanwhile."""

    start: int
    end: int
    kind: str
    reason: str
    original: str
    masked: bool

    def as_dict(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in ("start", "end", "kind", "reason", "original", "masked")}


@dataclass(frozen=True, slots=True)
class MaskResult:
    """`text` is the masked text; offsets in spans and doubts are in the original. `blocked`: why nothing may be published."""

    text: str
    spans: tuple[Span, ...]
    uncertain: tuple[Doubt, ...]
    blocked: str = ""

    def as_dict(self) -> dict[str, Any]:
        return {
            "text": self.text,
            "spans": [span.as_dict() for span in self.spans],
            "uncertain": [doubt.as_dict() for doubt in self.uncertain],
            "blocked": self.blocked,
        }


@dataclass(frozen=True, slots=True)
class Found:
    """A piece found by one recogniser, before overlaps are settled. `doubt` non-empty: a person must look; `mask` False: left as is."""

    start: int
    end: int
    kind: str
    replacement: str
    doubt: str = ""
    mask: bool = True


@dataclass(frozen=True, slots=True)
class Someone:
    """A person or organisation of the case. `values` maps a masking kind to everything known of that kind."""

    name: str
    kind: str
    role: str
    values: Mapping[str, tuple[str, ...]]
    aliases: tuple[str, ...] = ()
    credit_code: str = ""
    born_on: date | None = None
    minor: bool = False

    @property
    def public(self) -> bool:
        """Officers and agencies act in office: their names and office numbers are published (公示)."""
        return self.kind in ("officer", "agency") or self.role in ("officer", "agency")


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the case knows that may stand in its texts. `keep` are strings that stay, `secrets` marked trade secrets."""

    people: tuple[Someone, ...] = ()
    keep: tuple[str, ...] = ()
    secrets: tuple[str, ...] = ()
    on: date | None = None

    @classmethod
    def read(cls, raw: Mapping[str, Any]) -> Facts:
        """From {"parties": [{"name", "kind", "role", …}], "officers": […], "keep": […], "trade_secrets": […], "on": "2026-05-01"}.

        ValueError, in Chinese, for anything of another shape.
        """
        if not isinstance(raw, Mapping) or not isinstance(raw.get("parties", []), list):
            raise ValueError("已知信息应为对象，其中 parties 是列表，请核对文件格式")
        people = [person for party in raw.get("parties", ()) for person in _read_party(party)]
        if not isinstance(raw.get("officers", []), list):
            raise ValueError('officers 应为列表，如 ["演示甲"]，请改正')
        for officer in raw.get("officers", ()):
            entry = officer if isinstance(officer, Mapping) else {"name": officer}
            people += _read_party({**entry, "kind": "officer", "role": "officer"})
        on = raw.get("on")
        return cls(
            tuple(people), _texts(raw.get("keep")), _texts(raw.get("trade_secrets")), _day(on, "on") if on else None
        )


_FIELD_KINDS = {
    "id_number": "id_number", "identity_number": "id_number", "passport": "other_id", "other_id": "other_id",
    "phone": "phone", "phones": "phone", "mobile": "phone", "address": "address", "addresses": "address",
    "account": "account", "accounts": "account", "bank_account": "account", "plate": "plate", "plates": "plate",
    "property_number": "property_number", "email": "email", "wechat": "other_id", "qq": "other_id",
    "school": "other_name",
}  # fmt: skip
_OF_THE_ORGANISATION = ("legal_rep", "legal_representative", "operator")


def _read_party(raw: Any) -> Iterator[Someone]:
    if not isinstance(raw, Mapping) or not str(raw.get("name") or "").strip():
        raise ValueError("parties 里每一项都要有姓名或名称（name），请补上")
    name, kind, role = str(raw["name"]).strip(), str(raw.get("kind") or "person"), str(raw.get("role") or "party")
    if kind not in ("person", "organisation", "officer", "agency"):
        raise ValueError(f"“{name}”的 kind 应为 person、organisation、officer 或 agency，请改正")
    values: dict[str, tuple[str, ...]] = {}
    for field_name, mask_kind in _FIELD_KINDS.items():
        found = _texts(raw.get(field_name))
        if found:
            values[mask_kind] = values.get(mask_kind, ()) + found
    born = raw.get("born_on") or raw.get("birth_on")
    yield Someone(
        name,
        kind,
        role,
        values,
        _texts(raw.get("aliases")),
        str(raw.get("credit_code") or ""),
        _day(born, "born_on") if born else None,
        role == "minor" or bool(raw.get("minor")),
    )
    for key in _OF_THE_ORGANISATION:
        for representative in _texts(raw.get(key)):
            yield Someone(representative, "person", "legal_rep", {})


def _texts(value: Any) -> tuple[str, ...]:
    values = value if isinstance(value, list | tuple) else [value]
    return tuple(str(each).strip() for each in values if each is not None and str(each).strip())


def _day(value: Any, where: str) -> date:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise ValueError(f"{where} 应为日期，如 2026-05-01，请改正") from error
