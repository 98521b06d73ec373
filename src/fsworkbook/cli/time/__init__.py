"""Time: what is due, for whom and by which rule, in one family or in a whole caseload."""
