"""Words of the command line that every verb shares, and the pages of help."""

from __future__ import annotations

from datetime import date

from sponsorterm.strings.dates import MONTHS, WEEKDAYS

ROOT = "Private check-ins between a sponsee and a sponsor. Without a verb: the screens."
ROOT_END = (
    "Help with a verb: sponsorterm VERB --help. In danger now: call your local emergency "
    "number. Exit codes: 0 done, 1 did not work, 2 wrong command line, 3 not filed (status), 4 not "
    "authorised, 5 saved but not synced, 6 needs a person, 7 bad data, 10 not set up, 130 "
    "interrupted."
)

SUMMARIES = {
    "setup": "Make a home here: a name, and the rest has defaults",
    "demo": "Look around with made-up people; nothing is kept",
    "log": "Write an inventory or any other form, a question a line",
    "edit": "Change an entry; how it was before is kept",
    "shred": "Write something that is kept nowhere",
    "status": "Say whether today is filed and what waits",
    "list": "Your entries, the newest first",
    "show": "One entry in full, with what was said about it",
    "search": "Find words in everything you wrote or were given",
    "merge": "Choose between what two of your devices wrote apart",
    "delete": "Delete an entry; it can be brought back for thirty days",
    "withdraw": "Take an entry back from those who hold a copy",
    "trash": "What was deleted: bring it back, or let it go",
    "steps": "Where you stand with each step",
    "amends": "Whom you owe something, and how far it has come",
    "notes": "Threads with the people you are linked with",
    "reply": "Answer a note, or comment on an entry",
    "dash": "Your sponsees, the one who needs a look first",
    "triage": "Walk all that is new or flagged, one thing after the other",
    "invite": "Link with somebody: make a code for them",
    "join": "Link with somebody: use the code they gave you",
    "people": "Your links, and how each of them syncs",
    "sync": "Send what waits and fetch what is new",
    "insight": "The long view: curves, counts, clocks, this day in other years",
    "report": "One month as Markdown or as an HTML page",
    "clock": "The days you count: setbacks, earlier times, milestones",
    "reach": "Whom to turn to, now: numbers, your people, your plan",
    "doctor": "Look at everything that could go wrong unseen",
    "backup": "Your twelve words, everything in one file, and how safe it is",
    "restore": "Bring everything back on a new device",
    "watch": "Stay, and run a command of yours for each new flag",
    "remind": "What waits today, in a line without names",
    "export": "Write everything to a folder as plain files",
    "import": "Read in what export wrote",
    "lock": "Seal everything under a passphrase, or lock it now",
    "erase": "Erase everything, here and wherever it can be reached",
    "config": "Where everything lies",
    "serve": "Run an endpoint for people to meet at",
    "server": "Look after an endpoint: prepare it, hand out codes",
}
GROUPS = {
    "Start": ("setup", "demo"),
    "In a hard moment": ("reach",),
    "Every day": ("log", "edit", "shred", "status", "list", "show", "search", "insight", "merge"),
    "Second thoughts": ("delete", "withdraw", "trash"),
    "The programme": ("steps", "clock", "amends", "notes", "reply"),
    "Sponsoring": ("dash", "triage", "watch", "remind"),
    "Together": ("invite", "join", "people", "sync"),
    "Your data": (
        "backup",
        "restore",
        "report",
        "doctor",
        "export",
        "import",
        "lock",
        "config",
        "erase",
    ),
    "For whoever runs an endpoint": ("serve", "server"),
}
OPTIONS = "Options"
VERBS = "Verbs"
OPTIONS_EVERYWHERE = "Works with every verb"
EVERYWHERE = {
    "json": "Print one JSON document; its schema number comes first.",
    "plain": "No colour and no signs but plain letters, line by line.",
    "quiet": "Say nothing beside the result.",
    "no_input": "Never ask anything.",
    "yes": "Take the default where something would be asked.",
    "color": "Colour: auto, always or never. NO_COLOR counts too.",
    "day": "A day: 2026-11-20, today or yesterday.",
}

INTERRUPTED = "Stopped. What was saved stays saved."
NO_SUCH_DAY = "That is not a day."
NO_SUCH_DAY_HINT = "Write it like 2026-11-20, today or yesterday."
DAY_TO_COME = "That day has not come yet."
DAY_TO_COME_HINT = "An entry is for today or for a day before."
NEEDS_A_YES = "This has to be agreed to, and nobody is there to be asked."
NEEDS_A_YES_HINT = "Add --yes if it is meant."
NOTHING_CHANGED = "Nothing was changed."
NOBODY_TO_ASK = "There is nobody here to ask."
ENTRY_NOT_FOUND_HERE = "There is nothing here yet."


def write_over(path: str) -> str:
    """May a file that is there already be written over?"""
    return f"There is a {path}. Write over it?"


def fault(kind: str, place: str) -> str:
    """An error nobody foresaw: its class and the place in the program, never its text."""
    where = f", {place}" if place else ""
    return (
        f"This is a fault of sponsorterm ({kind}{where}). What was saved is safe; please report it."
    )


def system_refused(name: object, reason: str) -> str:
    """The system's own words about a file."""
    return f"{name}: {reason}." if name else f"{reason}."


def see_help(command: str) -> str:
    """Where the right spelling stands."""
    return f"See: {command} --help"


def on(day: date) -> str:
    """Fri 20 Nov 2026."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def problem(file: str, field: str, reason: str) -> str:
    """A file that could not be used; it stays where it is."""
    return ": ".join(part for part in (file, field, reason) if part)
