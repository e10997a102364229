"""待发 Outbox: what has to reach another room or an outside system, written in the act's own transaction."""
