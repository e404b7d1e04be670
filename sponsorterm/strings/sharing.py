"""Why something is not shared. A key may be named; what was written never is."""

from __future__ import annotations


def not_shareable(kind: str, level: str) -> str:
    """This kind gives nothing at this level."""
    return f"a {kind} cannot be shared as {level}; keep it private or choose another level"


def unknown_answer(key: str) -> str:
    """A held-back answer that is not there to hold: better to stop than to send it."""
    return f"{key} is to be held back, but there is no such answer here; nothing was filed"
