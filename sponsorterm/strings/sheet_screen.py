"""Words of the screens of step work: one sheet, its cells, handing it in."""

from __future__ import annotations

HELP = (
    "One sheet of step work. Enter writes in a cell, and Enter again goes on: down the column, "
    "or along the row after c. What you write stays here until you hand it in with S, "
    "after a look at the very copies your sponsor gets. Done on paper or in a talk counts too: m."
)
HELP_GIVE = (
    "The very copies that would be sent, line by line. Space keeps a row back, "
    "l changes the level, and nothing goes before g."
)

CELL_KEYS = "Enter next   Tab along   Esc back"
KEY_NEXT = "Keep it and go on"
KEY_RIGHT = "Keep it and go to the right"
KEY_LEFT = "Keep it and go to the left"
KEY_STAY = "Keep it and stay"
KEY_NEW_LINE = "A new line"

KEY_WRITE = "Write in the cell"
KEY_NEW = "A new row"
KEY_DELETE = "Delete the row"
KEY_UNDO = "Take the last change back"
KEY_DOWN = "Move the row down"
KEY_UP = "Move the row up"
KEY_TURN = "Down the column, or along the row"
KEY_PAGES = "The pages of this sheet"
KEY_DONE = "Mark done: written here, on paper, in conversation"
KEY_SUBMIT = "Hand it in to my sponsor"
KEY_SHARE = "Share it without handing it in"
KEY_PRINT = "Write it to a file for printing"

HINT_WRITE = "write"
HINT_NEW = "new row"
HINT_DELETE = "delete"
HINT_UNDO = "undo"
HINT_TURN = "turn"
HINT_PAGES = "pages"
HINT_DONE = "done"
HINT_SUBMIT = "hand in"
HINT_PRINT = "print"
HINT_MOVE = "move"

BY_COLUMN = "column by column"
BY_ROW = "row by row"
EMPTY = "Nothing here yet. n begins the first row; Enter then goes down the column."
EMPTY_PAGES = "Nothing here yet. Enter opens the pages."
HOW_DONE = "How was it done?"
WAYS = (
    ("w", "written", "written here"),
    ("p", "paper", "on paper"),
    ("s", "spoken", "in conversation"),
)
NEW_ROW_KEPT_OUT = "There is nothing in it, so there is no row."
DELETED = "Deleted. u brings it back."
BROUGHT_BACK = "It is back."
UNDONE = "As it was before."
PRINT_TO = "Write it to which file?"
PRINT_ABOUT = "Plain text with page breaks. An empty sheet: begin with a *."
WHICH_SPONSOR = "Who is it for?"
NOBODY_LINKED = "You have no sponsor linked. It can still be printed, or marked done."
STAYS = "This stays here."
STAYS_WHY = "Nobody sees a draft. Your sponsor gets it when you hand the sheet in."

THE_SHEET = "the sheet itself"
KEY_HOLD = "Keep it back, or give it after all"
KEY_LEVEL = "In full, or numbers only"
KEY_GIVE = "Give it"
KEY_RAW = "The bytes themselves"
HINT_HOLD = "keep back"
HINT_LEVEL = "level"
HINT_GIVE = "give it"
HINT_RAW = "the bytes"
LEVELS = {"full": "all of it", "numbers": "numbers only, not a word of yours"}
STAYS_HERE = "stays here"
NO_WORDS = "It says only that there is a row."
HELD_BACK = "Kept back: nothing of this row is given."
RAW_TITLE = "The very bytes"


def rows(count: int) -> str:
    """How many."""
    return f"{count} row" if count == 1 else f"{count} rows"


def file_name(key: str) -> str:
    """What the file is called unless another name is given."""
    return f"~/{key.replace('_', '-')}.txt"


def now(title: str, standing: str) -> str:
    """What a change led to."""
    return f"{title}: {standing}. u takes it back."


def for_whom(name: str, level: str, *, submit: bool) -> str:
    """What this page is."""
    what = "Handing in to" if submit else "Sharing with"
    return f"{what} {name}: {LEVELS[level]}"


def given(name: str, *, submit: bool) -> str:
    """It is on its way."""
    return f"Handed in to {name}." if submit else f"Shared with {name}."


def row(number: int, text: str) -> str:
    """A row in the list of what is given."""
    return f"{number}  {text}" if text else str(number)
