"""The engine: my envelopes go to a remote, the others' come to me, and both sets end up equal.

A remote is a set that only grows, an envelope is the same however often it is sealed, and what
was received is kept before it is remembered: so any step may be lost, repeated or done in
another order, on any channel and remote, and the end is the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property

from sponsorterm import wire
from sponsorterm.records.codec import decode
from sponsorterm.records.errors import BadRecord
from sponsorterm.records.revision import MOST_SUPERSEDED
from sponsorterm.rules.sharing import may_author
from sponsorterm.sealing.envelope import direction_of, seal, unseal
from sponsorterm.sealing.errors import SealingError
from sponsorterm.sealing.keys import purge_secret
from sponsorterm.strings import sync as words
from sponsorterm.sync.batching import batches
from sponsorterm.sync.channel import Channel, Outcome
from sponsorterm.sync.ledger import Ledger, Seen
from sponsorterm.sync.remotes.base import BadSecret, ErrorCode, Odd, Remote, RemoteError

MOST_PAGES = 2_000
"""Pages in one sync; a full space has 500. More is a remote that goes in circles."""
MOST_SET_ASIDE = 200
"""Refused envelopes of one space that are kept to be looked at; of more only the id is."""

MOST_A_DAY = 20_000
"""Envelopes of the other person taken in on one day: ten years of two people are 15,000. Of more
the rest waits for the next day, so that nobody is flooded in an hour."""
MOST_REVISIONS = MOST_SUPERSEDED + 1
"""Revisions of one record of the other person: the last has to name all others. More are set
aside, so that no record grows without end."""

_STILL_READABLE: frozenset[ErrorCode] = frozenset({"full", "read_only", "closed", "too_many"})
"""Troubles with sending that do not keep anybody from reading."""


def sync_once(channel: Channel, remote: Remote, ledger: Ledger, now: datetime) -> Outcome:
    """Send what the remote lacks, fetch what I lack, delete what is no more, compare both sets.

    Trouble with the remote is told in the outcome and remembered, never raised.

    Raises:
        StoreError: what came could not be kept here. It will come again.
    """
    sync = _Sync(channel, remote, ledger, now)
    error = None
    try:
        error = sync.push()
        sync.pull()
        sync.purge()
        error = sync.compare(refill=error is None) or error
    except RemoteError as trouble:
        error = trouble
    return _concluded(sync, remote, ledger, error, now)


def repair(channel: Channel, remote: Remote, ledger: Ledger, now: datetime) -> Outcome:
    """Believe nothing that is remembered of a remote: look at all of it again.

    What was refused is looked at again, what is lacking here is fetched, what is lacking
    there is sent. A remote that cannot be asked leaves what is remembered as it is.

    Raises:
        StoreError: as `sync_once`.
    """
    error, space = None, channel.keys.space
    sync = _Sync(channel, remote, ledger, now)
    try:
        there = remote.ids()
        lost = frozenset(ledger.held(space, remote.name) - there)
        ledger.forget(space, remote.name, there)
        sync = _Sync(channel, remote, ledger, now, compared=len(there))
        sync.pull()
        error = sync.push(lost)
        error = sync.compare(refill=error is None) or error
    except RemoteError as trouble:
        error = trouble
    return _concluded(sync, remote, ledger, error, now)


def leave(channel: Channel, remote: Remote, ledger: Ledger, now: datetime) -> Outcome:
    """The last round with a remote: delete all of mine, then send what is still to be said.

    Nothing is read: of an envelope that was never seen here only the direction is looked at.
    """
    sync = _Sync(channel, remote, ledger, now)
    try:
        sync.clear()
        error = sync.push()
    except RemoteError as trouble:
        error = trouble
    if error is not None and error.code == "closed":
        error = None  # the other side was first, so they know
    return _concluded(sync, remote, ledger, error, now)


def listen(
    channel: Channel, remote: Remote, ledger: Ledger, now: datetime, *, wait: int = wire.MAX_WAIT
) -> Outcome:
    """Wait up to `wait` seconds for something new, and fetch it. Nothing is sent.

    Raises:
        StoreError: as `sync_once`.
    """
    sync = _Sync(channel, remote, ledger, now)
    try:
        sync.pull(wait)
    except RemoteError as trouble:
        ledger.went_wrong(sync.space, remote.name, trouble.code, now)
        return sync.outcome(trouble)
    # Hearing well says nothing about why sending failed, so such trouble stands.
    if ledger.state(sync.space, remote.name, ()).code not in _STILL_READABLE:
        ledger.went_well(sync.space, remote.name, now)
    return sync.outcome(None)


def _concluded(
    sync: _Sync, remote: Remote, ledger: Ledger, error: RemoteError | None, now: datetime
) -> Outcome:
    """Remember how it went, and tell."""
    if error is None:
        ledger.went_well(sync.space, remote.name, now)
    else:
        ledger.went_wrong(sync.space, remote.name, error.code, now)
    return sync.outcome(error)


def not_begun(
    channel: Channel, place: str, error: RemoteError, ledger: Ledger, now: datetime
) -> Outcome:
    """What there is to say of a place that cannot even be opened; it is remembered."""
    space = channel.keys.space
    ledger.went_wrong(space, place, error.code, now)
    return Outcome(0, 0, 0, 0, 0, ledger.state(space, place, channel.given()), error)


@dataclass(frozen=True, slots=True)
class _Opened:
    """An envelope that could be opened: its id, and the revision in it."""

    name: str
    revision: str
    record: str
    payload: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Known:
    """Ids that are read when somebody asks whether one is among them; an endpoint never does."""

    ids: Callable[[], Container[str]]

    def __contains__(self, name: object) -> bool:
        return name in self.ids()


class _Sync:
    """One sync, and what it has done so far."""

    def __init__(
        self,
        channel: Channel,
        remote: Remote,
        ledger: Ledger,
        now: datetime,
        *,
        compared: int = 0,
    ) -> None:
        self.space = channel.keys.space
        self._channel = channel
        self._remote = remote
        self._ledger = ledger
        self._today = now.astimezone(UTC).date()
        self._revisions: Counter[str] = Counter()
        self._sent = self._received = self._set_aside = self._refilled = self._purged = 0
        self._was_reset = False
        self._compared = compared
        self._odd: dict[str, Odd] = {}

    @cached_property
    def _seen(self) -> set[str]:
        """All that was ever looked at; of ten years a megabyte, and mostly nobody asks."""
        return self._ledger.seen(self.space)

    @cached_property
    def _refused_before(self) -> int:
        return len(self._ledger.refused(self.space))

    def outcome(self, error: RemoteError | None) -> Outcome:
        """What came of it."""
        return Outcome(
            self._sent,
            self._received,
            self._set_aside,
            self._refilled,
            self._purged,
            self._ledger.state(self.space, self._remote.name, self._channel.given()),
            error,
            tuple(self._odd.values()),
            self._compared,
        )

    def push(self, lost: frozenset[str] = frozenset()) -> RemoteError | None:
        """Send what the remote is not known to have; of that, `lost` is what it once had.

        The trouble, if it is one with sending alone.
        """
        try:
            self._send(lost)
        except RemoteError as trouble:
            if trouble.code not in _STILL_READABLE:
                raise
            return trouble
        return None

    def purge(self) -> None:
        """Delete what is to be there no more.

        Of my envelopes one that nobody here knows stays: it may be another device's, of which
        this one has not heard yet.
        """
        given = self._channel.given()
        if maybe := self._ledger.surplus(self.space, self._remote.name, given):
            self._delete(maybe.intersection(self._channel.obsolete()))

    def clear(self) -> None:
        """Delete all that is mine there, but for what is still to be said."""
        mine = self._ledger.mine(self.space).union(self._channel.obsolete()) - self._live()
        there = self._remote.ids()
        unknown = there - mine - self._seen
        # What was put there and is not seen now may be there all the same, and unreadable.
        unseen = mine & self._ledger.held(self.space, self._remote.name) - there
        found = {name for name in unknown if self._is_mine(name)}
        self._delete(there & mine | unseen | found)

    def _live(self) -> set[str]:
        sealed = self._ledger.sealed(self.space)
        return {sealed.get(revision, "") for revision in self._channel.given()}

    def _is_mine(self, name: str) -> bool:
        sealed = self._remote.get(name)
        return direction_of(sealed, self._channel.keys) == self._channel.direction

    def _delete(self, names: Iterable[str]) -> None:
        gone: list[str] = []
        try:
            for name in sorted(names):
                # Somebody else may have put it there under a secret of theirs: the others still go.
                with suppress(BadSecret):
                    self._remote.purge(name, purge_secret(self._channel.purge_key, name))
                    gone.append(name)
        finally:
            self._ledger.let_go(self.space, self._remote.name, gone)
            self._purged += len(gone)

    def _send(self, lost: frozenset[str]) -> None:
        lacking = self._ledger.lacking(self.space, self._remote.name, self._channel.given())
        if not lacking:
            return
        held = self._ledger.held(self.space, self._remote.name)
        outgoing = (each for each in self._channel.outgoing() if each[0] in lacking)
        there: list[tuple[str, str]] = []
        for batch in batches(self._sealed(outgoing, held, there)):
            results = self._remote.put([upload for _, upload in batch])
            confirmed = [(revision, upload.envelope.id) for revision, upload in batch]
            self._ledger.sent(self.space, self._remote.name, confirmed)
            self._seen.update(name for _, name in confirmed)
            stored = [result.id for result in results if result.state == "stored"]
            again = sum(name in lost for name in stored)
            self._refilled += again
            self._sent += len(stored) - again
        if there:
            self._ledger.sent(self.space, self._remote.name, there)

    def pull(self, wait: int = 0) -> None:
        """Fetch page by page; a page is remembered only once all of it is kept."""
        cursor = self._ledger.cursor(self.space, self._remote.name)
        for _ in range(MOST_PAGES):
            batch = self._remote.fetch(cursor, _Known(lambda: self._seen), wait=wait)
            wait = 0
            self._was_reset = self._was_reset or batch.reset
            self._odd.update((odd.name, odd) for odd in batch.odd)
            if batch.envelopes or batch.cursor != cursor:
                self._take_in(batch.envelopes, batch.cursor)
            cursor = batch.cursor
            if not batch.more:
                return
        raise RemoteError("too_many")

    def compare(self, *, refill: bool) -> RemoteError | None:
        """A cursor proves nothing: compare the sets, fetch what I lack, refill what it lost.

        The trouble, if it is one with sending alone.
        """
        theirs = self._remote.digest()
        known = self._ledger.digest(self.space, self._remote.name)
        if not self._was_reset and (known.count, known.bucket) == (theirs.count, theirs.bucket):
            return None
        held = self._ledger.held(self.space, self._remote.name)
        there = self._remote.ids()
        for name in sorted(there - self._seen):
            self._fetch_one(name)
        self._ledger.holds_only(self.space, self._remote.name, there & self._seen)
        return self.push(lost=frozenset(held - there)) if refill else None

    def _fetch_one(self, name: str) -> None:
        try:
            envelope = self._remote.get(name)
        except RemoteError as trouble:
            if trouble.code != "damaged":
                raise
            return  # purged meanwhile, or unreadable: the others still count
        cursor = self._ledger.cursor(self.space, self._remote.name)
        self._take_in([envelope], cursor)

    def _sealed(
        self,
        revisions: Iterable[tuple[str, bytes]],
        held: Container[str],
        there: list[tuple[str, str]],
    ) -> Iterator[tuple[str, wire.Upload]]:
        """Sealed and ready to go; what turns out to lie there already is noted in `there`."""
        for revision, payload in revisions:
            envelope = seal(payload, self._channel.keys, self._channel.direction)
            if envelope.id in held:
                there.append((revision, envelope.id))
                continue
            secret = purge_secret(self._channel.purge_key, envelope.id)
            yield revision, wire.Upload(envelope, wire.purge_hash(secret))

    def _take_in(self, envelopes: Sequence[wire.Envelope], cursor: str) -> None:
        there = {envelope.id: envelope for envelope in envelopes}
        if len(self._seen) + len(there) > wire.MAX_SPACE_ENVELOPES:
            raise RemoteError("too_many")
        unseen = {name: each for name, each in there.items() if name not in self._seen}
        self._refuse_a_flood(len(unseen))
        looked = [self._look_at(each, name) for name, each in unseen.items()]
        opened = [each for each in looked if isinstance(each, _Opened)]
        kept = self._keep(opened) if opened else []
        new = [*kept, *(each for each in looked if isinstance(each, Seen))]
        self._ledger.looked_at(self.space, self._remote.name, new, there, cursor, self._today)
        self._seen.update(there)

    def _refuse_a_flood(self, count: int) -> None:
        """Take no more in a day than two people write in years; what is mine is mine."""
        if self._channel.peer_role is None:
            return
        if self._ledger.taken_in(self.space, self._today) + count > MOST_A_DAY:
            raise RemoteError("too_many", words.FLOOD, words.FLOOD_HINT)

    def _look_at(self, envelope: wire.Envelope, name: str) -> Seen | _Opened:
        """Open what is theirs, or set it aside with the reason."""
        channel = self._channel
        direction, mine = channel.read_direction, channel.peer_role is None
        if not mine and direction_of(envelope, channel.keys) == channel.direction:
            return Seen(name, mine=True)
        try:
            payload = unseal(envelope, channel.keys, direction)
        except SealingError as error:
            return self._refuse(name, wire.write(envelope), str(error))
        try:
            revision = decode(payload, words.FROM_THE_LINK)
            if channel.peer_role and not may_author(channel.peer_role, revision.kind):
                return self._refuse(name, payload, words.NOT_FROM_A_ROLE[channel.peer_role])
            if channel.peer_role and self._is_overfull(revision.record):
                return self._refuse(name, payload, words.OVERFULL)
        except BadRecord as error:
            return self._refuse(name, payload, str(error))
        return _Opened(name, revision.id, revision.record, payload)

    def _is_overfull(self, record: str) -> bool:
        """Count one more revision of a record; whether there are more than it can have."""
        if record not in self._revisions:
            self._revisions[record] = self._ledger.revisions_of(self.space, record)
        self._revisions[record] += 1
        return self._revisions[record] > MOST_REVISIONS

    def _keep(self, opened: Sequence[_Opened]) -> list[Seen]:
        """Keep a page together, which is much quicker; where one is no record, one by one."""
        new = sum(not self._channel.knows(each.revision) for each in opened)
        try:
            self._channel.receive([each.payload for each in opened])
        except BadRecord as error:
            if len(opened) == 1:
                return [self._refuse(opened[0].name, opened[0].payload, str(error))]
            return [seen for each in opened for seen in self._keep([each])]
        self._received += new
        mine = self._channel.peer_role is None
        return [Seen(each.name, mine, each.revision, record=each.record) for each in opened]

    def _refuse(self, name: str, data: bytes, reason: str) -> Seen:
        if self._refused_before + self._set_aside < MOST_SET_ASIDE:
            self._channel.set_aside(data, reason, f"{self._channel.link} {name}")
        self._set_aside += 1
        return Seen(name, refused=reason)
