"""The month: ratings, summaries and the group supervision."""
