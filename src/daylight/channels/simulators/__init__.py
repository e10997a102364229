"""模拟接收端: stand-ins for receivers that are not here, for tests and demonstrations. Never a real system, and says so."""
