"""The sample of every template is complete and ready to go out; what a blank would break is covered elsewhere."""

from __future__ import annotations

from datetime import date

import pytest

from daylight.base import lawpack
from daylight.base.orgs.models import Agency
from daylight.cases.models import Case
from daylight.core.lawrecords import DocumentTemplate
from daylight.recording.readiness import unready
from daylight.recording.render.templates import build
from daylight.recording.render.templates.sheet import Sheet
from daylight.recording.samples import GOVERNMENT, sample

ON = date(2026, 11, 23)
TEMPLATES = lawpack.current().documents(ON)


@pytest.mark.parametrize("template", TEMPLATES, ids=[each.id for each in TEMPLATES])
def test_every_sample_is_ready_and_becomes_blocks(template: DocumentTemplate) -> None:
    case = Case(agency=Agency(name="海阳市自然资源和规划局", government=GOVERNMENT))
    fields = sample(template)
    assert unready(case, template, fields, ON) == []
    assert build(Sheet(template, fields))
