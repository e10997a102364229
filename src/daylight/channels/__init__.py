"""渠道 Channels: one small folder per outside system; independent of each other."""
