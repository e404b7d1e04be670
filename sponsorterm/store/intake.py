"""From files to the index: what is new, what is gone, and what somebody changed by hand.

A file is taken at its word only while its name is the hash of its bytes. Anything else is
either my own edit, which becomes a revision, or set aside: nobody edits another's words.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sponsorterm.records.codec import decode, decode_copy, decode_own
from sponsorterm.records.entry import MINE
from sponsorterm.records.errors import BadRecord
from sponsorterm.records.ids import revision_id
from sponsorterm.records.revision import Revision
from sponsorterm.store.edits import complete, is_kept, revise
from sponsorterm.store.errors import StoreError
from sponsorterm.store.files import Unreadable
from sponsorterm.store.home import Home
from sponsorterm.store.index import Index
from sponsorterm.store.quarantine import set_aside
from sponsorterm.store.shelf import Place, Shelf, told_by
from sponsorterm.strings import store as words

Progress = Callable[[int, int], None]
"""Called with how many files were read and how many there are to read."""

_YOUNG = 2_000_000_000
"""Nanoseconds for which a folder's time proves nothing: a second change may share its tick."""
_RECENT = 2
"""Months of mine whose every file is looked at each time."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A file that is not as it should be. `field` may be empty; neither tells what is in it."""

    file: str
    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes here: the device's name, and the clock and home with its quarantine."""

    device: str
    now: Callable[[], datetime]
    home: Home


