"""Events of the register of certificates, with the words the timeline shows."""

SENTENCES = {
    "base.certificate.added": "登记证件",
    "base.certificate.audited": "登记年审",
    "base.audit.recorded": "批量登记年审",
    "base.certificate.suspended": "暂扣证件",
    "base.certificate.restored": "恢复证件",
    "base.certificate.cancelled": "注销证件",
}
