"""公示网站 The public site: its own tables and pages; holds redacted copies only; cannot import a case (政府信息公开条例第24条)."""
