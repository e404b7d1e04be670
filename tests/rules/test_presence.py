"""Presence: what has not arrived, what is not known, and what is in step."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest

from sponsorterm.records.entry import Entry
from sponsorterm.records.kinds import Note, Presence
from sponsorterm.rules.presence import Arrival, arrival, live_digest
from tests.rules.conftest import TODAY, ago


@pytest.mark.parametrize(
    ("note_ago", "given", "here", "synced_ago", "expected"),
    [
        (0, 5, 5, 0, Arrival("in_step", known_until=ago(0))),
        (1, 5, 5, 0, Arrival("in_step", known_until=ago(1))),
        (2, 5, 5, 0, Arrival("not_synced", known_until=ago(2))),
        # More has come since the note was written: nothing is missing.
        (0, 5, 6, 0, Arrival("in_step", known_until=ago(0))),
        (0, 5, 4, 0, Arrival("missing", 1)),
        (0, 5, 2, 0, Arrival("missing", 3)),
        # What was promised and never came stays missing however old the promise is.
        (9, 5, 4, 0, Arrival("missing", 1)),
        (0, 0, 0, 0, Arrival("in_step", known_until=ago(0))),
        # A note dated ahead of the last sync, by a wrong clock, speaks for no day after it.
        (-30, 5, 5, 3, Arrival("not_synced", known_until=ago(3))),
        (-30, 5, 5, 1, Arrival("in_step", known_until=ago(1))),
        # This device does not remember when it synced; the note itself came on its day.
        (4, 5, 5, None, Arrival("not_synced", known_until=ago(4))),
        (-30, 5, 5, None, Arrival("in_step", known_until=ago(0))),
    ],
)
def test_a_note_says_what_is_known(
    entry: Callable[..., Entry],
    note_ago: int,
    given: int,
    here: int,
    synced_ago: int | None,
    expected: Arrival,
) -> None:
    note = entry(Presence(count=given, digest="0" * 32), ago=note_ago)
    synced_on = None if synced_ago is None else ago(synced_ago)
    assert arrival(note, here, "0" * 32, synced_on=synced_on, today=TODAY) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (5, Arrival("differs")),
        # More are missing than can be told apart; that is said, not that something differs.
        (6, Arrival("missing", 1)),
        # Here is more than the note knows of: it is an old one, and proves nothing.
        (4, Arrival("in_step", known_until=TODAY)),
    ],
)
def test_as_many_but_not_the_same_differ(
    entry: Callable[..., Entry], given: int, expected: Arrival
) -> None:
    note = entry(Presence(count=given, digest="1" * 32))
    assert arrival(note, 5, "0" * 32, synced_on=TODAY, today=TODAY) == expected


def test_without_a_note_nothing_is_known(entry: Callable[..., Entry]) -> None:
    for nothing in (None, entry(Note(body="x"))):
        assert arrival(nothing, 12, "", synced_on=TODAY, today=TODAY) == Arrival("unknown")


def test_the_digest_is_of_a_set_of_ids_in_order() -> None:
    one, two = "a" * 32, "b" * 32
    # BLAKE2b with 16 bytes, as any other program would compute it.
    expected = hashlib.blake2b((one + two).encode(), digest_size=16).hexdigest()
    assert live_digest([two, one]) == live_digest([one, two, one]) == expected
    assert live_digest([one]) != expected
    assert live_digest([]) == hashlib.blake2b(digest_size=16).hexdigest()
