"""Words for whether everything would survive the loss of this device."""

from __future__ import annotations

WORDS_NOT_CHECKED = "not backed up: your twelve words were never written down"
NOWHERE_ELSE = "not backed up: everything is on this device alone"


def backed_up(checked: str, where: str, when: str) -> str:
    """Words and place are both there."""
    return f"backed up: words checked {checked}, everything is at {where} as of {when}"


def same_disk(where: str) -> str:
    """A place that goes when this disk goes."""
    return f"not backed up: everything is also at {where}, but that is on this device too"


def not_in_step(where: str) -> str:
    """A place elsewhere that lacks something."""
    return f"not backed up: {where} does not have everything yet"
