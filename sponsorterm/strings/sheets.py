"""Words of the sheets of step work."""

from __future__ import annotations

OWN_ORDER = "These rows are in the order of the amends list."

STATES = {
    "not_started": "not begun",
    "draft": "draft",
    "submitted": "handed in",
    "another_look": "another look",
    "reviewed": "looked at",
    "done": "done",
}
METHODS = {"written": "written here", "paper": "on paper", "spoken": "in conversation"}


def no_table(title: str) -> str:
    """A sheet without rows."""
    return f"{title} has no table, only pages."


def no_pages(title: str) -> str:
    """A sheet without prompts of its own."""
    return f"{title} has no pages, only a table."


FOUND = {
    "another_look": "needs another look",
    "reviewed": "looked at",
    "done": "done",
    "ready_to_sponsor": "ready to sponsor",
}
CHANGED = "changed since"


def standing(state: str, method: str | None, *, changed: bool) -> str:
    """Where a sheet stands, how it was done, and whether somebody holds an older version."""
    words = STATES[state]
    if method and state == "done":
        words = f"{words}, {METHODS[method]}"
    return f"{words}, {CHANGED}" if changed else words
