"""Events of the outbox, with the words the timeline shows."""

ADDED = "base.channel.added"
CHANGED = "base.channel.changed"
CODED = "base.agency.coded"
RESENT = "base.message.resent"

SENTENCES = {
    ADDED: "增加推送渠道",
    CHANGED: "修改推送渠道",
    CODED: "登记本机关的统一社会信用代码",
    RESENT: "重新推送",
}
