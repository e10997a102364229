"""Events of the outbox, with the words the timeline shows."""

ADDED = "base.channel.added"
CHANGED = "base.channel.changed"
RESENT = "base.message.resent"

SENTENCES = {
    ADDED: "增加推送渠道",
    CHANGED: "修改推送渠道",
    RESENT: "重新推送",
}
