"""Papers: the assessment's report, its parts, and where a paper goes."""
