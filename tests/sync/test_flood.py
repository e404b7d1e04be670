"""A hostile member, who has the key: what they send is bounded, and said in a clear word."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from sponsorterm import wire
from sponsorterm.records.codec import encode
from sponsorterm.records.ids import new_record_id
from sponsorterm.records.kinds import Note
from sponsorterm.records.revision import Header
from sponsorterm.strings import sync as words
from sponsorterm.sync import engine
from sponsorterm.sync.remotes import Remote
from tests.sync.sides import NOW, Side, payload, two_sides
from tests.sync.sites import Site, put_all, upload

Two = tuple[Site, Side, Side]


@pytest.fixture
def two(site: Site, tmp_path: Path) -> Two:
    return site, *two_sides(site.space, tmp_path)


def version(record: str, number: int) -> bytes:
    """One of many versions of one entry, none of which names another."""
    header = Header(kind="note", record=record, day=date(2026, 11, 20), at=NOW, level="full")
    return encode(header, Note(body=f"version {number}"))


def send(remote: Remote, side: Side, payloads: list[bytes]) -> None:
    put_all(remote, [side.sealed(each) for each in payloads])


def test_a_day_has_an_end(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    site, a, b = two
    monkeypatch.setattr(engine, "MOST_A_DAY", 20)
    monkeypatch.setattr(wire, "MAX_PAGE", 5)
    remote = site.open()
    send(remote, a, [payload(f"line {number}") for number in range(48)])
    mine = b.write()
    for _ in range(3):
        outcome = b.sync(remote)
        assert outcome.error is not None
        assert (outcome.error.code, outcome.error.message) == ("too_many", words.FLOOD)
        assert 15 <= len(b.has) <= 20
    assert remote.get(b.sealed(mine[0]).id), "what is mine goes out all the same"
    for days in (1, 2, 3):
        last = b.sync(remote, NOW + timedelta(days=days))
        assert len(b.has) <= 20 * (days + 1)
    assert last.error is None
    assert len(b.has) == 48
    assert last.state.name == "in_step"
    remote.close()


def test_the_next_day_it_may_go_on_though_the_ledger_was_closed(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, a, b = two
    monkeypatch.setattr(engine, "MOST_A_DAY", 2)
    remote = site.open()
    send(remote, a, [payload("one"), payload("two")])
    assert b.sync(remote).error is None
    send(remote, a, [payload("three")])
    assert b.sync(remote, NOW + timedelta(hours=1)).error is not None
    assert b.sync(remote, NOW + timedelta(days=1)).error is None
    assert len(b.has) == 3
    remote.close()


def test_an_entry_has_so_many_versions_and_no_more(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, a, b = two
    monkeypatch.setattr(engine, "MOST_REVISIONS", 4)
    remote, record = site.open(), new_record_id()
    send(remote, a, [version(record, number) for number in range(3)])
    assert b.sync(remote).set_aside == 0
    send(remote, a, [version(record, number) for number in range(3, 9)])
    send(remote, a, [payload("another entry")])
    outcome = b.sync(remote)
    assert outcome.error is None
    assert (outcome.received, outcome.set_aside) == (2, 5)
    assert [reason for _, reason, _ in b.aside] == [words.OVERFULL] * 5
    assert len(b.has) == 5
    remote.close()


def test_a_folder_with_far_too_many_files_stops_the_work(
    new_site: Callable[[str], Site], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = new_site("folder")
    a, b = two_sides(site.space, tmp_path)
    monkeypatch.setattr(wire, "MAX_SPACE_ENVELOPES", 30)
    remote = site.open()
    remote.put([upload(a.sealed(payload(f"line {number}"))) for number in range(31)])
    outcome = b.sync(site.open("b"))
    assert outcome.error is not None
    assert outcome.error.code == "too_many"
    assert not b.has
