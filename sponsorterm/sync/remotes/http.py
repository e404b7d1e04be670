"""The HTTP endpoint as a remote: HTTP v1 of `wire` over one kept connection."""

from __future__ import annotations

import contextlib
from collections.abc import Container, Iterator, Sequence
from datetime import UTC, datetime
from typing import TypeVar

import msgspec

from sponsorterm import wire
from sponsorterm.strings import sync as words
from sponsorterm.sync.remotes.base import BadSecret, Batch, RemoteError
from sponsorterm.sync.remotes.connection import ROOM, Answer, Connection, Refusal

_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"
T = TypeVar("T", bound=msgspec.Struct)


class HttpRemote:
    """One space on an endpoint.

    A cursor is `epoch_id:after:etag`; the tag is there once all was read up to `after`.
    """

    def __init__(self, server: str, space: str, token: str | None) -> None:
        self.name = server
        self._base = f"v1/spaces/{space}"
        self._connection = Connection(server, token)

    def put(self, uploads: Sequence[wire.Upload]) -> list[wire.UploadResult]:
        """Send one batch; the endpoint answers when it is on its disk."""
        if not uploads:
            return []
        body = wire.write(wire.UploadBody(list(uploads)))
        answer = self._connection.ask("POST", f"{self._base}/envelopes", body=body)
        results = _read(answer, wire.UploadAnswer).result
        if [result.id for result in results] != [upload.envelope.id for upload in uploads]:
            raise RemoteError("damaged", words.NOT_WHAT_WAS_SENT)
        return results

    def fetch(
        self,
        cursor: str,
        known: Container[str],  # noqa: ARG002 - a cursor tells all an endpoint needs
        *,
        wait: int = 0,
    ) -> Batch:
        """One page, or with `wait` a long-poll that ends when there is something."""
        epoch, after, etag = _parse(cursor)
        wait = min(wait, wire.MAX_WAIT)
        try:
            answer = self._connection.ask(
                "GET",
                f"{self._base}/envelopes",
                params={"after": after, "limit": wire.MAX_PAGE, "wait": wait},
                headers={"If-None-Match": etag} if etag else None,
                wait=wait,
            )
        except RemoteError:
            if wait and self._connection.closed:
                return Batch((), cursor, epoch)
            raise
        if answer.status == 304:
            return Batch((), cursor, epoch)
        return _batch(_read(answer, wire.Page), epoch, after, answer.etag)

    def ids(self) -> set[str]:
        """All ids; a large space is asked for piece by piece."""
        return set(self._ids(""))

    def _ids(self, prefix: str) -> Iterator[str]:
        try:
            answer = self._connection.ask("GET", f"{self._base}/ids", params={"prefix": prefix})
        except Refusal as refusal:
            if refusal.wire_code != "too_large" or len(prefix) > 3:
                raise
            for letter in _ALPHABET:
                yield from self._ids(prefix + letter)
            return
        yield from _read(answer, wire.Ids).id

    def get(self, envelope_id: str) -> wire.Envelope:
        """One envelope by its id."""
        answer = self._connection.ask("GET", f"{self._base}/envelopes/{envelope_id}")
        envelope = _read(answer, wire.Envelope)
        if envelope.id != envelope_id:
            raise RemoteError("damaged")
        return envelope

    def purge(self, envelope_id: str, secret: str) -> None:
        """Delete one envelope; the secret goes in a header, so that no log has it."""
        headers = {wire.PURGE_HEADER: secret}
        try:
            self._connection.ask("DELETE", f"{self._base}/envelopes/{envelope_id}", headers=headers)
        except Refusal as refusal:
            if refusal.wire_code == "bad_secret":
                raise BadSecret from None
            raise

    def digest(self) -> wire.Digest:
        """The endpoint's own count and bucket hashes."""
        return _read(self._connection.ask("GET", f"{self._base}/digest"), wire.Digest)

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()


def time_at(server: str) -> datetime:
    """What time it is at an endpoint; nobody is asked who wants to know.

    Raises:
        RemoteError: as `Connection.ask`.
    """
    with contextlib.closing(Connection(server)) as connection:
        answer = connection.ask("GET", "v1/info")
    return datetime.fromtimestamp(_read(answer, wire.Info).server_time, UTC)


def register(server: str, space: str, token: str, code: str) -> None:
    """Open a space with a registration code; `token` is the first device's, member `a`'s.

    Opening it again with the same token changes nothing.

    Raises:
        RemoteError: as `Connection.ask`.
    """
    body = wire.write(wire.NewSpace(wire.token_hash(token)))
    with contextlib.closing(Connection(server, code)) as connection:
        connection.ask("PUT", f"v1/spaces/{space}", body=body)


def add_device(
    server: str,
    space: str,
    token: str,
    device_hash: str,
    member: wire.Member,
    *,
    recovery: bool = False,
) -> str:
    """Let another device into a space one is in; the id it can be revoked by.

    With `recovery` it is the way back in, which is there once for each member.

    Raises:
        RemoteError: as `Connection.ask`.
    """
    body = wire.write(wire.NewDevice(device_hash, member, recovery))
    with contextlib.closing(Connection(server, token)) as connection:
        answer = connection.ask("POST", f"v1/spaces/{space}/devices", body=body)
    return _read(answer, wire.DeviceAnswer).device


def close_space(server: str, space: str, token: str) -> None:
    """Make a space read-only for good, by one's own recovery token; again is fine.

    Raises:
        RemoteError: as `Connection.ask`.
    """
    with contextlib.closing(Connection(server, token)) as connection:
        connection.ask("POST", f"v1/spaces/{space}/close")


def revoke_device(server: str, space: str, token: str, device: str) -> None:
    """Shut out a device of one's own by one's recovery token, and those it has added.

    Raises:
        RemoteError: as `Connection.ask`.
    """
    with contextlib.closing(Connection(server, token)) as connection:
        connection.ask("DELETE", f"v1/spaces/{space}/devices/{device}")


def _read(answer: Answer, kind: type[T]) -> T:
    try:
        return wire.read(answer.body, kind, limit=wire.MAX_BODY + ROOM)
    except wire.BadBody:
        raise RemoteError("damaged") from None


def _parse(cursor: str) -> tuple[str, int, str]:
    """A cursor's parts; of what is no cursor of ours, those of the beginning."""
    epoch, _, rest = cursor.partition(":")
    after, _, etag = rest.partition(":")
    if not (epoch and after.isascii() and after.isdigit()):
        return "", 0, ""
    return epoch, int(after), etag


def _batch(page: wire.Page, epoch: str, after: int, etag: str) -> Batch:
    if (epoch and page.epoch_id != epoch) or page.head < after:
        return Batch((), "", page.epoch_id, reset=True, more=True)
    if page.more and page.cursor <= after:
        # It would be asked for the same page for ever.
        raise RemoteError("damaged")
    read_to_the_end = etag if not page.more else ""
    cursor = f"{page.epoch_id}:{page.cursor}:{read_to_the_end}"
    return Batch(page.envelope, cursor, page.epoch_id, more=page.more)
