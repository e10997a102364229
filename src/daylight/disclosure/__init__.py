"""执法公示 Disclosure: mask, second look, publish, correct, withdraw (行政处罚法第48条)."""
