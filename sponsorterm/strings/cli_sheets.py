"""Words of `steps sheets` and what is done with a sheet."""

from __future__ import annotations

from sponsorterm.strings.cli import write_over

SHEETS = "The sheets of a step, or of all: their keys, how much is written, how they stand."
SHEET = "One sheet with its rows, and what your sponsor said to it."
WRITE = (
    "Write on a sheet: a new row, or its pages. Question by question, or as TOML on standard "
    "input (-). What you write stays here until you hand it in."
)
ROW = "Change this row instead of writing a new one."
COLUMN = "Go down one column, row after row."
PAGES = "The pages of a sheet that has a table too."
ROW_VERB = "Move a row, or delete it; it can be brought back for thirty days (see: trash)."
SUBMIT = "Hand a sheet in to your sponsor, after a look at the very copies they get."
TO = "To whom, where you have several sponsors."
LEVEL = "In full, or as numbers only: then no word of yours goes."
HOLD = "Keep this row back; may be given several times."
SHARE_ONLY = "Give it to read without handing it in."
FINISH = "Mark a sheet as done: written here, on paper, or in conversation."
HOW = "How it was done."
REOPEN = "Go back to how a sheet stood before its last change."
PRINT = """Plain pages for a printer, with lines to write on where nothing is written.

A sheet by its key, or by its number all sheets of a step as one document: 4 before the fifth step.
What nobody knows is left out there unless it is named with --sheet."""
PRINT_ONLY = "Of a step, only this sheet; may be given more than once."
PRINT_TO = "Write to a file that only you can read, after a look and a yes."
NOT_PRINTED = "Not written."
BLANK = "The empty sheet, whatever is written on it."

DELETED = "Deleted. It can be brought back: sponsorterm trash"
MOVED = "Moved."
NOT_GIVEN = "Not given. It stays as it was."
NO_COLUMN = "This sheet has no such column."
NO_SPONSOR = "Say which sponsor it is for."
NO_SPONSOR_HINT = "Use: --to NAME (see: sponsorterm people)"


def columns(keys: str) -> str:
    """Those there are."""
    return f"It has: {keys}"


def no_row(number: int, count: int) -> str:
    """A row that is not there."""
    return f"There is no row {number}; this sheet has {count}."


def see(key: str) -> str:
    """Where the rows stand."""
    return f"See them with: sponsorterm steps sheet {key}"


def row_of(number: int, first: str) -> str:
    """The heading of a row in a column."""
    return f"{number}  {first}" if first else str(number)


def seen_by(name: str) -> str:
    """The heading of the preview."""
    return f"What {name} will see"


def stays(count: int) -> str:
    """How many rows are held back."""
    return f"{count} {'row stays' if count == 1 else 'rows stay'} here."


def agree(name: str) -> str:
    """The question before it goes."""
    return f"Give this to {name}?"


def given(name: str, *, submitted: bool) -> str:
    """It was given."""
    return f"Handed in to {name}." if submitted else f"Shared with {name}."


def now(title: str, standing: str) -> str:
    """What a change led to."""
    return f"{title}: {standing}."


def said(name: str, found: str, text: str) -> str:
    """What somebody said."""
    return ": ".join(part for part in (name, found, text) if part)


def agree_print(path: str, *, over: bool) -> str:
    """May these pages be written?"""
    return write_over(path) if over else f"Write these pages to {path}?"


def printed_to(path: str) -> str:
    """Where they are."""
    return f"Written to {path}. Only you can read it; paper has no lock."


def not_of_step(number: str) -> str:
    """A step without sheets, or a sheet of another step."""
    return f"There is no such sheet at step {number}."


def sheets_of_step(keys: str) -> str:
    """Which there are."""
    return f"Its sheets: {keys}" if keys else "It has none to print."
