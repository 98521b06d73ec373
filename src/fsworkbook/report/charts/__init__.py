"""Change over time as drawings: ratings, visits, measures and rulers; each readable in grey, each told in words too."""
