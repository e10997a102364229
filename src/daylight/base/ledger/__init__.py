"""登记簿 The ledger: every journal entry as a leaf of an RFC 6962 log with signed checkpoints."""
