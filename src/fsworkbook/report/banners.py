"""What stands on every page of a paper: for whom it is, and that it is of a training family."""

from typing import Final

TEAM_ONLY: Final = "For the team only"
TRAINING: Final = "Training example"
