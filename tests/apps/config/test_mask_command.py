"""``daylight mask`` on files as people have them: encodings, broken facts, exit codes 0, 1 and 2."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from daylight.config.command import main

pytestmark = pytest.mark.django_db
TEXT = "当事人王建国，\r\n电话13812345678，占用土地640平方米。"
FACTS = {"parties": [{"name": "王建国", "phone": "13812345678"}]}


def run(folder: Path, text: bytes, facts: bytes, *more: str) -> int:
    (folder / "文书.txt").write_bytes(text)
    (folder / "案情.json").write_bytes(facts)
    return main(("mask", str(folder / "文书.txt"), "--facts", str(folder / "案情.json"), *more))


def plain(facts: Any) -> bytes:
    return json.dumps(facts, ensure_ascii=False).encode()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_text_in_any_usual_encoding(tmp_path: Path, capsys: pytest.CaptureFixture[str], encoding: str) -> None:
    facts = json.dumps(FACTS, ensure_ascii=False).encode(encoding)
    assert run(tmp_path, TEXT.encode(encoding), facts, "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert said["text"] == "当事人王某，\r\n电话×××，占用土地640平方米。"
    assert [TEXT[each["start"] : each["end"]] for each in said["spans"]] == ["王建国", "13812345678"]


def test_what_a_person_must_look_at_ends_with_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "王建国\n在王建国超市".encode(), plain(FACTS)) == 1
    said = capsys.readouterr().out
    assert "存疑（第 2 行，没有隐去）“王建国”：" in said
    assert "{" not in said


def test_an_empty_text_is_masked_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, b"", plain({}), "--json") == 0
    assert json.loads(capsys.readouterr().out)["spans"] == []


@pytest.mark.parametrize(
    ("text", "facts", "word"),
    [
        (b"PK\x03\x04\x00\x00\xff\xfe", plain(FACTS), "不是文本文件"),
        (TEXT.encode(), b"{", "不是有效的 JSON（第 1 行）"),
        (TEXT.encode(), plain([]), "parties 是列表"),
        (TEXT.encode(), plain({"parties": "王建国"}), "parties 是列表"),
        (TEXT.encode(), plain({"parties": ["王建国"]}), "姓名或名称"),
        (TEXT.encode(), plain({"parties": [{"name": "王建国", "kind": "人"}]}), "kind 应为"),
        (TEXT.encode(), plain({"officers": "李明"}), "officers 应为列表"),
        (TEXT.encode(), plain({"on": "去年"}), "on 应为日期"),
    ],
)
def test_unusable_input_is_said_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: bytes, facts: bytes, word: str
) -> None:
    assert run(tmp_path, text, facts) == 2
    said = capsys.readouterr()
    assert word in said.err
    assert not said.out
    assert len(said.err.strip().splitlines()) == 1
