"""Taking something out of a family's whole history: the one way to rewrite it, and how colleagues' folders follow."""
