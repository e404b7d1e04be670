"""The ledger: what it remembers, what it says of a remote, and that losing it loses nothing."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sponsorterm import wire
from sponsorterm.store.errors import StoreError
from sponsorterm.sync.ledger import VERSION, Ledger, RemoteState, Seen
from sponsorterm.sync.remotes.base import ErrorCode

SPACE, OTHER = "a" * 32, "b" * 32
NAME = "https://example.org"
NOW = datetime(2026, 11, 20, 21, 30, tzinfo=UTC)
LATER = NOW + timedelta(hours=2)
DAY = NOW.date()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sync.db"


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    ledger = Ledger(path)
    yield ledger
    ledger.close()


def test_a_new_ledger_knows_nothing(ledger: Ledger) -> None:
    assert ledger.seen(SPACE) == ledger.mine(SPACE) == ledger.held(SPACE, NAME) == set()
    assert ledger.sealed(SPACE) == ledger.refused(SPACE) == {}
    assert ledger.cursor(SPACE, NAME) == ""
    assert ledger.state(SPACE, NAME, ["r"]) == RemoteState("never", 1, None, None)


def test_it_is_for_its_owner_alone(ledger: Ledger, path: Path) -> None:
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_page_is_remembered_with_its_cursor(ledger: Ledger) -> None:
    new = [Seen("e1", revision="r1"), Seen("e2", mine=True), Seen("e3", refused="damaged")]
    ledger.looked_at(SPACE, NAME, new, ["e1", "e2", "e3", "e0"], "here", DAY)
    assert ledger.seen(SPACE) == {"e1", "e2", "e3"}
    assert ledger.mine(SPACE) == {"e2"}
    assert ledger.refused(SPACE) == {"e3": "damaged"}
    assert ledger.held(SPACE, NAME) == {"e0", "e1", "e2", "e3"}
    assert ledger.cursor(SPACE, NAME) == "here"


def test_spaces_and_remotes_are_kept_apart(ledger: Ledger) -> None:
    ledger.looked_at(SPACE, NAME, [Seen("e1")], ["e1"], "here", DAY)
    ledger.sent(SPACE, NAME, [("r2", "e2")])
    assert ledger.seen(OTHER) == set()
    assert ledger.held(SPACE, "/another") == set()
    assert ledger.cursor(SPACE, "/another") == ""
    assert ledger.sealed(OTHER) == {}


def test_what_was_sent_no_longer_waits(ledger: Ledger) -> None:
    ledger.went_well(SPACE, NAME, NOW)
    ledger.sent(SPACE, NAME, [("r1", "e1")])
    assert ledger.state(SPACE, NAME, ["r1"]) == RemoteState("in_step", 0, NOW, NOW)
    assert ledger.state(SPACE, NAME, ["r1", "r2"]) == RemoteState("waiting", 1, NOW, NOW)
    assert ledger.state(SPACE, "/another", ["r1"]) == RemoteState("never", 1, None, None)


def test_what_a_remote_lost_waits_again(ledger: Ledger) -> None:
    ledger.sent(SPACE, NAME, [("r1", "e1"), ("r2", "e2")])
    ledger.holds_only(SPACE, NAME, ["e2"])
    assert ledger.held(SPACE, NAME) == {"e2"}
    assert ledger.state(SPACE, NAME, ["r1", "r2"]).waiting == 1


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("unreachable", "unreachable"),
        ("busy", "unreachable"),
        ("not_mounted", "unreachable"),
        ("refused", "refused"),
        ("closed", "refused"),
        ("full", "refused"),
        ("damaged", "refused"),
    ],
)
def test_trouble_is_told_with_its_beginning(ledger: Ledger, code: ErrorCode, name: str) -> None:
    ledger.went_well(SPACE, NAME, NOW)
    ledger.went_wrong(SPACE, NAME, code, NOW + timedelta(minutes=5))
    ledger.went_wrong(SPACE, NAME, code, LATER)
    state = ledger.state(SPACE, NAME, ["r"])
    assert (state.name, state.code, state.waiting) == (name, code, 1)
    assert (state.since, state.last_ok) == (NOW + timedelta(minutes=5), NOW)
    ledger.went_well(SPACE, NAME, LATER)
    assert ledger.state(SPACE, NAME, []) == RemoteState("in_step", 0, LATER, LATER)
    ledger.went_wrong(SPACE, NAME, code, LATER)
    assert ledger.state(SPACE, NAME, []).since == LATER


def test_it_is_there_after_a_restart(path: Path) -> None:
    first = Ledger(path)
    first.looked_at(SPACE, NAME, [Seen("e1")], ["e1"], "here", DAY)
    first.close()
    again = Ledger(path)
    assert again.cursor(SPACE, NAME) == "here"
    again.close()


@pytest.mark.parametrize("damage", [b"", b"not a database, but long enough to be read as one" * 9])
def test_a_damaged_one_is_made_anew(path: Path, damage: bytes) -> None:
    path.write_bytes(damage)
    ledger = Ledger(path)
    ledger.sent(SPACE, NAME, [("r1", "e1")])
    assert ledger.seen(SPACE) == {"e1"}
    ledger.close()


def test_one_of_another_version_is_made_anew(path: Path) -> None:
    first = Ledger(path)
    first.sent(SPACE, NAME, [("r1", "e1")])
    first.close()
    with sqlite3.connect(path) as database:
        database.execute(f"PRAGMA user_version = {VERSION + 1}")
    database.close()
    ledger = Ledger(path)
    assert ledger.seen(SPACE) == set()
    ledger.close()


def test_no_file_can_be_made_there(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        Ledger(tmp_path / "nowhere" / "sync.db")


def test_a_page_is_remembered_whole_or_not_at_all(ledger: Ledger) -> None:
    with pytest.raises(StoreError) as caught:
        ledger.looked_at(SPACE, NAME, [Seen("e1")], ["e1", None], "here", DAY)  # type: ignore[list-item]
    assert caught.value.hint
    assert ledger.seen(SPACE) == set()
    assert ledger.cursor(SPACE, NAME) == ""
    ledger.sent(SPACE, NAME, [("r1", "e1")])


def test_threads_and_programs_share_it(ledger: Ledger, path: Path) -> None:
    other = Ledger(path)

    def remember(ledger: Ledger, who: str) -> None:
        for n in range(25):
            ledger.sent(SPACE, NAME, [(f"{who}{n}", f"{who}{n}")])

    threads = [
        threading.Thread(target=remember, args=(each, who))
        for each, who in ((ledger, "a"), (ledger, "b"), (other, "c"))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ledger.seen(SPACE)) == len(other.seen(SPACE)) == 75
    other.close()


def test_what_came_is_counted_by_day_and_by_record(ledger: Ledger) -> None:
    for number in range(3):
        seen = Seen(f"e{number}", revision=f"r{number}", record="one" if number else "two")
        ledger.looked_at(SPACE, NAME, [seen], [seen.id], "", DAY + timedelta(days=number // 2))
    ledger.looked_at(SPACE, NAME, [Seen("e1", record="one")], ["e1"], "", DAY + timedelta(days=1))
    assert [ledger.taken_in(SPACE, DAY + timedelta(days=n)) for n in range(3)] == [2, 1, 0]
    assert [ledger.revisions_of(SPACE, name) for name in ("one", "two", "three")] == [2, 1, 0]
    assert ledger.taken_in(OTHER, DAY) == ledger.revisions_of(OTHER, "one") == 0


_SOME = st.sets(st.sampled_from("abcdef"))
_REVISIONS = st.sampled_from(["r1", "r2", "r3", "r4"])
_PAIRS = st.dictionaries(_REVISIONS, st.sampled_from("abcd"))


@given(mine=_PAIRS, elsewhere=_PAIRS, there=_SOME, gone=_SOME, asked=st.sets(_REVISIONS))
def test_what_is_asked_of_many_is_what_the_sets_say(
    tmp_path_factory: pytest.TempPathFactory,
    mine: dict[str, str],
    elsewhere: dict[str, str],
    there: set[str],
    gone: set[str],
    asked: set[str],
) -> None:
    with closing(Ledger(tmp_path_factory.mktemp("ledger") / "sync.db")) as ledger:
        ledger.looked_at(SPACE, NAME, [Seen(name) for name in there], there, "here", DAY)
        ledger.sent(SPACE, NAME, [*mine.items()])
        ledger.sent(SPACE, "/another", [*elsewhere.items()])
        ledger.sent(OTHER, NAME, [*elsewhere.items()])
        ledger.let_go(SPACE, NAME, gone)
        held, sealed = ledger.held(SPACE, NAME), ledger.sealed(SPACE)
        live = {sealed.get(revision) for revision in asked}
        lacking = {each for each in asked if sealed.get(each) not in held}
        assert ledger.lacking(SPACE, NAME, asked) == lacking
        assert ledger.unsealed(SPACE, asked) == asked - sealed.keys()
        assert ledger.surplus(SPACE, NAME, asked) == held & ledger.mine(SPACE) - live
        assert ledger.digest(SPACE, NAME) == wire.digest_of(held)
