"""One thing the doctor looked at, and how it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["ok", "look", "act"]
"""All is well; look at it when there is time; do something now."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found, in a line that repeats nobody's words.

    Attributes:
        key: What was looked at, for programs.
        level: How it is.
        says: What was found.
        todo: What to do about it; empty when all is well.
        bad_data: Something a person wrote or was sent cannot be read.
    """

    key: str
    level: Level
    says: str
    todo: str = ""
    bad_data: bool = False
