"""The quality checklist of an assessment, with its evidence gathered and its gaps named (section H)."""
