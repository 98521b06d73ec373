"""The home menu: what is shown, what is offered, and that every command can be reached from it."""
