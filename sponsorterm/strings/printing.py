"""Words on a printed sheet."""

from __future__ import annotations

YES = "Yes"
NO = "No"

HELP = """All sheets of this step as one document, as it would come out of a printer. Space leaves a
sheet out or takes it in; a sheet of what nobody knows is left out until you take it in. What is not
answered has lines to write on. g writes it to a file that only you can read."""
KEY_CHOOSE = "Take the sheet in, or leave it out"
KEY_BLANK = "Empty sheets, or what is written"
KEY_WRITE = "Write it to a file"
HINT_CHOOSE = "in or out"
HINT_BLANK = "empty"
HINT_WRITE = "write it"
KEY_PACKET = "Print the sheets of this step"
HINT_PACKET = "print"
CARE = "Paper has no lock: initials will do."
LEFT_OUT = "left out"
NONE_CHOSEN = "No sheet is chosen. Space takes one in."
NO_SHEETS = "This step has no sheets to print."
WHERE = "Write it to which file?"
WHERE_ABOUT = "Plain text with page breaks. Only you can read it."
OVERWRITE = "There is a file of this name. Write over it?"


def written(path: str) -> str:
    """Where it was written to."""
    return f"Written to {path}"


def file_name(number: int) -> str:
    """What the file is called unless another name is given."""
    return f"~/step-{number}.txt"


def chosen(taken: int, count: int, *, blank: bool) -> str:
    """How many sheets are in it."""
    return f"{taken} of {count} sheets" + (", empty" if blank else "")


def rows(count: int) -> str:
    """How much of a sheet is written; nothing for none."""
    return "" if not count else "1 row" if count == 1 else f"{count} rows"


def head(title: str, number: int, pages: int, width: int) -> list[str]:
    """The head of a page: what it is, and which page of how many."""
    page = f"page {number} of {pages}"
    return [f"{title[: width - len(page) - 2]:<{width - len(page)}}{page}", "=" * width, ""]


def in_it(title: str, count: int, page: int, width: int) -> str:
    """A line of the first page: a sheet, how much of it is written, where it begins."""
    where = f"page {page}"
    left = f"{title}  {rows(count)}".rstrip()
    return f"{left} ".ljust(width - len(where) - 1, ".") + f" {where}"


def step(number: int, title: str) -> str:
    """The title of all sheets of a step together."""
    return f"Step {number}: {title}"


def row(number: int, width: int) -> str:
    """The rule above a row."""
    return f"-- {number} ".ljust(width, "-")


def scale(numbers: str, low: str, high: str) -> str:
    """Numbers to ring, and what the ends mean."""
    ends = f"   ({low} ... {high})" if low and high else ""
    return numbers + ends
