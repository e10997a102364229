"""Fonts by name, and the check that every character of a paper has a glyph.

A wrong family name makes typst fall back silently, and an engine without a glyph prints nothing: a name must not lose a
character (王昇 → 王), so both fail closed here before anything is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from fontTools.ttLib import TTCollection, TTFont

from daylight.core.refusal import refuse

SERIF = "Noto Serif CJK SC"
# Where Debian's fonts-noto-cjk puts its faces; other systems mount a folder in DAYLIGHT_FONT_DIR.
SYSTEM_DIRS = (Path("/usr/share/fonts/opentype/noto"), Path("/usr/share/fonts/noto-cjk"))
# Family names under which agencies hold their own faces, best first.
FANGSONG = ("方正仿宋_GBK", "FZFangSong-Z02", "FZFangSong-Z02S", "仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong")
XIAOBIAOSONG = ("方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05", "FZXiaoBiaoSong-B05S")
ABSENT = "文书字体缺失，请安装 fonts-noto-cjk，或在 DAYLIGHT_FONT_DIR 目录放入 Noto Serif CJK SC 后再生成文书。"
SUFFIXES = {".ttf", ".otf", ".ttc", ".otc"}


@dataclass(frozen=True, slots=True)
class Face:
    """One face of one file: ``index`` within a collection, -1 for a single font."""

    path: Path
    index: int
    families: frozenset[str]
    bold: bool
    characters: frozenset[int]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Families for body and title, each ending in Noto Serif CJK SC, and the folders to hand to typst."""

    body: tuple[str, ...]
    title: tuple[str, ...]
    folders: tuple[Path, ...]
    body_characters: frozenset[int]
    title_characters: frozenset[int]


def chosen() -> Chosen:
    """The fonts of this deployment. Refuses when Noto Serif CJK SC is nowhere."""
    own = Path(settings.FONT_DIR) if settings.FONT_DIR else None
    folders = tuple(each for each in (own, *SYSTEM_DIRS) if each is not None and each.is_dir())
    return _chosen(folders, tuple(sorted((str(p), p.stat().st_mtime_ns) for f in folders for p in _files(f))))


@lru_cache(maxsize=4)
def _chosen(folders: tuple[Path, ...], _stamp: tuple[tuple[str, int], ...]) -> Chosen:
    faces = [face for folder in folders for path in _files(folder) for face in _faces(path)]
    regular = [face for face in faces if SERIF in face.families and not face.bold]
    bold = [face for face in faces if SERIF in face.families and face.bold]
    if not regular or not bold:
        raise refuse("render.fonts", ABSENT)
    body = [face for name in FANGSONG for face in faces if name in face.families][:1]
    title = [face for name in XIAOBIAOSONG for face in faces if name in face.families][:1]
    return Chosen(
        body=(*_names(body, FANGSONG), SERIF),
        title=(*_names(title, XIAOBIAOSONG), SERIF),
        folders=folders,
        body_characters=frozenset().union(*(face.characters for face in [*body, regular[0]])),
        title_characters=frozenset().union(*(face.characters for face in [*title, bold[0]])),
    )


def _names(faces: list[Face], wanted: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(next(name for name in wanted if name in face.families) for face in faces)


def _files(folder: Path) -> list[Path]:
    # Sans is never used; opening it would cost a second at start.
    return sorted(p for p in folder.rglob("*") if p.suffix.lower() in SUFFIXES and "Sans" not in p.name)


def _faces(path: Path) -> list[Face]:
    if path.suffix.lower() in {".ttc", ".otc"}:
        fonts: list[tuple[int, TTFont]] = list(enumerate(TTCollection(str(path), lazy=True).fonts))
    else:
        fonts = [(-1, TTFont(str(path), lazy=True))]
    found = []
    for index, font in fonts:
        names = {
            record.toUnicode() for record in font["name"].names if record.nameID in (1, 16) and record.platformID == 3
        }
        # Bit 5 of OS/2 fsSelection says bold; the weight class catches faces that leave it unset.
        bold = bool(font["OS/2"].fsSelection & 0x20) or font["OS/2"].usWeightClass >= 600
        if names & {SERIF, *FANGSONG, *XIAOBIAOSONG}:
            found.append(Face(path, index, frozenset(names), bold, frozenset(font.getBestCmap())))
    return found


def demand_glyphs(pieces: Iterable[str]) -> None:
    """Refuse, naming the characters, when body and title faces cannot both draw all of ``pieces``."""
    fonts = chosen()
    can = fonts.body_characters & fonts.title_characters
    lacking = sorted({c for piece in pieces for c in piece if c != "\n" and ord(c) not in can})
    if lacking:
        named = "、".join(f"“{c if c.isprintable() else '不可见字符'}”（U+{ord(c):04X}）" for c in lacking[:10])
        raise refuse(
            "render.glyph",
            f"字体中没有 {named} 这{'个字' if len(lacking) == 1 else '些字'}，文书不能生成，请改写该字或请管理员补装字体。",
        )


@lru_cache(maxsize=2)
def outline_font(bold: bool = True) -> TTFont:
    """The serif face whose outlines draw the seal."""
    for folder in chosen().folders:
        for path in _files(folder):
            for face in _faces(path):
                if SERIF in face.families and face.bold is bold:
                    return TTFont(str(face.path), fontNumber=face.index, lazy=True)
    raise refuse("render.fonts", ABSENT)
