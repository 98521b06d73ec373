"""Home: what somebody sees who types the program's name alone, and the way from there to every command."""
