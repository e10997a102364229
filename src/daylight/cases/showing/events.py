"""Events of 扫码亮证, with the sentence the timeline shows."""

SENTENCES = {
    "cases.codes.issued": "领取亮证码",
    "cases.codes.stopped": "停用亮证码",
    "cases.portrait.kept": "登记执法证照片",
}
