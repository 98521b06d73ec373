"""How the program talks with a person: questions, long answers, drafts, and the ways out of each."""
