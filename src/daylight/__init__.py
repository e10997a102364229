"""Daylight 阳光执法: the three systems of administrative enforcement as a running platform."""
