"""The store: what a person saved and what came to them, durable first and found quickly."""

from __future__ import annotations

import contextlib
import re
import sqlite3
from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sponsorterm.records.codec import decode, decode_copy, decode_own
from sponsorterm.records.entry import MINE, Entry
from sponsorterm.records.revision import Revision, heads
from sponsorterm.store.attached import Attached
from sponsorterm.store.conclusions import Conclusion, conclusions_of, keep_conclusions
from sponsorterm.store.device import device_name
from sponsorterm.store.digest import digests_of
from sponsorterm.store.drawer import Drawer
from sponsorterm.store.errors import StoreError
from sponsorterm.store.forgetting import clear_drawer, forget
from sponsorterm.store.home import Home
from sponsorterm.store.index import Index
from sponsorterm.store.intake import Problem, Progress
from sponsorterm.store.quarantine import set_aside
from sponsorterm.store.selection import Selection, entry, match
from sponsorterm.store.shelf import Place
from sponsorterm.strings import store as words

_LINK = re.compile(r"[0-9a-f]{32}")


def _local_now() -> datetime:
    return datetime.now().astimezone()


class Store(Attached):
    """One open home's records. Threads may share it; so may processes, each with their own.

    The files are the truth. The index is asked because it is quick; when it is missing,
    damaged or another version's, it is built anew, and no save ever fails because of it.
    """

    @classmethod
    def open(
        cls,
        home: Home,
        *,
        progress: Progress | None = None,
        now: Callable[[], datetime] = _local_now,
        thorough: bool = True,
    ) -> Self:
        """Open a home that was set up, and take in what changed since it was last open.

        `progress` hears of the files read when there are any; `now` dates hand edits.
        `thorough` is as `Intake.look_everywhere` says.

        Raises:
            Locked: its lock is on, and `home` is not under the cover it gave.
            StoreError: it was not set up, is not this person's alone, or cannot be used.
        """
        if not home.exists():
            raise StoreError(words.NO_HOME, words.NO_HOME_HINT)
        home.check_open()
        home.create()
        store = cls(home, device_name(home.device), now, thorough=thorough)
        store._attach(progress, opening=True)
        store._news = store._ask(Index.news)
        return store

    def close(self) -> None:
        """Let go of the index."""
        with self._lock:
            self._index.close()

    def __enter__(self) -> Self:
        """Use the store in a `with`."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""
        self.close()

    def save(self, payload: bytes) -> Revision:
        """Keep a revision of mine. On return it survives any crash; again is fine.

        Raises:
            BadRecord: it is none; nothing was written.
            StoreError: it could not be written.
        """
        return self.save_many([payload])[0]

    def save_many(self, payloads: Sequence[bytes]) -> list[Revision]:
        """Keep several revisions of mine, each durable before the next is begun.

        Raises:
            BadRecord: one is none; nothing was written.
            StoreError: one could not be written; those before it are kept.
        """
        return self._keep(MINE, [decode_own(payload) for payload in payloads])

    def receive(self, link: str, payload: bytes) -> Revision:
        """Keep a shared copy that came over a link. It can touch nothing outside that link.

        Raises:
            BadRecord: it is none; nothing was written.
            StoreError: `link` is no link's record id, or it could not be written.
        """
        _check_link(link)
        return self._keep(link, [decode_copy(payload)])[0]

    def keep_all(self, payloads: Sequence[bytes], link: str | None = None) -> list[Revision]:
        """Keep many at once, mine or what came over a link; on return all are durable.

        A crash or an error on the way keeps some of them, each whole. Much faster than one
        by one, because nothing waits for the one before it.

        Raises:
            BadRecord: one is none; nothing was written.
            StoreError: `link` is no link's record id, or one could not be written.
        """
        if link is None:
            revisions = [decode_own(payload) for payload in payloads]
        else:
            _check_link(link)
            revisions = [decode_copy(payload) for payload in payloads]
        places = self._shelf.put_all(link or MINE, revisions)
        self._tell_index(*zip(revisions, places, strict=True))
        return revisions

    def forget(
        self, space: str, names: Collection[str] | None = None, *, mentions: Collection[str] = ()
    ) -> None:
        """Remove revisions for good, or with no `names` all that came over a link.

        Drafts and what was set aside that name one of `mentions` go first, then the files in
        this order, then what the index knows of them. What a disk keeps is out of reach.

        Raises:
            StoreError: a file could not be removed. Those before it are gone; again is fine.
        """
        if names is None:
            _check_link(space)
        for folder in (self.home.quarantine, self.home.drafts):
            clear_drawer(Drawer(self.home, folder), mentions)
        self._ask(lambda index: forget(index, self._shelf, space, names))

    def revision(self, id: str) -> Revision:
        """One revision with its exact bytes.

        Raises:
            StoreError: there is none of this id.
        """
        payload = self._ask(lambda index: index.payload(id))
        if payload is None:
            raise StoreError(words.NO_REVISION, words.NO_REVISION_HINT)
        return decode(payload)

    def knows(self, space: str, id: str) -> bool:
        """Whether a space has this revision."""
        return self._ask(lambda index: index.knows(space, id))

    def revisions(self, record: str, space: str = MINE) -> list[Revision]:
        """All that is known of a record, newest last."""
        payloads = self._ask(lambda index: index.payloads(record, space))
        return sorted((decode(payload) for payload in payloads), key=lambda r: r.order)

    def everything(self, space: str = MINE) -> list[tuple[str, bytes]]:
        """Every revision of a space, by id, with its exact bytes."""
        return self._ask(lambda index: index.everything(space))

    def names(self, space: str = MINE) -> list[str]:
        """The ids of `everything`, without reading it."""
        return self._ask(lambda index: index.names(space))

    def heads(self, record: str, space: str = MINE) -> list[Revision]:
        """The revisions of a record that nothing supersedes, newest last."""
        return heads(self.revisions(record, space))

    def entries(
        self,
        *,
        space: str | Collection[str] | None = MINE,
        kinds: Collection[str] | None = None,
        record: str | None = None,
        since: date | None = None,
        until: date | None = None,
        link: str | Collection[str] | None = None,
        unread: bool = False,
        lingering: bool = False,
        written_since: datetime | None = None,
        limit: int | None = None,
        oldest_first: bool = False,
        withdrawn: bool = False,
        tombstones: bool = False,
        versions: bool = False,
        undecided: bool = False,
    ) -> list[Entry]:
        """Records, newest first; `space=None` means everywhere, both days are included.

        Of several spaces or links all are read in one question.

        Of mine each is one entry: with several heads the one that acts. `versions` gives every
        head, `undecided` only what my own devices wrote apart, so that a choice is needed.

        `link` chooses those of mine that are meant for it, `unread` those I have not marked
        at this revision, `lingering` those to be looked at long after their day,
        `written_since` those written since a moment, whatever day they are for.
        A record of which any head is "withdrawn" is left out, and so is a deleted one; a
        record deleted here and edited there is shown, with two heads.
        """
        chosen = Selection(
            space,
            kinds,
            record,
            since,
            until,
            link,
            unread,
            lingering,
            withdrawn,
            tombstones,
            versions,
            undecided,
            written_since,
        )
        return self._entries(chosen, limit, oldest_first)

    def search(
        self,
        words: str,
        *,
        space: str | None = None,
        kinds: Collection[str] | None = None,
        since: date | None = None,
        until: date | None = None,
        limit: int = 100,
    ) -> list[Entry]:
        """Heads whose texts hold every word, or one that begins so; accents do not matter."""
        if not match(words):
            return []
        chosen = Selection(space, kinds, None, since, until, words=words)
        return self._entries(chosen, limit, oldest_first=False)

    def count(
        self,
        *,
        space: str | None = MINE,
        kinds: Collection[str] | None = None,
        record: str | None = None,
        since: date | None = None,
        until: date | None = None,
        withdrawn: bool = False,
        tombstones: bool = False,
    ) -> int:
        """How many `entries` there would be."""
        chosen = Selection(
            space, kinds, record, since, until, withdrawn=withdrawn, tombstones=tombstones
        )
        return int(self._ask(lambda index: index.rows(*chosen.count()))[0][0])

    def tally(self, space: str) -> dict[str, int]:
        """How many `entries` of each kind a space has; as quick for a hundred thousand."""
        return self.tallies([space])[space]

    def tallies(self, spaces: Collection[str]) -> dict[str, dict[str, int]]:
        """The same of several spaces in one question."""
        found: dict[str, dict[str, int]] = {space: {} for space in spaces}
        for space, kind, count in self._ask(Index.live):
            if space in found:
                found[space][kind] = count
        return found

    def digest(self, space: str) -> str:
        """`rules.presence.live_digest` of all that a link has given and may be shown."""
        return self.digests([space])[space]

    def digests(self, spaces: Collection[str]) -> dict[str, str]:
        """The same of several links."""
        return self._ask(lambda index: digests_of(index, spaces))

    def conclusions(self, links: Collection[str]) -> dict[str, Conclusion]:
        """What was concluded of each of these links, as far as it stands."""
        return self._ask(lambda index: conclusions_of(index, links))

    def conclude(self, made: Sequence[Conclusion]) -> None:
        """Keep what was concluded, each if nothing has changed since it was looked for.

        One that cannot be kept is made again another time.
        """
        with self._lock, contextlib.suppress(sqlite3.Error):
            keep_conclusions(self._index, made)

    def newest(self, spaces: Collection[str], kinds: Collection[str]) -> list[Entry]:
        """The newest of these kinds in each space, if there is any, in one question."""
        question = Selection(spaces, kinds).newest(spaces)
        return self._ask(lambda index: [entry(row) for row in index.rows(*question)])

    def told(
        self, spaces: Collection[str], kinds: Collection[str], since: date
    ) -> dict[str, dict[date, int]]:
        """How many `entries` of these kinds each space has for each day from `since` on."""
        chosen = Selection(spaces, kinds, since=since)
        counts: dict[str, dict[date, int]] = {space: {} for space in spaces}
        for space, day, count in self._ask(lambda index: index.rows(*chosen.by_day())):
            counts[space][date.fromisoformat(day)] = count
        return counts

    def counts(
        self, spaces: Collection[str], kinds: Collection[str], since: date, until: date
    ) -> dict[str, int]:
        """How many `entries` of these kinds each space has for these days."""
        chosen = Selection(spaces, kinds, since=since, until=until)
        found = dict(self._ask(lambda index: index.rows(*chosen.by_space())))
        return {space: found.get(space, 0) for space in spaces}

    def given(self, link: str) -> list[str]:
        """Ids of the revisions that a link is to hold: the newest copy of each record."""
        return self._ask(lambda index: index.copies(link))

    def shown(self, link: str) -> list[str]:
        """Of `given` those the other side shows: neither taken back nor a note on how many."""
        return self._ask(lambda index: index.copies(link, shown=True))

    def refresh(self) -> bool:
        """Take in what others wrote; whether anything changed since this was last asked.

        Cheap enough for every second: one row, and a folder's time for each month of mine.

        Raises:
            StoreError: the records can no longer be read.
        """
        self.home.check_open()
        with self._lock:
            if not self._index.is_current():
                self._attach_anew()
            self._ask(lambda _: self._intake.look_again())
            news = self._ask(Index.news)
            changed, self._news = news != self._news, news
            return changed

    def problems(self) -> list[Problem]:
        """Files that hold no revision, and what was put right since the store was opened."""
        found = self._ask(Index.problems)
        standing = [
            Problem(str(Place(folder, name)), field, reason)
            for folder, name, field, reason in found
        ]
        with self._lock:
            return [*standing, *self._noticed]

    def quarantine(self, data: bytes, reason: str, source: str) -> Path:
        """Keep what cannot be used, with the reason beside it; it is never deleted here.

        Raises:
            StoreError: it could not be written.
        """
        return set_aside(self.home, data, reason, source, self._now())

    def _entries(self, chosen: Selection, limit: int | None, oldest_first: bool) -> list[Entry]:
        question = chosen.listing(limit, oldest_first)
        return self._ask(lambda index: [entry(row) for row in index.rows(*question)])

    def _keep(self, space: str, revisions: list[Revision]) -> list[Revision]:
        for revision in revisions:
            self._tell_index((revision, self._shelf.put(space, revision)))
        return revisions


def _check_link(link: str) -> None:
    if not _LINK.fullmatch(link):
        raise StoreError(words.LINK_SHAPE, words.NAME_HINT)
