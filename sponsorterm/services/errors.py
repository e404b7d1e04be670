"""What can go wrong in a use case, in words a person can act on."""

from __future__ import annotations

from sponsorterm.strings import services as words


class ServiceError(Exception):
    """One line of what is wrong and one of what to do. Neither repeats anybody's words."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class NotSetUp(ServiceError):
    """There is no home here yet."""

    def __init__(self) -> None:
        super().__init__(words.NOT_SET_UP, words.NOT_SET_UP_HINT)


class UnknownPerson(ServiceError):
    """No link goes by this name, or more than one does."""


class UnknownEntry(ServiceError):
    """No entry goes by this name, or more than one does."""
