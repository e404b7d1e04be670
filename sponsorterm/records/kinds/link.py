"""A link joins two people. It acts only from its owner's private space."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, get_args

from msgspec import Meta, Struct

from sponsorterm.records.ids import RecordId
from sponsorterm.records.kinds.base import Body
from sponsorterm.records.text import Line

Role = Literal["sponsor", "sponsee"]
Cadence = Literal["daily", "weekly", "none"]
LinkState = Literal["invited", "confirming", "active", "paused", "ended"]
ShareLevel = Literal["private", "numbers", "full"]
STATES: tuple[LinkState, ...] = get_args(LinkState)
LEVELS: tuple[ShareLevel, ...] = get_args(ShareLevel)
"""From the least that is shown to the most."""
KeyHex = Annotated[str, Meta(pattern=r"\A[0-9a-f]{64}\Z")]
SpaceHex = Annotated[str, Meta(pattern=r"\A[0-9a-f]{32}\Z")]


class Place(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A remote of this link: an endpoint's address and my token there, or a path."""

    kind: Literal["http", "folder", "file"]
    where: Annotated[str, Meta(min_length=1, max_length=1000)]
    token: Annotated[str, Meta(max_length=200)] | None = None
    """Filled in from this device's keys when a remote is opened; never kept in a record."""

    def __repr__(self) -> str:
        """Neither address nor token belongs in a log."""
        return f"Place({self.kind!r})"


class Link(Body, frozen=True, kw_only=True):
    """Who the other is to me (`role`), the space we share, its keys and where it lies.

    `confirming`: keys are agreed, the digits have not been compared by me. `direction` is
    mine: `a` invited, `b` joined. `copy_key` hides my record ids from everybody else.
    `keep_old` leaves replaced copies where the link syncs. `follows` is the link this one takes
    the place of. The places of an ended link are those where something of mine is left.
    """

    KIND = "link"

    name: Line
    role: Role
    state: LinkState
    space: SpaceHex | None = None
    direction: Literal["a", "b"] | None = None
    root: KeyHex | None = None
    copy_key: KeyHex
    purge_key: KeyHex
    places: list[Place] = []
    cadence: Cadence = "none"
    default_level: ShareLevel = "private"
    since: date | None = None
    ended: date | None = None
    who_ended: Literal["me", "them"] | None = None
    keep_old: bool = False
    follows: RecordId | None = None

    @property
    def precedence(self) -> int:
        """The end of a link comes before all, and of the rest what gives less."""
        return STATES.index(self.state) * len(LEVELS) - LEVELS.index(self.default_level)

    def __repr__(self) -> str:
        """Neither names nor keys belong in a log."""
        return f"Link({self.role!r}, {self.state!r})"
