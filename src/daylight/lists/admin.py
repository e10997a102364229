"""Read-only: lists change through acts."""
