"""The people of a document and the sentences about them: one challenge for each way to write each kind of thing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from bench import masking_spellings as spell
from bench import masking_words as words
from bench.masking_sentences import ORDINARY, SENTENCES
from bench.masking_truth import ON, Writer
from bench.masking_words import Made

SURNAME_ROLES = ("party", "legal_rep")
Write = Callable[[Writer, "Scene"], object]


@dataclass
class Scene:
    """Who takes part. ``person``: the party, or the representative of the firm; ``other``: somebody hidden in full."""

    person: Made
    other: Made
    second: Made | None
    firm: str
    firm_code: str
    by_firm: bool
    item: str
    taken: set[str]
    room: bool
    number: int
    blocked: bool = False
    officer: str = words.OFFICERS[0]

    @classmethod
    def cast(cls, draw: Random, number: int, room: bool, wanted: str) -> Scene:
        """The people of document ``number``; ``wanted``: names of the challenges it should hold, so that they find somebody."""
        taken: set[str] = set()
        two = "second" in wanted
        by_firm = number % 5 in (1, 3) and not two
        person = _somebody(draw, taken, "legal_rep" if by_firm else "party", room)
        role = draw.choice(("witness", "complainant", "informant", "agent", "neighbour"))
        if room:
            role = draw.choice(("witness", "complainant", "agent"))
        usual = "latin" in wanted or "titled" in wanted or "old" in wanted
        other = _somebody(draw, taken, role, room, 0 if usual else number)
        second = None
        if two or (number % 7 == 0 and not by_firm):
            # Two parties of one surname: 某甲 and 某乙.
            while True:
                name = words.name(draw, taken)
                if len(name) > 1 and name[0] not in person.name:
                    name = (
                        person.name[: 2 if person.name[:2] in words.COMPOUND else 1]
                        + name[-2 if len(name) > 3 else 1 :]
                    )
                if name != person.name and name not in person.name and person.name not in name:
                    break
            second = Made(name, "party", words.identity(draw))
        blocked = number % 40 == 9 and not by_firm and not room
        item = words.ITEMS[number % len(words.ITEMS)]
        code = words.credit_code(draw)
        return cls(person, other, second, words.firm(draw), code, by_firm, item, taken, room, number, blocked)

    def facts(self) -> dict[str, Any]:
        parties = [self.other.facts]
        if self.by_firm:
            parties.insert(0, {"name": self.firm, "kind": "organisation", "role": "party", "credit_code": self.firm_code,
                               "address": "海阳市海政路8号"})  # fmt: skip
        parties.append(self.person.facts)
        if self.second:
            parties.append(self.second.facts)
        if self.blocked:
            parties.append({"name": "初小贝", "kind": "person", "role": "minor", "school": "海阳市实验第三中学"})
        if self.number % 8 == 3:
            parties.append({"name": self.officer, "kind": "person", "role": "witness"})
        return {
            "parties": parties,
            "officers": [{"name": each} for each in words.OFFICERS[:2]],
            "keep": [words.AGENCY, "0535-3221234", "海阳市人民政府", "海阳市人民法院", "15060000123"],
            "on": ON,
        }

    def party(self) -> dict[str, str]:
        if self.by_firm:
            return {"name": self.firm, "kind": "organisation", "credit_code": self.firm_code}
        return {"name": self.person.name, "kind": "person", "credit_code": ""}

    def named(self, writer: Writer) -> None:
        if self.by_firm:
            writer.keep(self.firm, "firm")
        else:
            writer.hide(self.person.name, "name")

    def opening(self, writer: Writer) -> None:
        """The paragraph every decision begins with."""
        writer.say("当事人：")
        self.named(writer)
        if self.by_firm:
            writer.say("，统一社会信用代码").keep(self.firm_code, "credit code").say("，住所：").keep(
                "海阳市海政路8号", "office address"
            )
            writer.say("，法定代表人：").hide(self.person.name, "name").say("。")
            return
        writer.say("，男，身份证号").hide(self.person.identity, "identity").say("，联系电话").hide(
            self.person.phone, "phone"
        )
        writer.say("，住").hide(self.person.address, "address").say("。")


def _somebody(draw: Random, taken: set[str], role: str, room: bool, number: int = 0) -> Made:
    name = words.name(draw, taken)
    if number and number % 6 == 1:
        name = words.WORDS[number // 6 % len(words.WORDS)]
    elif number and number % 6 == 4:
        name = words.MINORITY[number // 6 % len(words.MINORITY)]
    elif number and number % 30 == 5:
        name = words.FOREIGN[number // 30 % len(words.FOREIGN)]
    more = {
        "account": words.account(draw), "plate": words.plate(draw), "alias": name[0] + draw.choice(("大炮", "二愣", "铁嘴")),
    }  # fmt: skip
    return Made(name, role, words.identity(draw), words.phone(draw), words.address(draw), **more)


@dataclass(frozen=True, slots=True)
class Challenge:
    """One sentence with one disguised thing. ``fits``: whether the document has somebody for it."""

    name: str
    write: Write
    fits: Callable[[Scene], bool] = lambda scene: True


def _latin(forms: str) -> spell.Spelling:
    def write(value: str, draw: Random) -> str:
        size = 2 if value[:2] in words.COMPOUND else 1
        sounds = words.pinyin(value)
        family, given = "".join(sounds[:size]), "".join(sounds[size:])
        if forms == "tones":
            return " ".join(each.replace("a", "ā", 1).replace("i", "í", 1) for each in (family, given))
        table = {"family given": f"{family} {given}", "capitals": f"{family} {given}".upper(), "joined": family + given}
        table |= {"given family": f"{given.title()} {family.title()}", "apart": " ".join(sounds).title()}
        return table[forms] if forms != "family given" else f"{family.title()} {given.title()}"

    return write


def _numbers(kind: str, spellings: dict[str, spell.Spelling], known: bool) -> Iterator[Challenge]:
    before = {
        "identity": ("经查询人口信息，", "核对证件", "材料上写有"),
        "phone": ("多次拨打", "回访", "现场留下的号码为"),
        "account": ("汇入账号", "向账户", "银行卡号"),
    }[kind]
    make = {"identity": words.identity, "phone": words.phone, "account": words.account}[kind]
    for name, how in spellings.items():

        def write(writer: Writer, scene: Scene, name: str = name, how: spell.Spelling = how) -> None:
            who = scene.other if known else None
            value = getattr(who, kind) if who else make(writer.draw)
            if name == "fifteen" and value[6:8] != "19":
                name = "plain"
            writer.say(writer.draw.choice(before)).hide(value, kind, f"{'known' if known else 'unknown'} {name}", how)
            writer.say("，已核对")

        yield Challenge(
            f"{kind} {'known' if known else 'unknown'} {name}", write, _has(kind) if known else lambda s: True
        )


def _has(what: str) -> Callable[[Scene], bool]:
    return lambda scene: bool(getattr(scene.other, what))


def _han(scene: Scene) -> bool:
    name = scene.other.name
    return all(each in words.SOUNDS for each in name)


def _names() -> Iterator[Challenge]:
    frames = ("证人{}陈述现场情况", "调查时{}在场", "据{}反映该处已建成", "由{}提供照片", "询问{}时其未提出异议")
    for nth, (name, how) in enumerate(spell.NAMES.items()):
        for which in ("other", "person", "second"):

            def write(
                writer: Writer, scene: Scene, which: str = which, name: str = name, how: Any = how, nth: int = nth
            ) -> None:
                head, _, tail = frames[nth % len(frames)].partition("{}")
                who = getattr(scene, which)
                writer.say(head).hide(who.name, "name", f"{which} {name}", how).say(tail)

            def fits(scene: Scene, which: str = which, name: str = name) -> bool:
                who = getattr(scene, which)
                foreign = who is not None and (who.name[0].isascii() or who.name in words.WORDS)
                return who is not None and (name == "plain" or not foreign)

            yield Challenge(f"name {which} {name}", write, fits)
    for forms in ("family given", "capitals", "joined", "given family", "apart", "tones"):

        def latin(writer: Writer, scene: Scene, forms: str = forms) -> None:
            writer.say("快递单署名").hide(scene.other.name, "name", f"latin {forms}", _latin(forms)).say("，已核实")

        yield Challenge(f"name latin {forms}", latin, _han)


def _sentence(name: str, text: str, fits: Callable[[Scene], bool] = lambda scene: True) -> Challenge:
    """``text`` with ``{kind:value:demand}`` marks; value names a field of the scene or is the thing itself."""

    def write(writer: Writer, scene: Scene) -> None:
        rest = text
        while "{" in rest:
            head, _, rest = rest.partition("{")
            inner, _, rest = rest.partition("}")
            kind, value, *demand = inner.split(":")
            writer.say(head)
            real = VALUES[value](writer, scene) if value in VALUES else value
            if kind == "keep":
                writer.keep(real, name)
            else:
                # In a table a name that is a word has no neighbours that say a person is meant.
                word = real in words.WORDS and name.startswith("cell")
                writer.hide(real, kind, name, demand="ask" if word else demand[0] if demand else "hide")
        writer.say(rest)

    return Challenge(name, write, fits)


def _surname(name: str) -> str:
    return name[:2] if name[:2] in words.COMPOUND else name[:1]


VALUES: dict[str, Callable[[Writer, Scene], str]] = {
    "stranger": lambda writer, scene: words.name(writer.draw, scene.taken),
    "person": lambda writer, scene: scene.person.name,
    "other": lambda writer, scene: scene.other.name,
    "person given": lambda writer, scene: scene.person.name[len(_surname(scene.person.name)) :],
    "other titled": lambda writer, scene: (
        _surname(scene.other.name) + writer.draw.choice(("先生", "女士", "师傅", "经理"))
    ),
    "old other": lambda writer, scene: writer.draw.choice("老小") + _surname(scene.other.name),
    "alias": lambda writer, scene: scene.other.alias,
    "plate": lambda writer, scene: scene.other.plate,
    "plate dotted": lambda writer, scene: f"{scene.other.plate[:2]}·{scene.other.plate[2:]}",
    "plate spaced": lambda writer, scene: f"{scene.other.plate[:2]} {scene.other.plate[2:]}".lower(),
    "unknown plate": lambda writer, scene: words.plate(writer.draw),
    "last four": lambda writer, scene: scene.other.identity[-4:],
    "last phone": lambda writer, scene: scene.other.phone[-4:],
    "identity": lambda writer, scene: scene.other.identity,
    "first ten": lambda writer, scene: scene.other.identity[:10],
    "last eight": lambda writer, scene: scene.other.identity[10:],
    "birth part": lambda writer, scene: scene.other.identity[6:14],
    "phone": lambda writer, scene: scene.other.phone,
    "officer": lambda writer, scene: scene.officer,
    "unknown address": lambda writer, scene: words.address(writer.draw),
}
VALUES |= {
    "a day": lambda writer, scene: words.day(writer.draw),
    "a moment": lambda writer, scene: (
        words.day(writer.draw) + f"{writer.draw.randrange(24)}时{writer.draw.randrange(60)}分"
    ),
    "a document": lambda writer, scene: words.paper(writer.draw),
    "an amount": lambda writer, scene: f"{writer.draw.randrange(100, 9_999_999_99) / 100:,.2f}元",
    "an area": lambda writer, scene: f"{writer.draw.randrange(100, 9_999_999) / 100}平方米",
    "a map number": lambda writer, scene: f"2024370687{writer.draw.randrange(10**5):05}",
    "a bill": lambda writer, scene: f"0370{writer.draw.randrange(10**8):08}",
    "a contract": lambda writer, scene: f"HT-{writer.draw.randrange(2015, 2026)}-{writer.draw.randrange(10**4):04}",
    "a firm": lambda writer, scene: writer.draw.choice(words.FIRMS) + writer.draw.choice(words.TRADES),
    "a credit code": lambda writer, scene: words.credit_code(writer.draw),
    "a village": lambda writer, scene: writer.draw.choice(words.TOWNS) + writer.draw.choice(words.VILLAGES),
    "a height": lambda writer, scene: f"{writer.draw.randrange(10**6) / 1000}米",
    "a distance": lambda writer, scene: f"{writer.draw.randrange(1, 10**4)}米",
}
_three = lambda scene: len(scene.person.name) - len(_surname(scene.person.name)) == 2  # noqa: E731
_titled = lambda scene: (  # noqa: E731 - alone with his surname, or nobody could say who is meant
    _surname(scene.other.name) in words.SURNAMES and scene.other.name not in words.WORDS
    and _surname(scene.other.name) not in (_surname(scene.person.name), words.OFFICERS[0][0], words.OFFICERS[1][0])
)  # fmt: skip
_officer = lambda scene: scene.number % 8 == 3  # noqa: E731


def _addresses() -> Iterator[Challenge]:
    for name, how in spell.ADDRESSES.items():

        def write(writer: Writer, scene: Scene, name: str = name, how: Any = how) -> None:
            writer.say("送达人员到").hide(scene.other.address, "address", name, how).say("张贴")

        yield Challenge(
            f"address {name}", write, lambda scene, name=name: name != "counted" or "号楼" not in scene.other.address
        )


def _all() -> Iterator[Challenge]:
    everything = spell.NUMBERS | spell.IDENTITY
    yield from _numbers("identity", everything | spell.KNOWN_NUMBERS, known=True)
    yield from _numbers("identity", everything, known=False)
    yield from _numbers("phone", spell.NUMBERS | spell.PHONE | spell.KNOWN_NUMBERS, known=True)
    yield from _numbers("phone", spell.NUMBERS | spell.PHONE, known=False)
    yield from _numbers("account", spell.NUMBERS, known=True)
    yield from _numbers("account", spell.NUMBERS, known=False)
    yield from _names()
    yield from _addresses()
    for name, (text, fits) in SENTENCES.items():
        yield _sentence(
            name,
            text,
            {"": lambda scene: True, "three": _three, "titled": _titled, "officer": _officer}[fits],
        )


CHALLENGES: tuple[Challenge, ...] = tuple(_all())


def ordinary(scene: Scene) -> list[Write]:
    """Sentences of any decision: nothing in them is personal."""
    return [_sentence("ordinary", text).write for text in ORDINARY]
