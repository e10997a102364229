"""What people read: plain Chinese sentences, pages that fetch nothing from elsewhere."""

from __future__ import annotations

import ast
import re

from tests.rules.tree import SRC, parsed, python_files, shown, templates, texts

CHINESE = re.compile(r"[\u4e00-\u9fff]")
# 非法 as the law uses it (非法占地, 非法所得 …) against 非法 thrown at somebody's typing.
SCOLDING = re.compile(
    r"非法(?:输入|参数|字符|请求|数据|格式|操作|访问|值|用户|文件|日期|号码)|参数错误|未知错误|系统异常"
)
INLINE = re.compile(r"<style\b|\sstyle\s*=|\son[a-z]+\s*=|<script(?![^>]*\bsrc=)|javascript:", re.IGNORECASE)
FETCHED = re.compile(r"(?:src|href|action|url)\s*[=(]\s*[\"']?(?:https?:)?//", re.IGNORECASE)
COMMENT = re.compile(r"{%\s*comment.*?endcomment\s*%}|{#.*?#}|<!--.*?-->", re.DOTALL)


def _messages():
    for path in python_files("src"):
        for line, text in texts(path):
            if CHINESE.search(text):
                yield f"{shown(path)}:{line}", text
    for path in templates():
        yield shown(path), COMMENT.sub("", path.read_text("utf-8"))


def test_nobody_is_scolded():
    assert not [(where, m.group()) for where, text in _messages() if (m := SCOLDING.search(text))]


def test_nobody_is_shouted_at():
    assert not [where for where, text in _messages() if "！" in text or re.search(r"[\u4e00-\u9fff]!", text)]


def test_a_refusal_is_a_sentence():
    """One Chinese sentence that ends; no code words inside."""
    wrong = []
    for path in python_files("src"):
        for node in ast.walk(parsed(path)):
            if not (
                isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"Refusal", "refuse"}
            ):
                continue
            parts = node.args[1:2]
            if parts and isinstance(parts[0], ast.Constant):
                sentence = str(parts[0].value)
                if not CHINESE.search(sentence) or re.search(r"[a-z]+_[a-z]+", sentence) or not sentence.endswith("。"):
                    wrong.append((f"{shown(path)}:{node.lineno}", sentence))
    assert not wrong


def test_pages_carry_no_inline_script_or_style():
    found = {shown(p): m.group() for p in templates() if (m := INLINE.search(COMMENT.sub("", p.read_text("utf-8"))))}
    assert not found


def test_pages_fetch_nothing_from_elsewhere():
    files = [*templates(), *SRC.rglob("static/**/*.css"), *SRC.rglob("static/**/*.js")]
    found = {}
    for path in files:
        text = COMMENT.sub("", path.read_text("utf-8"))
        # A link a person may follow is no request of the page.
        text = re.sub(r"<a\s[^>]*>", "", text)
        if match := FETCHED.search(text) or re.search(r"@import|@font-face", text):
            found[shown(path)] = match.group()
    assert not found


def test_every_field_of_a_form_is_protected():
    unprotected = [
        shown(p)
        for p in templates()
        if re.search(r"<form[^>]*method=[\"']?post", p.read_text("utf-8"), re.IGNORECASE)
        and "csrf_token" not in p.read_text("utf-8")
    ]
    assert not unprotected
