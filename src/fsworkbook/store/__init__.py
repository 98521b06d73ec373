"""The folder of a family: bytes, names, git history and the lock. Knows the domain, not the terminal."""
