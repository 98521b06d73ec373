"""A document as a Word file: real styles, that a manager can edit, and that looks like its PDF."""
