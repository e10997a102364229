"""No background work: a list comes into force by its date, not by a job that could be late."""
