"""What the routes ask of storage, whatever database stands behind it.

A mailbox keeps spaces; a space has devices of two members, `a` and `b`, and a set of
envelopes that only grows, but for what is purged by secret. It never looks into an envelope
and never chooses between two. `tests/endpoint/test_mailbox.py` is the contract: every
implementation passes it.

Each method that writes returns after its rows are durable. All of them raise `Refused` with
the code named here; what else a database may raise, the routes answer as `server_error`.
"""

from __future__ import annotations

from typing import NamedTuple, Protocol

from sponsorterm import wire

AROUND_BOX = 128
"""Bytes of an envelope's TOML that are not its box, rounded up."""


class Visit(NamedTuple):
    """A device let into its space, and how the space stood at that moment."""

    space: str
    device: str
    member: wire.Member
    recovery: bool
    """Whether it came with the member's recovery token, which no single device needs to have."""
    head: int
    """The last sequence number given in this space."""
    held: int
    """Envelopes in it now: with `head` it names the set, for only a purge lowers it."""


class Entry(NamedTuple):
    """A device that may enter, and whether it is new."""

    device: str
    new: bool


class Mailbox(Protocol):
    """Storage of the endpoint. One instance belongs to one event loop."""

    @property
    def epoch_id(self) -> str:
        """Random per database: another one means that cursors start again."""
        ...

    async def check(self) -> None:
        """Raise if the database cannot be read."""
        ...

    async def open_space(self, space: str, code_hash: str, token_hash: str, now: float) -> Entry:
        """Open a space for member `a`'s first device; the same again changes nothing.

        Raises:
            Refused: `registration_closed` for a code that is unknown or revoked,
                `token_conflict` if another token has opened it, `quota` of the code.
        """
        ...

    async def visit(self, space: str, token_hash: str) -> Visit:
        """Let a device in.

        Raises:
            Refused: `bad_token` if no device has this token, `no_space` if one has but not in
                this space, whether there is such a space or not.
        """
        ...

    async def add_device(
        self, visit: Visit, token_hash: str, member: wire.Member, *, recovery: bool = False
    ) -> Entry:
        """Add a device of the visitor's own member, or the first of `b`.

        With `recovery` it is the visitor's own member's way back in, of which there is one: it
        does not count as a device, falls with none, and cannot be revoked.

        Raises:
            Refused: `not_member` if it would be another one of the other member,
                `token_conflict` if that token is the other member's or there is another way
                back in, `closed`, `quota`.
        """
        ...

    async def revoke(self, visit: Visit, device: str) -> None:
        """Shut a device out, and those it has added for its own member.

        Raises:
            Refused: `needs_recovery` if the visitor came with a device's token, `not_found`,
                or `not_member` if it is the other member's, or a way back in.
        """
        ...

    async def close_space(self, visit: Visit) -> None:
        """Make the space read-only for good. Revoking and purging stay possible.

        Raises:
            Refused: `needs_recovery` if the visitor came with a device's token.
        """
        ...

    async def store(self, visit: Visit, uploads: list[wire.Upload]) -> list[wire.UploadResult]:
        """Keep all of these or none, one result each in the order they came.

        Raises:
            Refused: `closed`, `quota`.
        """
        ...

    async def page(self, visit: Visit, after: int, limit: int, room: int) -> wire.Page:
        """Envelopes with a sequence number above `after`, up to the visit's head.

        Args:
            visit: who asks, and up to where.
            after: the cursor of the last page, 0 to begin.
            limit: envelopes at most.
            room: bytes the page may have as TOML; one envelope always fits.
        """
        ...

    async def ids(self, visit: Visit, prefix: str = "") -> list[str]:
        """Ids of the space's envelopes that begin with `prefix`, sorted."""
        ...

    async def envelope(self, visit: Visit, envelope_id: str) -> wire.Envelope:
        """One envelope. Raises `Refused`: `not_found`."""
        ...

    async def purge(self, visit: Visit, envelope_id: str, purge_hash: str) -> None:
        """Delete one envelope so that its bytes are gone from disk; unknown ids are gone.

        Raises:
            Refused: `bad_secret`.
        """
        ...

    async def news(self, visit: Visit, seconds: float) -> None:
        """Wait until the space has grown past the visit's head, or `stop`, or time is up."""
        ...

    def stop(self) -> None:
        """End all waiting, now and from now on."""
        ...

    async def put_drop(self, rdv: str, slot: wire.Slot, data: bytes, now: float) -> bool:
        """Leave a pairing drop; true if it is new, false if the same bytes were there.

        Raises:
            Refused: `slot_taken`, `quota`.
        """
        ...

    async def get_drop(self, rdv: str, slot: wire.Slot, now: float) -> bytes:
        """The bytes of a drop. Raises `Refused`: `not_found` if there is none or it is old."""
        ...

    async def delete_drop(self, rdv: str, slot: wire.Slot) -> None:
        """Remove a drop, if there is one."""
        ...

    async def sweep(self, now: float) -> None:
        """Remove the drops that are too old."""
        ...
