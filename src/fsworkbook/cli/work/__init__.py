"""The work with a family: modules, visits, events, consent and status; reading it, and putting it right."""
