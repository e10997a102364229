"""证据库 The vault: original bytes by their SHA-256, written once, never changed (部办法第21条 原始载体)."""
