"""历次决定 in the browser: who sees the page, what it says before, during and after a decision is made anew."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse

from daylight.config.demo.anew import walk_anew
from daylight.decisions.models import Decision
from daylight.decisions.standing import decision_of
from tests.cast import Cast
from tests.story import begin
from tests.web.entering import signed_in


def test_the_page_of_decisions_tells_what_fell_and_why(cast: Cast, now: datetime, settings: Any) -> None:
    settings.FIXED_NOW = now
    once = begin(cast, now).to("open")
    walk_anew(cast, now)  # type: ignore[arg-type]
    fell = Decision.objects.get()
    address = reverse("office:case-decisions", args=[fell.case.uuid])
    for name, person in cast.everybody().items():
        client = signed_in(person)
        seen = client.get(address).status_code
        assert seen == client.get(reverse("office:case", args=[fell.case.uuid])).status_code, name
        assert name != "stranger" or seen == 404
    client = signed_in(cast.officer)
    page = client.get(address).content.decode()
    for said in (fell.number, "已被撤销", "正在重新作出决定", "演示复决字第1号", "已撤回", "直接送达"):
        assert said in page, said
    case_page = client.get(reverse("office:case", args=[fell.case.uuid])).content.decode()
    assert address in case_page and fell.number in case_page
    assert decision_of(fell.case) is None
    empty = client.get(reverse("office:case-decisions", args=[once.case.uuid])).content.decode()
    assert "本案还没有批准的决定" in empty