class Intake:
    """Keeps an index in step with the files of a shelf.

    What it puts right, and a person should hear of, is added to `noticed`.
    """

    def __init__(
        self,
        index: Index,
        shelf: Shelf,
        author: Author,
        noticed: list[Problem],
        *,
        stands_in: bool = False,
    ) -> None:
        """`stands_in`: another index, that cannot be opened now, may know more than this one."""
        self._index = index
        self._stands_in = stands_in
        self._shelf = shelf
        self._author = author
        self._noticed = noticed
        self._looked: dict[str, int] = {}
        self._odd: list[Place] = []

    def look_everywhere(self, progress: Progress | None = None, *, thorough: bool = True) -> None:
        """Compare every file of mine, and every folder of others, with the index.

        A file that came over a link is never believed when changed, so there a folder's time
        is enough; it saves a sponsor of fifty a hundred thousand questions to the disk. When
        not `thorough` it is enough for my own older months too: what somebody changed in
        place in one of those is then taken in by the next thorough look.

        Raises:
            StoreError: the folders themselves may not be listed.
            sqlite3.Error: the index failed.
        """
        moved: set[str] = set()
        times: dict[str, int | None] = {}
        on_shelf = self._shelf.spaces()
        # One space after the other: those of fifty people have six thousand folders.
        for space in sorted({*on_shelf, *self._index.spaces()}):
            here = self._shelf.folders(space) if space in on_shelf else {}
            known = self._index.folders(space)
            asked = sorted(here)[0 if thorough else -_RECENT :] if space == MINE else ()
            moved.update(asked, (one for one, _ in here.items() ^ known.items()))
            settled = {folder: _settled(mtime) for folder, mtime in here.items()}
            times |= {one: settled.get(one) for one, _ in settled.items() ^ known.items()}
            if self._is_watched(space):
                self._looked |= settled
        news = {folder: count for folder in sorted(moved) if (count := self._count_news(folder))}
        done = 0
        for folder, count in news.items():
            self._look(folder)
            done += count
            if progress:
                progress(done, sum(news.values()))
        self._settle_odd()
        self._remember(times)

    def look_again(self) -> None:
        """Take in what changed in folders whose time moved since the last look.

        Others' folders are looked at only when nobody announces what is written there.

        Raises:
            StoreError, sqlite3.Error: as `look_everywhere`.
        """
        folders = self._shelf.folders(MINE if self._index.is_shared else None)
        for folder in folders.keys() | self._looked.keys():
            if folders.get(folder) != self._looked.get(folder):
                self._look(folder)
                self._looked[folder] = _settled(folders.get(folder, 0))
        self._settle_odd()

    def add(self, *kept: tuple[Revision, Place]) -> None:
        """Let the index know files that were just written."""
        with self._index.transaction():
            for revision, place in kept:
                self._index.add(revision, place, self._shelf.stamp(place))

    def _count_news(self, folder: str) -> int:
        """How many files differ. One folder that may not be read does not stop the others."""
        try:
            found = self._shelf.listing(folder)
        except StoreError as error:
            self._noticed.append(Problem(folder, "", error.message))
            return 0
        return len({name for name, _ in found.items() ^ self._index.files(folder).items()})

    def _is_watched(self, space: str) -> bool:
        """Whether `look_again` has to look at a space itself: nobody announces what changes."""
        return space == MINE or not self._index.is_shared

    def _remember(self, times: Mapping[str, int | None]) -> None:
        """Keep the times of these folders; None is for one that is gone."""
        with self._index.transaction():
            for folder, mtime in times.items():
                if mtime is None:
                    self._index.forget_folder(folder)
                else:
                    self._index.remember_folder(folder, mtime)

    def _look(self, folder: str) -> None:
        """Bring one folder in step, but for the files that are odd: they come last."""
        if not self._count_news(folder):
            return
        with self._index.transaction():
            found, known = self._shelf.listing(folder), self._index.files(folder)
            for name, stamp in found.items():
                if stamp != known.get(name):
                    self._take(Place(folder, name), stamp, self._put_off)
            # A renamed file is known under its new name before the old one is forgotten.
            for name in known.keys() - found.keys():
                self._index.drop(Place(folder, name))

    def _put_off(self, place: Place, _: bytes) -> None:
        self._odd.append(place)

    def _settle_odd(self) -> None:
        """Settle the files whose names are not the hash of their bytes.

        By now every other file is known, so that an edit taken in before a crash is not taken
        in again. Each is read anew while nobody else writes: another process may be doing
        the same.
        """
        while self._odd:
            place = self._odd.pop()
            with self._index.transaction():
                settle = self._accept if place.space == MINE else self._refuse
                self._take(place, self._shelf.stamp(place), settle)

    def _take(self, place: Place, stamp: str, if_odd: Callable[[Place, bytes], None]) -> None:
        """Take one file in. Whatever is wrong with it, the others are not touched by that."""
        try:
            if "\\" in place.name:
                raise Unreadable(place.name, words.BAD_NAME)
            data = self._shelf.read(place)
            if self._shelf.vouches(place, data) or self._index.knows(
                place.space, revision_id(data)
            ):
                read = decode_own if place.space == MINE else decode_copy
                self._index.add(read(data, str(place)), place, stamp)
            else:
                if_odd(place, data)
        except FileNotFoundError:
            return
        except BadRecord as error:
            self._index.fault(place, stamp, error.field, error.expected)
        except Unreadable as error:
            # Without a stamp it is tried again.
            self._index.fault(place, "" if error.passes else stamp, "", error.reason)
        except StoreError as error:
            self._index.fault(place, "", "", error.message)

    def _accept(self, place: Place, data: bytes) -> None:
        """Make a revision of my own edit; only then does the edited file give way."""
        author, source = self._author, str(place)
        payload = self._index.payload_at(place)
        told = decode(payload) if payload is not None else None
        is_edit = told_by(place.name) is not None
        if is_edit and told is None:
            self._wait_for_index(place)
        at = author.now()
        new = (
            revise(data, told, author.device, at, source)
            if is_edit
            else complete(data, author.device, at, source)
        )
        known = [decode(each) for each in self._index.payloads(new.record, MINE)]
        kept = new.payload != data and is_kept(new, told, known)
        if not kept:
            self.add((new, self._shelf.put(MINE, new)))
        if is_edit:
            reason = words.SAME_WORDS if kept else words.EDITED
            set_aside(author.home, data, reason, source, at)
        self._give_way(place, told)

    def _refuse(self, place: Place, data: bytes) -> None:
        """Set aside what is not the other person's, and put their own words back if known."""
        payload = self._index.payload_at(place)
        if payload is None:
            self._wait_for_index(place)
        reason = words.NOT_THEIR_WORDS if payload is None else words.RESTORED
        set_aside(self._author.home, data, reason, str(place), self._author.now())
        self._give_way(place, decode(payload) if payload is not None else None)
        self._noticed.append(Problem(str(place), "", reason))

    def _wait_for_index(self, place: Place) -> None:
        """Leave a changed file alone while only the index out of reach has its first words."""
        if self._stands_in:
            raise Unreadable(place.name, words.WAITS_FOR_INDEX)

    def _give_way(self, place: Place, told: Revision | None) -> None:
        if told is None:
            self._shelf.remove(place)
            self._index.drop(place)
        else:
            self._shelf.restore(place, told.payload)
            self.add((told, place))


def _settled(mtime: int) -> int:
    """A folder's time, or 0 while it is too young to prove that nothing else changed."""
    return mtime if time.time_ns() - mtime > _YOUNG else 0
