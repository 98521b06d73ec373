"""Time: working days, what happened when, and what is due by which rule (inventory sections C and L6)."""
