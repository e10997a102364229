"""工作台 What each desk shows: rows and pages put together from the rooms' own queries, for templates to print."""
