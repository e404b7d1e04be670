"""What the engine is given to work on, and what it tells of its work."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from sponsorterm.records.kinds.link import Role
from sponsorterm.sealing.keys import Direction, SpaceKeys, other
from sponsorterm.sync.ledger import RemoteState
from sponsorterm.sync.remotes.base import Odd, RemoteError


@dataclass(frozen=True, slots=True)
class Channel:
    """One space as the engine needs to know it.

    Attributes:
        link: The link's record id; of the private space, any name for it.
        keys: The keys of its space.
        direction: Mine. What is sealed in it is mine, and only that is sent.
        peer_role: What the other person is to me; it says which kinds may come from them. None
            in the private space: there is no other person, and what comes is my own, sealed
            in my direction by another device of mine.
        given: Ids of all revisions of mine meant for this space.
        outgoing: The same with their exact bytes. Asked only where something is lacking.
        receive: Keeps payloads durably; again is fine. Raises `BadRecord` if one is none.
        set_aside: Keeps what cannot be used: bytes, the reason in one line, where it is from.
        purge_key: From which the secrets follow that delete my envelopes.
        obsolete: Ids of all my envelopes that are to be nowhere any more: what was replaced,
            taken back or deleted. Asked only where there is something it might be.
        knows: Whether a revision of theirs is kept here already, so that only news is counted.
    """

    link: str
    keys: SpaceKeys
    direction: Direction
    peer_role: Role | None
    given: Callable[[], Sequence[str]]
    outgoing: Callable[[], Sequence[tuple[str, bytes]]]
    receive: Callable[[Sequence[bytes]], object]
    set_aside: Callable[[bytes, str, str], object]
    purge_key: bytes = field(repr=False)
    obsolete: Callable[[], Collection[str]] = tuple
    knows: Callable[[str], bool] = lambda _: False

    @property
    def read_direction(self) -> Direction:
        """The one direction that is opened.

        In a link's space never my own: the other person holds the same key and could have
        sealed it.
        """
        return self.direction if self.peer_role is None else other(self.direction)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one sync did, and how things stand now.

    Attributes:
        sent: Envelopes of mine that the remote did not have and had never had.
        received: Payloads that came from the other person and were not here yet.
        set_aside: Envelopes that could not be used; the reasons are in the ledger.
        refilled: Envelopes of mine that the remote had lost and was given again.
        purged: Envelopes of mine that were deleted there.
        state: With how many still wait, since when, and what the trouble is.
        error: The trouble itself, with a hint, if the sync did not go through.
        odd: What lies in a shared place and could not be read.
        compared: Of a repair, how many envelopes the remote has.
    """

    sent: int
    received: int
    set_aside: int
    refilled: int
    purged: int
    state: RemoteState
    error: RemoteError | None = None
    odd: Sequence[Odd] = ()
    compared: int = 0

    @property
    def waiting(self) -> int:
        """Revisions of mine that the remote does not have yet."""
        return self.state.waiting
