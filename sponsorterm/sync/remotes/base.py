"""What every remote can do, and the one error it raises."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from sponsorterm.records.kinds import Place
from sponsorterm.store.errors import StoreError
from sponsorterm.store.paths import path_at
from sponsorterm.strings import sync as words
from sponsorterm.wire import Digest, Envelope, Upload, UploadResult

ErrorCode = Literal[
    "unreachable",
    "busy",
    "not_mounted",
    "refused",
    "closed",
    "no_space",
    "full",
    "read_only",
    "damaged",
    "newer",
    "too_many",
]


class RemoteError(Exception):
    """A remote cannot do what was asked.

    Attributes:
        code: What kind of trouble it is.
        message: What happened, in one line.
        hint: What to do, in one line.
        retry_after: Seconds to wait before the next try, if the remote named them.
    """

    def __init__(
        self,
        code: ErrorCode,
        message: str = "",
        hint: str = "",
        *,
        retry_after: float | None = None,
    ) -> None:
        usual_message, usual_hint = words.REMOTE_ERRORS[code]
        self.code: ErrorCode = code
        self.message = message or usual_message
        self.hint = hint or usual_hint
        self.retry_after = retry_after
        super().__init__(self.message)


@dataclass(frozen=True, slots=True)
class Odd:
    """Something in a shared place that is not an envelope one can read.

    `waits` is true for what may still become whole: a file that a sync tool has not
    finished. The rest (links, devices, files too large) is never read.
    """

    name: str
    reason: str
    waits: bool


@dataclass(frozen=True, slots=True)
class Batch:
    """One page of envelopes.

    Attributes:
        cursor: Where the next page starts. Opaque; to be kept once this page is durable.
        epoch: The random name of the remote's set. Another one means another set.
        reset: The cursor given was of another set, or of a later state of this one, so the
            remote has lost something. The page is empty and `cursor` starts over.
        more: There are further pages at once.
        odd: What was found on the way and could not be read.
    """

    envelopes: Sequence[Envelope]
    cursor: str
    epoch: str
    reset: bool = False
    more: bool = False
    odd: Sequence[Odd] = ()


class Remote(Protocol):
    """A set of envelopes of one space, kept somewhere both people can reach.

    Every method may raise `RemoteError` and may be repeated without harm.
    """

    name: str
    """What a person knows the place by: an address or a path."""

    def put(self, uploads: Sequence[Upload]) -> list[UploadResult]:
        """Add envelopes, at most `wire.MAX_BATCH` of `wire.MAX_BODY` in all.

        When this returns, they are kept. One result each, in the order they came.
        """
        ...

    def fetch(self, cursor: str, known: Container[str], *, wait: int = 0) -> Batch:
        """The page after a cursor; the empty cursor is the beginning.

        Args:
            cursor: From the batch before, or from an earlier sync.
            known: Ids the caller has. A remote may leave them out.
            wait: Seconds to wait for something new if there is nothing.
        """
        ...

    def ids(self) -> set[str]:
        """The ids of all envelopes that can be read there."""
        ...

    def get(self, envelope_id: str) -> Envelope:
        """One envelope. Raises `RemoteError` `damaged` if it is not there."""
        ...

    def purge(self, envelope_id: str, secret: str) -> None:
        """Delete one envelope, with the secret whose hash went up with it."""
        ...

    def digest(self) -> Digest:
        """Count and bucket hashes of `ids`, to be compared with one's own."""
        ...

    def close(self) -> None:
        """Let go of it. A `fetch` waiting in another thread ends with an empty batch."""
        ...


class BadSecret(RemoteError):
    """An envelope went up under another purge secret: it is not this device's to delete."""

    def __init__(self) -> None:
        super().__init__("refused", *words.ENDPOINT_REFUSALS["bad_secret"])


def name_of(place: Place) -> str:
    """What the remote of a place is called, and the ledger knows it by."""
    if place.kind == "http":
        return place.where
    try:
        return str(path_at(place.where))
    except StoreError:  # the remote itself says what is wrong with it
        return place.where
