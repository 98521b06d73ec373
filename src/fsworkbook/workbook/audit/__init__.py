"""The audit: what a family's whole history shows when each commit is held against the ones before it. No git here."""
