"""Words of the first minute."""

from __future__ import annotations

WELCOME = "Good that you are here."
PROMISE = (
    "What you write stays on this machine, in plain files of yours. "
    "Nobody sees any of it unless you share it."
)
NAME = "What shall you be called here? An alias or initials are fine."
NAME_EXAMPLE = "a name"
START = "A day to count from, if you want one (you can add it later)"
START_EXAMPLE = "2026-11-20, or leave it empty"
COUNTRY = "Your country, for the right numbers behind ! (you can add it later)"
COUNTRY_EXAMPLE = "two letters, like IE, or empty"
ENTER = "  next, then start"
LEAVE = "leave"
HELP = "Three questions, and you can start. Everything else has a default you can change later."


def defaults(zone: str, home: str) -> str:
    """What is set without being asked."""
    return (
        f"Days end at 04:00 in {zone}. Everything is kept in {home}. "
        "Later, L locks it with a passphrase."
    )
