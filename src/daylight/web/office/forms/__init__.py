"""表单 What the office asks: one file per group of fields, with the words people read."""
