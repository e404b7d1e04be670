"""What every kind of record shares."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from msgspec import Struct

Level = Literal["numbers", "full", "withdrawn"]
"""How much of an entry a shared copy holds. Not shared at all has no copy, so no level."""
SAFEST: tuple[Level, ...] = ("withdrawn", "numbers", "full")
"""From the level that shows least to the one that shows most."""


class Body(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A record's body. An absent field means "not answered" and never becomes a no.

    `NUMBERS` and `FULL` are the allow-lists of a shared copy: dotted paths, each standing
    for all that lies beneath it. A kind with an empty `FULL` never leaves the person.
    """

    KIND: ClassVar[str]
    NUMBERS: ClassVar[frozenset[str]] = frozenset()
    FULL: ClassVar[frozenset[str]] = frozenset()

    @property
    def lingers(self) -> bool:
        """Whether something in it is still to be dealt with long after its day."""
        return False

    @property
    def precedence(self) -> int:
        """Which of two versions written apart acts until their author has chosen: the greater.

        A kind says more where one version is the safer one.
        """
        return 1


class Unknown(Body, frozen=True, kw_only=True):
    """The body of a kind this version does not know: kept, shown plainly, never published."""

    KIND = ""
    raw: dict[str, Any] = {}


class Withdrawn(Body, frozen=True, kw_only=True):
    """The body of a copy that was taken back: nothing, whatever its kind asks for."""

    KIND = ""
