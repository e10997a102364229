"""当场处罚 (处罚法第51、52条): what is typed on the spot, what may be decided there, and the papers that come of it."""
