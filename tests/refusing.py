"""What every refusal owes the person who gets it, asked wherever a test expects one."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from daylight.core.refusal import Refusal, Refused

# 怎么办: each sentence tells what to do, or from when it can be done.
MEND = re.compile("请|先|改|须|才能|不能再")
CODE = re.compile(r"[a-z]+_[a-z_]+|\b[PDG]\d{1,2}\b|\bNone\b|\{|\}")


def refused(call: Callable[..., Any], *args: Any, **kwargs: Any) -> tuple[Refusal, ...]:
    """The refusals of ``call``; fails when it goes through or answers in words nobody can use."""
    with pytest.raises(Refused) as caught:
        call(*args, **kwargs)
    for each in caught.value.refusals:
        assert each.message.endswith("。"), each
        assert not set("!！") & set(each.message), each
        assert MEND.search(each.message), each
        assert not CODE.search(each.message), each
        if each.code.startswith("G") or each.code.startswith("procedure"):
            assert each.cite, each
    return caught.value.refusals


def codes(refusals: tuple[Refusal, ...]) -> set[str]:
    return {each.code for each in refusals}


def fields(refusals: tuple[Refusal, ...]) -> set[str]:
    return {each.field for each in refusals if each.field}
