"""亮证 (处罚法第55条): who showed his certificate, when, where and how."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from daylight.base.access import require
from daylight.base.act import act
from daylight.base.journal.writing import record
from daylight.base.orgs.models import Person
from daylight.cases.models import Case, IdentityShowing
from daylight.cases.moving import demand_running
from daylight.cases.scopes import scope_of
from daylight.cases.showing.models import ShowingReceipt
from daylight.core.refusal import Refusal, Refused
from daylight.portal.identity import scans_by_receipt

METHODS = {"oral": "口头表明并出示", "video": "音像记录", "scan": "扫码核验"}
CITE = "行政处罚法第五十五条"


@act("cases.identity.shown")
def show_identity(
    case: Case,
    shown_at: datetime,
    place: str,
    method: str,
    officers: Sequence[Person],
    receipts: Sequence[str] = (),
    *,
    actor: Person,
    now: datetime,
) -> IdentityShowing:
    """Record a showing. The time is typed by a person, never made up, and may not lie in the future.

    ``receipts``: 凭证号 of scans by the party; each must be of a code of one of ``officers``.
    """
    require(actor, "case.investigate", scope_of(case))
    demand_running(case)
    problems = []
    if shown_at > now:
        problems.append(Refusal("field.future", "亮证时间不能晚于现在，请核对。", CITE, "shown_at"))
    if not place.strip():
        problems.append(Refusal("field.required", "请填写亮证地点。", CITE, "place"))
    if method not in METHODS:
        problems.append(Refusal("field.choice", "请选择亮证方式。", CITE, "method"))
    if len({o.pk for o in officers}) < 2:
        problems.append(
            Refusal("G01", "亮证须由两名不同的执法人员进行，请补选一名。", "行政处罚法第四十二条", "officers")
        )
    if any(o.agency_id != case.agency_id for o in officers):
        problems.append(Refusal("person.agency", "亮证人员须为本机关执法人员，请重新选择。", CITE, "officers"))
    scans = scans_by_receipt(list(receipts))
    known = {o.certificate_number for o in officers}
    if len(scans) != len(set(receipts)) or any(scan.certificate not in known for scan in scans):
        problems.append(
            Refusal("showing.receipt", "有的扫码凭证不是所选执法人员的，请刷新后重新选择。", CITE, "receipts")
        )
    if problems:
        raise Refused(problems)
    showing = IdentityShowing.objects.create(case=case, shown_at=shown_at, place=place.strip(), method=method)
    showing.officers.set(officers)
    ShowingReceipt.objects.bulk_create(
        ShowingReceipt(
            showing=showing,
            receipt=scan.receipt,
            certificate_number=scan.certificate,
            scanned_at=scan.scanned_at,
            code_sha256=scan.code_sha256,
        )
        for scan in scans
    )
    record(
        "cases.identity.shown",
        agency=case.agency,
        actor=actor,
        now=now,
        subject=f"showing:{showing.uuid}",
        case_uuid=case.uuid,
        data={
            "shown_at": shown_at,
            "place": showing.place,
            "method": method,
            "certificates": sorted(o.certificate_number for o in officers),
            **({"receipts": {scan.receipt: scan.code_sha256 for scan in scans}} if scans else {}),
        },
    )
    return showing
