"""A certificate suspended, cancelled or expired takes its codes along, before anybody checks them."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from daylight.base.chores import chore
from daylight.base.journal.writing import record
from daylight.base.outbox.posting import put
from daylight.base.permit import permit
from daylight.cases.certification import certified_on
from daylight.cases.showing.models import CodeBatch
from daylight.core.moment import local_date


@chore("cases.stop_codes", every=timedelta(seconds=10))
def stop_codes_of_unfit(now: datetime) -> int:
    """Stop running codes whose holder is no longer certified today. Returns how many batches were stopped."""
    moved = 0
    for batch in CodeBatch.objects.filter(stopped_at=None, ends_at__gt=now).select_related("person__agency"):
        held = certified_on(batch.person, local_date(now))
        if held.certified and batch.person.is_active:
            continue
        with permit("chore:cases.stop_codes"), transaction.atomic():
            reason = "账号已停用" if held.certified else held.why
            free = CodeBatch.objects.filter(pk=batch.pk, stopped_at=None)
            if not free.update(stopped_at=now, stop_reason=reason[:200]):
                continue
            record(
                "cases.codes.stopped",
                agency=batch.person.agency,
                actor=None,
                now=now,
                subject=f"codes:{batch.uuid}",
                data={"batch": batch.batch, "certificate": batch.certificate_number, "reason": reason},
            )
            body = {"kind": "identity.stopped", "batch": batch.batch, "stopped_at": now}
            put("portal", lane="identity", key=f"identity.stopped:{batch.batch}", body=body, now=now)
            moved += 1
    return moved
