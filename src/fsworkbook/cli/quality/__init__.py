"""Recording quality: the check of words."""
