"""Words on a printed sheet."""

from __future__ import annotations

YES = "Yes"
NO = "No"


def head(title: str, number: int, pages: int, width: int) -> list[str]:
    """The head of a page: what it is, and which page of how many."""
    page = f"page {number} of {pages}"
    return [f"{title[: width - len(page) - 2]:<{width - len(page)}}{page}", "=" * width, ""]


def row(number: int, width: int) -> str:
    """The rule above a row."""
    return f"-- {number} ".ljust(width, "-")


def scale(numbers: str, low: str, high: str) -> str:
    """Numbers to ring, and what the ends mean."""
    ends = f"   ({low} ... {high})" if low and high else ""
    return numbers + ends
