"""What the keys of the shared widgets do."""

from __future__ import annotations

KEY_DOWN = "Next line"
KEY_UP = "Line before"
KEY_PAGE_DOWN = "A page on"
KEY_PAGE_UP = "A page back"
KEY_FIRST = "First line"
KEY_LAST = "Last line"
KEY_OPEN = "Open"
KEY_KEEP = "Keep it"
KEY_LEAVE = "Leave it as it was"
KEY_YES = "Yes"
KEY_NO = "No"
KEY_NEXT_FIELD = "Next field"
KEY_LAST_FIELD = "Field before"
KEY_CLEAR = "Take the answer back"
KEY_DIGIT = "Choose by number"
KEY_MORE = "To the right"
KEY_LESS = "To the left"
KEY_TURN = "Yes, no, or open"
KEY_GO = "Go on"
KEY_CHOOSE = "Choose, or no longer"

YES = "yes"
NO = "no"


def ends(low: int, low_word: str, high: int, high_word: str) -> str:
    """What the two ends of a scale mean."""
    named = ((low, low_word), (high, high_word))
    return ", ".join(f"{number} {word}" for number, word in named if word)


NEEDED = "(the one answer needed)"
IN_WORDS = "in a few words, or none"
ONE_LINE = "a line, or none"
WHO = "who (initials are enough)"
TELL = "whom I will tell"
BY_DAY = "by when, as 2026-11-20"
A_DAY = "as 2026-11-20"
TOLD_ON = "told on, once it is told"
AT_TIME = "21:05"

KEY_NEXT_PASSAGE = "Next passage"
KEY_PASSAGE_BEFORE = "Passage before"

CHOOSE_KEYS = "Enter  choose    Esc  leave it"


def one_a_line(most: int) -> str:
    """How a short list is written."""
    return f"one a line, up to {most}"
