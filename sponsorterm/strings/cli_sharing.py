"""Words of the last look before filing: who gets what, and what is held back."""

from __future__ import annotations

LEVELS = {"private": "nothing", "numbers": "numbers only", "full": "all of it"}
"""What a sponsor gets at each level, in the order of its digits."""
KEYS = "1 nothing · 2 numbers · 3 all of it · h hold back · v the very text · < back"
KEYS_PLAIN = "1 nothing, 2 numbers, 3 all of it, h hold back, v the very text, < back"
FILES = "Enter files it > "
GOES_ON = "Enter goes on > "
NOT_A_KEY = "Press 1, 2 or 3, h, v, < or Enter."
HOLD = "Numbers of the answers to hold back, or to give again; Enter when done"
NOTHING_TO_HOLD = "There is nothing here that could be held back."
NOT_A_NUMBER = "That is none of these numbers."
GIVEN = "given"
HELD = "held back"
SHARE_FORM = "This is not NAME=private, NAME=numbers or NAME=full."
SHARE_HINT = "For example: --share Maria=numbers"
NOT_A_SPONSOR = "Entries are given to a sponsor, and this link is none."
SEE_PEOPLE = "See: sponsorterm people"


def seen_by(name: str) -> str:
    """The heading."""
    return f"What {name} will see"


def nothing(name: str) -> str:
    """At level private."""
    return f"{name} sees nothing of this entry."
