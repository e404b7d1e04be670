"""Words for answering a form."""

from __future__ import annotations

DOES_NOT_FIT = "this answer does not fit; change it or leave it empty"
YES_OR_NO = "y for yes, n for no, or Enter to leave it open"
NONE = "none"
A_DATE = "a day like 2026-11-20"
A_TIME = "a time of day like 21:05"
A_PAIR = "when this happens -> then I do that"


def a_number(low: int, high: int) -> str:
    """What a scale takes."""
    return f"a number from {low} to {high}, or Enter to leave it open"


def a_choice(count: int) -> str:
    """What a choice takes."""
    return f"a number from 1 to {count} or the first letters, or Enter to leave it open"
