"""The recorders of the demonstration: one in use with a clock that is right, one whose clock runs ahead, one in repair."""

from __future__ import annotations

from datetime import datetime, timedelta

from daylight.base.orgs.models import Section
from daylight.config.demo.people import Troupe
from daylight.recording.acts.devices import (
    CheckInput,
    change_device,
    check_device,
    lend_device,
    register_device,
    return_device,
)


def equip(troupe: Troupe, section: Section, now: datetime) -> None:
    """``now``: before the first case, so that every recording finds the check of its device."""
    head = troupe.head
    right = CheckInput(95, True, now, now)
    ahead = CheckInput(80, True, now + timedelta(seconds=41), now)
    first = register_device(section, "演示记录仪01", "recorder", "演示型", actor=head, now=now)
    loan = lend_device(first, troupe.officer, "现场检查（演示）", right, actor=troupe.officer, now=now)
    return_device(loan, "现场勘测、询问（演示）", actor=head, now=now + timedelta(hours=8))
    second = register_device(section, "演示记录仪02", "recorder", "演示型", actor=head, now=now)
    check_device(second, ahead, actor=troupe.officer, now=now)
    third = register_device(section, "演示照相机01", "camera", "演示型", actor=head, now=now)
    change_device(third, "repair", "镜头故障，送修（演示）", actor=head, now=now)
