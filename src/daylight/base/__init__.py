"""底层 The ground floor: organisations, rights, journal, vault, ledger, outbox, lawpack. Knows no case."""
