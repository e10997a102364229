"""页面 What the office answers: one file per desk or group of pages."""
