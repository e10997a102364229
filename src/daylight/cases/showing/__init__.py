"""扫码亮证 (行政处罚法第五十五条): codes for an officer's telephone, their end, his picture, the receipts of a showing."""
