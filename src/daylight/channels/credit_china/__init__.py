"""信用信息报送（双公示）: penalties and permits to the credit platform, and as files. Natural persons are reported and shared,
never shown to the public (山东省社会信用条例第20条, G20)."""
