"""工作日历: the yearly holiday notices as an administrator enters them, over those that come with the lawpack."""
