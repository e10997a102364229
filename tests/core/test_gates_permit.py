"""XK01–XK06 both ways, on plain facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from daylight.core.facts import CaseFacts, HearingFacts
from daylight.core.gates import evaluate
from daylight.core.permitfacts import PermitFacts

TODAY = date(2026, 11, 23)
BASE = PermitFacts(
    matter="new", received_on=date(2026, 11, 20), required=("甲", "乙"), received=frozenset({"甲", "乙"})
)
HEARD = HearingFacts(
    requested_on=date(2026, 11, 2), notified_on=date(2026, 11, 5), held_on=date(2026, 11, 20), record_final=True
)
RENEWAL = replace(BASE, matter="renewal", received_on=date(2026, 10, 1), valid_until=date(2026, 11, 20), prior_checked=True)  # fmt: skip


def state(pack, gate: str, permit: PermitFacts | None, hearing: HearingFacts | None = None) -> tuple[str, str]:
    verdict = evaluate([gate], CaseFacts(permit=permit, hearing=hearing), pack, TODAY)[0]
    return verdict.state, verdict.why


@pytest.mark.parametrize("gate", ["XK01", "XK02", "XK03", "XK04", "XK05", "XK06"])
def test_other_files_are_not_asked(pack, gate):
    assert state(pack, gate, None)[0] == "not_applicable"


@pytest.mark.parametrize(("gate", "permit", "hearing", "expected", "said"), [
    ("XK01", BASE, None, "passed", "2 项"),
    ("XK01", replace(BASE, required=()), None, "passed", "没有公布"),
    ("XK01", replace(BASE, received=frozenset({"甲"})), None, "refused", "“乙”"),
    ("XK01", replace(BASE, received=frozenset({"甲"}), corrected=True), None, "refused", "不予受理"),
    ("XK01", replace(BASE, form_ok=False), None, "refused", "法定形式"),
    ("XK02", BASE, None, "not_applicable", ""),
    ("XK02", replace(BASE, interests="不涉及"), None, "not_applicable", ""),
    ("XK02", replace(BASE, interests="涉及重大公共利益"), None, "refused", "利害关系人"),
    ("XK02", replace(BASE, matter="revocation"), None, "refused", "被许可人"),
    ("XK02", replace(BASE, told_on=date(2026, 11, 20)), None, "refused", "2026-11-27"),
    ("XK02", replace(BASE, told_on=date(2026, 11, 20), waived_on=date(2026, 11, 21)), None, "passed", ""),
    ("XK02", replace(BASE, told_on=date(2026, 11, 13)), None, "passed", ""),
    ("XK02", replace(BASE, told_on=date(2026, 10, 30)), HEARD, "passed", ""),
    ("XK02", replace(BASE, told_on=date(2026, 10, 30)), replace(HEARD, held_on=None), "refused", "还没有举行"),
    ("XK02", replace(BASE, told_on=date(2026, 10, 30)), replace(HEARD, held_on=None, withdrawn_on=TODAY), "passed", ""),
    ("XK02", replace(BASE, told_on=date(2026, 10, 30)), replace(HEARD, notified_on=date(2026, 11, 12)), "refused", "提前"),
    ("XK02", replace(BASE, told_on=date(2026, 10, 30)), replace(HEARD, notified_on=date(2026, 11, 11)), "passed", ""),
    ("XK03", BASE, None, "not_applicable", ""),
    ("XK03", replace(BASE, received=frozenset(), listed=("甲",)), None, "refused", "“乙”"),
    ("XK03", replace(BASE, received=frozenset(), listed=("甲", "乙")), None, "passed", ""),
    ("XK03", replace(BASE, listed=("丙",), correction_served_on=date(2026, 11, 27)), None, "passed", ""),
    ("XK03", replace(BASE, listed=("丙",), correction_served_on=date(2026, 11, 30)), None, "refused", "视为受理"),
    ("XK04", replace(BASE, outcome="grant"), None, "passed", ""),
    ("XK04", replace(BASE, outcome="revoke"), None, "refused", "另行登记"),
    ("XK04", replace(BASE, matter="change", outcome="change"), None, "refused", "核对原许可"),
    ("XK04", replace(BASE, matter="change", outcome="change", prior_checked=True), None, "passed", ""),
    ("XK04", replace(RENEWAL, outcome="refuse"), None, "refused", "视为准予延续"),
    ("XK04", replace(RENEWAL, outcome="refuse", valid_until=date(2026, 11, 23)), None, "passed", ""),
    ("XK04", replace(RENEWAL, outcome="refuse", received_on=date(2026, 11, 2)), None, "passed", ""),
    ("XK05", BASE, None, "passed", ""),
    ("XK05", replace(BASE, unserved=("听证通知书",)), None, "refused", "听证通知书"),
    ("XK06", replace(BASE, deemed_on=date(2026, 11, 20)), None, "passed", ""),
    ("XK06", replace(BASE, deemed_on=date(2026, 11, 23)), None, "refused", "2026-11-20"),
    ("XK06", replace(BASE, deemed_on=date(2026, 11, 21), last_received_on=date(2026, 11, 21)), None, "passed", ""),
    ("XK06", replace(RENEWAL, renewal_deemed=True), None, "passed", ""),
    ("XK06", replace(RENEWAL, renewal_deemed=True, valid_until=TODAY), None, "refused", "还没有届满"),
    ("XK06", replace(RENEWAL, renewal_deemed=True, received_on=date(2026, 10, 22)), None, "refused", "2026-10-21"),
    ("XK06", replace(RENEWAL, renewal_deemed=True, valid_until=None), None, "refused", "核对原许可"),
])  # fmt: skip
def test_each_gate_both_ways(pack, gate, permit, hearing, expected, said):
    found, why = state(pack, gate, permit, hearing)
    assert found == expected, why
    assert said in why
