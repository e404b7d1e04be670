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


def too_many(most: int) -> str:
    """More lines or values than a month of anybody's can have."""
    return f"more than {most} lines or values; split the file"


def not_toml(line: str | None) -> str:
    """The file cannot be parsed; the line where that shows, if the parser told."""
    return f"this is not a TOML document (line {line})" if line else "this is not a TOML document"


def one_of_several(name: str, number: int) -> str:
    """How the second person of a name is told from the first."""
    return f"{name} ({number})"
