"""The one error a person meets from this room."""

from __future__ import annotations


class StoreError(Exception):
    """The disk or the home is not as it should be.

    `message` says what happened and `hint` what to do, one line each. Neither ever holds
    anything a person wrote.
    """

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
