"""The terminal: commands and conversations. They parse, ask, call and print; no rule lives here."""
