"""清单 The lists that rule: versions, approval, diff, and what was in force on a day (90号方案一)."""
