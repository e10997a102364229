"""文书模板 Builders: the fields of a document template become blocks. Papers without their own builder use the general form."""

from __future__ import annotations

from collections.abc import Callable

from daylight.core.lawrecords import DocumentTemplate
from daylight.recording.render.blocks import Block
from daylight.recording.render.templates.decision import penalty_decision
from daylight.recording.render.templates.general import form, prose, signers_of
from daylight.recording.render.templates.notices import hearing_notice, penalty_notice, stop_order
from daylight.recording.render.templates.people import recusal_decision
from daylight.recording.render.templates.permit import permit_paper
from daylight.recording.render.templates.records import inquiry_record, record_form
from daylight.recording.render.templates.sheet import Sheet
from daylight.recording.render.templates.spot import spot_decision

Builder = Callable[[Sheet], tuple[Block, ...]]

BUILDERS: dict[str, Builder] = {
    "hearing_notice": hearing_notice,
    "hearing_record": record_form,
    "inquiry_record": inquiry_record,
    "penalty_decision": penalty_decision,
    "penalty_notice": penalty_notice,
    "recusal_decision": recusal_decision,
    "service_receipt": record_form,
    "site_record": record_form,
    "spot_decision": spot_decision,
    "statement_record": record_form,
    "stop_order": stop_order,
}
# Who signs at the foot of every page of a record (部办法第24条 逐页签名).
PAGE_SIGNERS: dict[str, tuple[str, ...]] = {
    "hearing_record": ("当事人签名", "主持人签名", "记录人签名"),
    "inquiry_record": ("被询问人签名", "调查人签名", "记录人签名"),
    "site_record": ("当事人签名", "勘测人签名", "见证人签名"),
    "statement_record": ("陈述人签名", "记录人签名"),
}


def page_signers(template: DocumentTemplate) -> tuple[str, ...]:
    """Who signs at the foot of every page of a paper of ``template``."""
    return PAGE_SIGNERS.get(template.code) or signers_of(template)


def build(sheet: Sheet) -> tuple[Block, ...]:
    """The blocks of a paper."""
    outward = permit_paper if sheet.template.code.startswith("permit_") else prose
    general: Builder = outward if sheet.template.external else form
    return BUILDERS.get(sheet.template.code, general)(sheet)
