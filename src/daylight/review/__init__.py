"""法制审核 Legal review of a frozen dossier: findings, opinion, reviewers (行政处罚法第58条)."""
