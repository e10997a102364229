"""Telling the public site 公示完成情况: every day, and whenever the figures change."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import transaction

from daylight.base.orgs.models import Agency
from daylight.base.outbox import posting
from daylight.base.permit import permit
from daylight.core.canonical import canonical
from daylight.core.moment import local_date
from daylight.disclosure.completeness import cells, message_rows
from daylight.disclosure.models import CompletenessCount

CHORE = "disclosure.count_completeness"


def tell_counts(agency: Agency, now: datetime) -> bool:
    """Post the figures of ``agency`` unless they were told today as they are. Answers whether they were posted."""
    today = local_date(now)
    rows = message_rows(cells(agency, today))
    digest = hashlib.sha256(canonical(rows)).hexdigest()
    told = CompletenessCount.objects.filter(agency=agency).first()
    if not rows or (told is not None and (told.sha256, told.counted_on) == (digest, today)):
        return False
    with permit(f"chore:{CHORE}"), transaction.atomic():
        CompletenessCount.objects.update_or_create(agency=agency, defaults={"counted_on": today, "sha256": digest})
        posting.put(
            "portal",
            lane=f"completeness:{agency.code}",
            key=f"completeness:{agency.code}:{now.isoformat()}:{digest[:16]}",
            body={
                "kind": "completeness.counted",
                "agency": {"name": agency.name, "code": agency.code},
                "counted_on": today,
                "rows": rows,
            },
            now=now,
        )
    return True
