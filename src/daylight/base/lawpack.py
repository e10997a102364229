"""法律数据的读取: lawpacks/<overlay>/**/*.toml, merged national -> province -> agency into one checked LawPack."""

import tomllib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from daylight.core.definition import DefinitionError
from daylight.core.gates import CONDITIONS, PREDICATES
from daylight.core.lawdata import LawPack, Layer, NotInForce, assemble
from daylight.core.lawentry import LawError

__all__ = ["OVERLAYS", "DefinitionError", "LawError", "LawPack", "NotInForce", "current", "load"]

OVERLAYS = ("cn", "sd", "haiyang")


def load(root: Path, overlays: Sequence[str] = OVERLAYS, rights: frozenset[str] | None = None) -> LawPack:
    """Read and check every file below `root`/overlay, in name order within an overlay.

    `rights`: also check that every move names a right of this table. Raises LawError or DefinitionError with the file
    and the key in Chinese.
    """
    return assemble(_layers(root, overlays), predicates=frozenset(PREDICATES), conditions=CONDITIONS, rights=rights)


def current() -> LawPack:
    """The lawpack of this installation (settings.LAWPACKS_DIR, settings.LAWPACKS), read once."""
    return _cached(Path(settings.LAWPACKS_DIR), tuple(settings.LAWPACKS))


@lru_cache(maxsize=8)
def _cached(root: Path, overlays: tuple[str, ...]) -> LawPack:
    return load(root, overlays)


def _layers(root: Path, overlays: Sequence[str]) -> Iterator[Layer]:
    for overlay in overlays:
        folder = root / overlay
        if not folder.is_dir():
            raise LawError(f"{overlay}：没有这个规则包目录，请核对 {root}")
        for path in sorted(folder.rglob("*.toml")):
            file = path.relative_to(root).as_posix()
            try:
                tables = tomllib.loads(path.read_text("utf-8"))
            except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
                raise LawError(f"{file}：不是有效的 TOML（{error}）") from error
            yield Layer(overlay, file, tables)
