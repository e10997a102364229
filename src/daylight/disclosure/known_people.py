"""People the case's own papers name besides its parties: whoever was asked or heard, and who signed for a paper (law.md ch. 9).

Their names, numbers and telephones are secrets of the case like a registered witness's. An address is not taken over: it
may be the place of the act, which the public is to read. Nor are fields in which people write 本人 or 无.
"""

from __future__ import annotations

import re
from typing import Any

from daylight.cases.models import Case
from daylight.recording.models import Document
from daylight.recording.papers import fields_of

# What stands in the place of a name when an office or nobody in particular signed.
NO_NAME = re.compile("本人|当事人|公司|[会委局所处室厅站部厂店社]$")
BESIDE = {"person_id": "id_number", "person_phone": "phone"}


def people_in_papers(case: Case) -> list[dict[str, Any]]:
    """Persons named in finished papers, as ``core.masking.Facts.read`` wants them; parties and officers left out."""
    known = {each.name for each in case.parties.all()}
    known |= {each.person.name for each in case.handlers.select_related("person")}
    found: dict[str, dict[str, Any]] = {}
    for document in case.documents.exclude(state=Document.DRAFT).order_by("id"):
        fields = fields_of(document)
        name = str(fields.get("person_name") or "").strip()
        # One character is no name, and would blank half the text.
        if len(name) < 2 or name in known:
            continue
        person = found.setdefault(name, {"name": name, "kind": "person", "role": "witness"})
        person |= {kind: str(fields[code]) for code, kind in BESIDE.items() if fields.get(code)}
    for name in case.services.values_list("receiver", flat=True):
        signed = name.strip()
        if len(signed) > 1 and signed not in known and not NO_NAME.search(signed):
            found.setdefault(signed, {"name": signed, "kind": "person", "role": "witness"})
    return list(found.values())
