"""Words of a table."""

from __future__ import annotations

OPEN = "-"
"""A cell with nothing in it, where it has a line to itself."""


def row(number: int) -> str:
    """A row by its number."""
    return f"Row {number}"


def of(number: int, count: int) -> str:
    """Which page."""
    return f"{number} of {count}"


def name(number: int, first: str) -> str:
    """What a row goes by: its number and its first cell."""
    return f"{number}  {first}" if first else str(number)
