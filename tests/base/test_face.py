"""The shared look: status words, fields with their errors, page links, reading settings."""

from __future__ import annotations

from datetime import date

import pytest
from django import forms
from django.template import Context, Template

from daylight.base.face import reading
from daylight.base.face.templatetags.face import SHAPES, kilobytes, yuan
from daylight.core.refusal import Refusal


def made(source: str, **context: object) -> str:
    return Template("{% load face %}" + source).render(Context(context))


@pytest.mark.parametrize("kind", SHAPES)
def test_a_status_is_a_word_and_a_shape(kind: str) -> None:
    html = made('{% status kind "剩 2 日" %}', kind=kind)
    assert f'class="tag {kind}"' in html and "剩 2 日" in html
    assert ("<svg" in html) == (kind != "todo")


def test_an_unknown_status_is_a_programming_fault() -> None:
    with pytest.raises(KeyError):
        made('{% status "red" "x" %}')


def test_errors_stand_beside_the_field_and_on_top() -> None:
    refusals = [Refusal("x", "罚款超出上限，请改写。", "土地管理法第七十七条", "amount"), Refusal("y", "须先审核。")]
    html = made('{% faults r %}{% entry "amount" "罚款" v refusals=r hint="元" %}', r=refusals, v="<3>")
    assert 'href="#f-amount"' in html and "依据：土地管理法第七十七条" in html and "须先审核。" in html
    assert 'aria-describedby="f-amount-hint f-amount-err1" aria-invalid="true"' in html
    assert html.count("罚款超出上限") == 2 and 'value="&lt;3&gt;"' in html


def test_a_field_without_fault_says_nothing() -> None:
    html = made('{% faults r %}{% entry "amount" "罚款" refusals=r %}', r=[])
    assert "aria-invalid" not in html and "faults" not in html


class Form(forms.Form):
    name = forms.CharField(label="姓名", help_text="全名")
    sure = forms.BooleanField(label="确认")


def test_a_django_form_looks_the_same() -> None:
    html = made("{% faults form %}{% field form.name %}{% field form.sure %}", form=Form({}))
    assert 'href="#id_name"' in html and 'id="id_name_error"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert '<label class="choice" for="id_sure"><input type="checkbox"' in html


def test_a_table_writes_dates_links_lists_and_status() -> None:
    columns = [
        {"code": "a", "title": "甲"},
        {"code": "b", "title": "乙"},
        {"code": "c", "title": "丙"},
        {"code": "d", "title": "丁"},
    ]
    row = {
        "a": date(2026, 11, 2),
        "b": {"text": "看", "href": "/x"},
        "c": ["一", "二"],
        "d": {"text": "逾期", "kind": "late"},
    }
    html = made("{% table columns rows %}", columns=columns, rows=[row, {}])
    for part in (
        'data-label="甲">2026-11-02<',
        '<a href="/x">看</a>',
        ">一、二<",
        'class="tag late"',
        'data-label="丁"></td>',
    ):
        assert part in html


def test_page_links_skip_the_middle() -> None:
    html = made('{% pager 10 20 400 "?page={}" "?" %}')
    assert [n for n in range(1, 21) if f'aria-label="第 {n} 页"' in html] == [1, 8, 9, 11, 12, 20]
    assert 'href="?page=9" rel="prev"' in html and 'href="?" aria-label="第 1 页"' in html
    assert made('{% pager 1 1 3 "?page={}" %}').strip() == ""


@pytest.mark.parametrize(
    ("cookie", "press", "after"),
    [
        ("", "e", "e"),
        ("e", "e", ""),
        ("e", "h", "eh"),
        ("l", "x", "x"),
        ("ex", "s", "e"),
        ("zz<", "h", "h"),
        ("lx", "e", "ex"),
    ],
)
def test_pressing_a_reading_button(cookie: str, press: str, after: str) -> None:
    assert reading.pressed(reading.letters(cookie), press) == after


def test_reading_attributes() -> None:
    assert reading.attributes("ehx") == {"data-mode": "elder", "data-contrast": "high", "data-size": "largest"}
    assert reading.attributes("") == {}


def test_figures_as_people_read_them() -> None:
    assert (yuan("96000"), yuan(None), kilobytes(900), kilobytes(2048), kilobytes(3 << 20)) == (
        "96,000.00",
        "",
        "900 字节",
        "2 KB",
        "3.0 MB",
    )
