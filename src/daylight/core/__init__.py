"""规则 Pure rules: no Django, no input or output, no clock, no randomness; time and entropy are arguments."""
