"""Who may have what: restrictions, what they cover, who reads what, and the words that may not leave (F.20-F.54)."""
