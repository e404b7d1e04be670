"""Words about the private space: all that is mine, kept whole."""

from __future__ import annotations

NAME = "your own devices"
SOURCE = "private"


def open_to_others(place: str) -> str:
    """Why a folder is refused."""
    return f"Other people on this machine can open {place}, so nothing of yours is put there."


def close_it(folder: str) -> str:
    """What to do about it."""
    return f"Choose a folder of your own, or run: chmod 700 {folder}"
