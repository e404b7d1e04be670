"""Words for a record that was written on two devices apart, on screens and the command line."""

from __future__ import annotations

from collections.abc import Sequence

from sponsorterm.strings import kinds

THIS_DEVICE = "this device"
DELETED = "deleted"
NOT_ANSWERED = "-"
DAY = "Day"
NO_QUESTION = "Nothing of that name waits for a choice."
NO_QUESTION_HINT = "See what does: sponsorterm merge"
SEVERAL = "More than one starts like that."
NOT_MIXED = "Of these only one or the other can be taken."
NOT_MIXED_HINT = "Take one of them, whole."
SOURCE = "the merged entry"
NEWER = "A newer version of sponsorterm wrote this. Update here first, then choose."
OWN = {"link": "your link", "profile": "your profile"}
LEVELS = {"full": "all of it", "numbers": "the numbers only", "withdrawn": "nothing any more"}


def kind(name: str) -> str:
    """What kind of record it is."""
    return OWN.get(name) or kinds.name(name)


def device(name: str) -> str:
    """Another device, by the start of its name."""
    return f"device {name[:4]}"


def where(device: str, moment: str, *, deleted: bool) -> str:
    """On which device, when, and whether it was an end."""
    return f"{device}, {moment}" + (f", {DELETED}" if deleted else "")


def gave(name: str, levels: Sequence[str]) -> str:
    """What devices gave apart."""
    given = " and ".join(LEVELS[level] for level in levels)
    return f"{name} was given {given}, on devices apart. The least counts until you say more."


def will_hold(name: str, level: str) -> str:
    """What somebody will hold by this choice."""
    return f"{name} will hold {LEVELS[level]}."


def ask_more(name: str, level: str) -> str:
    """Somebody could be shown more; that is the person's to say."""
    return f"{name} holds {LEVELS[level]} for now. Share it again if they are to see more."


def as_it_was(name: str) -> str:
    """A version was never given to somebody, so neither is what is made of it."""
    return f"{name} holds it as it was. Share it again if they are to see this."


DAY_EXPECTED = "a day is expected here, like 2026-11-20"
TABLE_EXPECTED = "a table is expected here"

COMMENT = """\
Two versions of one entry. What stands below is how it will be kept.
Change what you like; lines that begin with # are not read.
"""
