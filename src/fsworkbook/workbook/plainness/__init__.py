"""The recording quality of a text: what in it could be plainer, kinder or more exact (inventory K)."""
