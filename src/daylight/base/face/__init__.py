"""面貌 Face: the look shared by the public site and the office — tokens, type, tables, forms, status words, headers."""
