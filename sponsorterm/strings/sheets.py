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
