"""补填当事人信息: what registration left empty and the credit record asks for. What stands there already is not touched."""

from __future__ import annotations

from datetime import datetime

from daylight.base.access import require
from daylight.base.act import act
from daylight.base.journal.writing import record
from daylight.base.orgs.models import Person
from daylight.base.sealing import seal
from daylight.cases.models import Party
from daylight.cases.scopes import scope_of
from daylight.core.identifiers import credit_code, identity
from daylight.core.refusal import Refusal, Refused, refuse

CITE = "发改办财金〔2018〕424号"
CODE_LENGTH = 18


@act("cases.party.completed")
def complete_party(
    party: Party,
    legal_representative: str = "",
    code: str = "",
    id_number: str = "",
    *,
    actor: Person,
    now: datetime,
) -> Party:
    """Fill in what is empty, from the licence or the identity card. The decision itself does not change (G26)."""
    fresh = Party.objects.select_for_update(of=("self",)).select_related("case__agency").get(pk=party.pk)
    require(actor, "credit.report", scope_of(fresh.case))
    name, code, number = legal_representative.strip(), credit_code(code).value, id_number.strip()
    if not (name or code or number):
        raise refuse("field.required", "请填写要补的内容。", CITE)
    problems = []
    if name and fresh.legal_representative:
        problems.append(_there("法定代表人", "legal_representative"))
    if code and fresh.credit_code:
        problems.append(_there("统一社会信用代码", "code"))
    elif code and len(code) != CODE_LENGTH:
        said = f"统一社会信用代码应为 18 位，这里是 {len(code)} 位，请核对。"
        problems.append(Refusal("party.code", said, CITE, "code"))
    read = identity(number) if number else None
    if number and fresh.identity_sealed:
        problems.append(_there("证件号码", "id_number"))
    elif number and (read is None or not read.checksum_holds):
        problems.append(Refusal("party.identity", "身份证号不对，请对照证件核对。", CITE, "id_number"))
    if problems:
        raise Refused(problems)
    filled = [
        label for label, given in (("法定代表人", name), ("统一社会信用代码", code), ("证件号码", number)) if given
    ]
    fresh.legal_representative = name or fresh.legal_representative
    fresh.credit_code = code or fresh.credit_code
    if read is not None:
        fresh.identity_sealed = seal(read.value)
    fresh.save(update_fields=["legal_representative", "credit_code", "identity_sealed"])
    record(
        "cases.party.completed",
        agency=fresh.case.agency,
        actor=actor,
        now=now,
        subject=f"party:{fresh.uuid}",
        case_uuid=fresh.case.uuid,
        # Which, not what: a number stands nowhere but sealed.
        data={"name": fresh.name, "filled": filled},
    )
    return fresh


def _there(what: str, field: str) -> Refusal:
    return Refusal("party.there", f"{what}已经登记，不能在这里改动；登记有误的，请承办人办理补正。", CITE, field)
