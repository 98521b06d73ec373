"""Beginning: who I am, the training family, the practice model, opening and choosing a family."""
