"""Words of the page on which what two devices wrote apart is put together."""

from __future__ import annotations

KEY_OTHER = "Take this from the other version"
KEY_WHOLE = "Take one version, all of it"
KEY_WRITE = "Write this anew"
KEY_EDITOR = "Write all of it in your editor"
KEY_VIEW = "See how it will be kept, and what others will hold"
KEY_KEEP = "Keep it like this"
KEY_MERGE = "Choose between versions"

HINTS = (
    ("space", "other version"),
    ("K", "keep it"),
    ("w", "one of them whole"),
    ("e", "write it anew"),
    ("v", "look"),
    ("E", "editor"),
)
HINTS_WHOLE = (("enter", "take this one"), ("v", "look"))

HELP = (
    "Two of your devices wrote this apart. Each line is something that differs, with the version "
    "it is taken from; below it stands what each version says. Nothing is lost by choosing: every "
    "version stays in the history."
)
WHICH = "Take which one?"
WRITE_HOW = "It is kept in place of both."
WRITTEN = "written here"
NOT_A_TEXT = "Only a text can be written here. E opens all of it in your editor."
VIEW = "How it will be kept"
KEEP = "Keep it like this?"
SETTLED = "Chosen. Every version stays in the history."
NOTHING_TO_CHOOSE = "There is one version of this, so nothing to choose."
TWO_HEADS = "Written on two devices apart. m chooses; until then this version counts."


def title(kind: str, day: str) -> str:
    """What it is, and for which day."""
    return f"{kind}, {day}: written on two devices apart"


def waits(kind: str, day: str) -> str:
    """One line on the first screen."""
    return f"Choose a version: {kind}, {day}" if day else f"Choose a version: {kind}"


def versions(count: int, text: str) -> str:
    """In a list, before the entry's own words."""
    return f"({count} versions) {text}"
