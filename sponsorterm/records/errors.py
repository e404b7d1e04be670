"""The one error this room raises."""

from __future__ import annotations


class BadRecord(ValueError):
    """A record that cannot be read or must not be written.

    It names the file and the field and says what was expected. It never repeats what the
    person wrote.
    """

    def __init__(self, source: str, field: str, expected: str) -> None:
        place = f"{source}: {field}" if field else source
        super().__init__(f"{place}: {expected}")
        self.source = source
        self.field = field
        self.expected = expected
