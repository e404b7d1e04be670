"""Words of export and of reading it again: what is wrong, and what to do."""

from __future__ import annotations

NOT_EMPTY = "This folder has files in it already."
NOT_EMPTY_HINT = "Name a new or an empty folder; an export never writes over anything."
NO_SUCH_NAME = "There can be no folder of this name."
NOT_A_FOLDER = "There is a file of this name."
NOT_THERE = "There is no such export."
NOT_THERE_HINT = "An export is a folder with profile.toml, links.toml and one file a month."
NOT_TEXT = "this is not UTF-8 text"
OTHER_MONTH = "this day belongs to another month's file"
NOT_A_NAME = "this name is not in links.toml"

NOTHING_TO_IMPORT = "There is nothing to be read in here."
NOTHING_TO_IMPORT_HINT = "Name the folder of an export, or one of its files, like 2026-11.toml."
NOT_RECORDS = "a list of records is expected here"
KEPT_BY_PROGRAM = "the program keeps this kind for itself; it cannot be read in"
NOBODY_OF_THIS_NAME = "you have no link with anybody of this name; link first, then import again"


def imported(taken: int, known: int) -> str:
    """What an import took in."""
    what = "1 record" if taken == 1 else f"{taken} records"
    more = f" {known} {'was' if known == 1 else 'were'} here already." if known else ""
    return f"{what} taken in, nothing of it shared.{more}"


def left_out(file: str, line: int | None, field: str, reason: str) -> str:
    """A record, or a file, that cannot be used."""
    place = f"{file}, line {line}" if line else file
    return f"left out: {': '.join(part for part in (place, field, reason) if part)}"


def too_many(most: int) -> str:
    """More lines or values than a month of anybody's can have."""
    return f"more than {most} lines or values; split the file"


def not_toml(line: str | None) -> str:
    """The file cannot be parsed; the line where that shows, if the parser told."""
    return f"this is not a TOML document (line {line})" if line else "this is not a TOML document"


def one_of_several(name: str, number: int) -> str:
    """How the second person of a name is told from the first."""
    return f"{name} ({number})"
