"""Views made into papers: one document tree, and a writer for each format."""
