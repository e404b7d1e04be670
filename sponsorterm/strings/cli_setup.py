"""Words of `setup`, `config`, `export` and `demo`."""

from __future__ import annotations

from collections.abc import Sequence

SETUP = "Make a home here. A name is all that is needed, and an alias is a good name."
NAME = "What you are called here; an alias or initials are fine."
ZONE = "Your time zone, like Europe/Berlin; by default this machine's."
COUNTRY = "Two letters like IE, so that Reach out shows the right numbers."
START = "A day to count from, like 2026-11-20."
COUNT_FROM = "Whether that day itself counts as 0 or as 1."
PACK = "Your programme by its key."
ASK_NAME = "Name: "
ASK_START = "Day to count from (Enter for none): "
ASK_COUNTRY = "Country, two letters, for the right emergency number (Enter for none): "
ASK_WORDS = "Write down your twelve words now, so that nothing is ever lost? (y/n) "
NAME_NEEDED = "A name is needed."
NAME_NEEDED_HINT = "Give it with --name; an alias or initials are fine."
DONE = "Ready."
PLACES = {"data": "records", "state": "state", "config": "settings"}
NEXT = (
    "Write tonight's inventory: sponsorterm log. Link with somebody: sponsorterm invite, or join. "
    "Write down your twelve words: sponsorterm backup words."
)

CONFIG = "Where everything lies."
CONFIG_PATH = "The folders: your records, the program's state with the keys, your settings."

CONFIG_CHECK = (
    "Read the programmes and numbers of your own, and say file, line and key of what is wrong."
)
CONFIG_PACK = "The programmes there are, or the one you choose. What you wrote stays as it is."
CHECKED = "All programmes and numbers of your own can be used."

EXPORT = (
    "Write everything you wrote to a new folder: plain TOML, one month a file, without keys. "
    "Anybody who can open the folder can read it."
)

IMPORT = (
    "Read in what export wrote: a folder, or one file of it. What is here already is left as it "
    "is; what cannot be used is named by file, line and field, and the rest goes on. Nothing is "
    "shared by it."
)

DEMO = (
    "Look around with made-up people in a home that is thrown away. With --plain: the main job, "
    "played on real parts from end to end."
)
AS = "Whose screens to open."


def packs(keys: Sequence[str]) -> str:
    """The programmes there are."""
    return f"There is {', '.join(keys)}."


def works(name: str) -> str:
    """The programme that is worked now."""
    return f"Your programme: {name}"


def exported(count: int, folder: str) -> str:
    """What an export wrote."""
    return f"{count} record{'' if count == 1 else 's'} written to {folder}"


CONFIG_HOLD = (
    "How long what you give waits before it leaves by itself, so that it can still be taken back: "
    "now, so many minutes, or until an hour such as 07:00. Leaving the screens ends the minutes; "
    "sync sends at once; a call you ask for never waits."
)


def holds(minutes: int, until: str | None) -> str:
    """How long a copy waits."""
    if until is not None:
        return f"What you give leaves at {until}. sponsorterm sync sends it before."
    if minutes == 0:
        return "What you give leaves at once."
    what = "a minute" if minutes == 1 else f"{minutes} minutes"
    return f"What you give waits {what}, so that it can be taken back."
