"""演示 The demonstration: an agency, its people and lists, and sample cases walked through the real acts."""
