"""渠道 Channels: one small folder per outside system; independent of each other. What they share is ``base.outbox``."""
