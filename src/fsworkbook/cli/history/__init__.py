"""History: what was recorded, by whom, shared with whom, and whether it is whole."""
