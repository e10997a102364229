"""留痕 The journal: every act leaves one entry; nothing in it is ever changed (行政处罚法第47条 全过程记录)."""
