"""办案 Office: the screens of officers, heads, reviewers, leaders and publishers."""
