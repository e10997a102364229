"""案件 Cases: parties, steps, clocks — who, what, which item, which step (行政处罚法第五章)."""
