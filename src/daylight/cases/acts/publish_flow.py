"""公示执法流程图 (90号方案一（一）6): what is published is drawn from the definition by which cases run."""

from __future__ import annotations

import hashlib
from datetime import datetime

from daylight.base.access import Scope, require
from daylight.base.act import act
from daylight.base.journal.models import Entry
from daylight.base.journal.writing import record
from daylight.base.orgs.models import Agency, Person
from daylight.base.outbox.posting import put
from daylight.cases.charting import drawn, procedures_on
from daylight.core.moment import local_date
from daylight.core.refusal import refuse

EVENT = "cases.flow.published"
CITE = "海国土资发〔2017〕90号一（一）6"


@act("cases.flow.published")
def publish_flow(agency: Agency, procedure: str, *, actor: Person, now: datetime) -> Entry:
    """Draw ``procedure`` as it runs today and send the chart to the public site. An unchanged chart is refused."""
    require(actor, "list.publish", Scope(agency.pk))
    today = local_date(now)
    definition = next((each for each in procedures_on(today) if each.id == procedure), None)
    if definition is None:
        raise refuse("flow.unknown", "今天没有这种程序在施行，请从现行程序中选择。", CITE, "procedure")
    body = drawn(definition, today)
    sent = (body["svg"], body["svg_narrow"], body["bpmn"])
    digest = hashlib.sha256("\0".join(sent).encode()).hexdigest()
    last = Entry.objects.filter(kind=EVENT, agency=agency, subject=f"procedure:{procedure}").order_by("-id").first()
    if last is not None and last.data["chart_sha256"] == digest:
        raise refuse("flow.unchanged", f"{body['title']}与已公示的完全相同，不必再次公示。", CITE)
    entry = record(
        EVENT,
        agency=agency,
        actor=actor,
        now=now,
        subject=f"procedure:{procedure}",
        data={
            "procedure": procedure,
            "version": definition.version,
            "definition_sha256": body["digest"],
            "chart_sha256": digest,
        },
    )
    message = {"kind": "flow.published", **body, "entry_id": entry.pk}
    put("portal", lane=f"flow:{procedure}", key=f"flow.published:{entry.pk}", body=message, now=now)
    return entry
