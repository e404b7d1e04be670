"""What an entry is called on the command line."""

from __future__ import annotations

from sponsorterm.records.entry import Entry

NAME_LENGTH = 7
"""Letters of an id that tell it from all others, but for the rarest chance."""


def short_name(entry: Entry) -> str:
    """The name an entry goes by in lists and on the command line."""
    return entry.id[:NAME_LENGTH]
