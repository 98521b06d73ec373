"""What every command stands on: the desk, the settings, the family sat down to, answers in and words out."""
