"""Who is who: people, homes, orders, the team."""
