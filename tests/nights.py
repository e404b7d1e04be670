"""How much is tried: by day what a change must pass, at night ten times more of it."""

from __future__ import annotations

import os

from hypothesis import settings

NIGHTS = os.environ.get("SPONSORTERM_NIGHTS") == "1"
"""Ten times more of everything, and other cases each time."""
ROUNDS = 10 if NIGHTS else 1


def choose_cases() -> None:
    """By day the same cases for everybody: no change fails by the luck of a draw."""
    settings.register_profile("day", derandomize=True, database=None, deadline=None)
    settings.register_profile("night", deadline=None, print_blob=True)
    settings.load_profile("night" if NIGHTS else "day")
