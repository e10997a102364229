"""登记簿 The ledger: every journal entry as an opaque leaf of a public, append-only, signed tree.

Owns the tree in the database, its files under ``PUBLIC_DIR/log`` and the log key (民诉证据规定第94条：以档案管理方式保管;
在线诉讼规则第16至19条：上链后未经篡改). It knows no case and no field of an event: leaves are commitments.
"""
