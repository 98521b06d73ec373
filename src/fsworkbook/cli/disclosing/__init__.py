"""Who may see what: restrictions, copies, records of one person, and what each leaves behind."""
