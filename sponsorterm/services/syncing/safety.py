"""Backed up or not: whether what is here would survive the loss of this device.

Two things are needed: words that were really written down, and a place elsewhere that really
holds everything. "In step" is said of places, "backed up" only when both are so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urlsplit

from msgspec.structs import replace

from sponsorterm.records.kinds import Place
from sponsorterm.sealing.errors import BadCode
from sponsorterm.sealing.recovery import private_space, words_of
from sponsorterm.sealing.wordlist import read_words
from sponsorterm.services.home.doors import own_keys, own_seed
from sponsorterm.services.home.session import Session
from sponsorterm.services.syncing.standing import how_long_ago
from sponsorterm.store.errors import StoreError
from sponsorterm.store.paths import path_at
from sponsorterm.strings import safety as words
from sponsorterm.strings.dates import date_of
from sponsorterm.sync.remotes.base import name_of

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Safety:
    """How safe everything is from the loss of this device. `words` says it in one line."""

    backed_up: bool
    words_checked: date | None
    words: str

    @property
    def sentence(self) -> str:
        """The same as a sentence of its own."""
        return f"{self.words[:1].upper()}{self.words[1:]}."


def safety(session: Session) -> Safety:
    """Whether the words are written down and a place elsewhere holds everything."""
    checked = session.profile.words_checked
    if checked is None:
        return Safety(False, None, words.WORDS_NOT_CHECKED)
    places = own_keys(session).places
    if whole := _whole(session, places):
        last_ok, where = max(whole, key=lambda each: str(each[0]))
        day, when = date_of(checked, session.today), how_long_ago(session, last_ok)
        return Safety(True, checked, words.backed_up(day, where, when))
    if not places:
        return Safety(False, checked, words.NOWHERE_ELSE)
    if not any(elsewhere(place, session.home.data) for place in places):
        return Safety(False, checked, words.same_disk(places[0].where))
    return Safety(False, checked, words.not_in_step(places[0].where))


def _whole(session: Session, places: Sequence[Place]) -> list[tuple[datetime | None, str]]:
    """The places elsewhere that hold everything, each with when that was last known."""
    far = [place for place in places if elsewhere(place, session.home.data)]
    if not far:
        return []
    space = private_space(own_seed(session)).space
    names = session.store.names()
    states = [(session.ledger.state(space, name_of(place), names), place) for place in far]
    return [(state.last_ok, place.where) for state, place in states if state.name == "in_step"]


def recovery_words(session: Session) -> list[str]:
    """The twelve words, to be shown and written down; never to be kept or passed on."""
    return words_of(own_seed(session))


def is_word(said: str, word: str) -> bool:
    """Whether somebody said this word of the list; its first four letters are enough."""
    try:
        return read_words(said, 1) == [word]
    except BadCode:
        return False


def note_words_checked(session: Session) -> None:
    """Note that the words were shown to be written down, by saying some of them."""
    profile = replace(session.profile, words_checked=session.today)
    session.save(profile, record=session.profile_record)


def elsewhere(place: Place, home: Path) -> bool:
    """Whether a place would still be there if this disk was not: another disk or machine.

    A path on the same disk may well be carried on by a sync tool, but nothing here can tell.
    """
    if place.kind == "http":
        return (urlsplit(place.where).hostname or "") not in LOOPBACK
    try:
        path = path_at(place.where)
        folder = path if place.kind == "folder" else path.parent
        return folder.stat().st_dev != home.stat().st_dev
    except (OSError, StoreError):
        return False
