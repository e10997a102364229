"""``daylight …``: unusable input is a Chinese sentence and exit code 2, never a trace (contract)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from daylight.config.command import main

BROKEN = [
    (),
    ("nonsense",),
    ("lists", "import", "nokind", "x.csv"),
    ("deadline", "--start", "2026-02-30", "--period", "7wd"),
    ("deadline", "--start", "2026-09-25", "--period", "7x"),
    ("deadline", "--start", "9999-12-30", "--period", "7wd"),
    ("deadline", "--start", "2026-09-25", "--period", "9999y"),
    ("mask", "没有这个文件.txt", "--facts", "没有这个文件.json"),
]


def code_of(*arguments: str) -> int:
    """The exit code, also when reading the arguments ended the process."""
    try:
        return main(arguments)
    except SystemExit as ended:
        return int(ended.code or 0)


@pytest.mark.django_db
@pytest.mark.parametrize("arguments", BROKEN, ids=" ".join)
def test_unusable_input_is_said(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert code_of(*arguments) == 2
    said = capsys.readouterr()
    assert not said.out
    assert any("\u4e00" <= letter <= "\u9fff" for letter in said.err)


@pytest.mark.django_db
def test_verify_without_a_log_says_so_to_a_program(
    tmp_path: Path, settings: object, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.PUBLIC_DIR = tmp_path  # type: ignore[attr-defined]
    assert code_of("verify", "--json") == 2
    report = json.loads(capsys.readouterr().out)
    assert report["ok"] is False and report["error"]
