"""A place that lost entries is refilled by both, without a person where that can be."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from sponsorterm import wire
from sponsorterm.endpoint.admin import create_code
from sponsorterm.records.kinds import Inventory, Note
from sponsorterm.sealing.envelope import seal
from sponsorterm.services.entries.drafts import Sharing
from sponsorterm.services.entries.filing import file, file_shared, prepare
from sponsorterm.services.home.session import Session
from sponsorterm.services.home.setup import SetupAnswers, set_up
from sponsorterm.services.syncing.places import add_place
from sponsorterm.services.syncing.rounds import SyncReport, channel, open_place, sync_all
from sponsorterm.strings import syncing as words
from tests.endpoint.living import Live
from tests.services.conftest import Wrist, make_home
from tests.services.pairing import Kind, meet
from tests.sync import conftest as site
from tests.sync.conftest import Server


@pytest.fixture
def two(tmp_path: Path, clock: Wrist) -> Iterator[tuple[Session, Session]]:
    with (
        set_up(make_home(tmp_path / "sam"), SetupAnswers("Sam", zone="UTC"), clock) as sam,
        set_up(make_home(tmp_path / "maria"), SetupAnswers("Maria", zone="UTC"), clock) as maria,
    ):
        yield sam, maria


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    before = len(site._servers)
    yield site._serve(tmp_path / "server")
    for each in site._servers[before:]:
        each.stop()
    del site._servers[before:]


def write(sam: Session, count: int) -> None:
    for number in range(count):
        body = Inventory(period="nightly", mode="quick", done_well=f"line {number}")
        sharing = {sam.links()[0].record: Sharing("full")}
        file(sam, prepare(sam, body, sharing=sharing))


def answer(maria: Session, text: str) -> None:
    file_shared(maria, Note(subject="call", body=text), maria.links()[0].record)


def sync(session: Session, **how: object) -> SyncReport:
    (report,) = sync_all(session, **how)  # type: ignore[arg-type]
    return report


def did(report: SyncReport) -> tuple[int, int, int]:
    assert not report.trouble, report
    return report.sent, report.received, report.refilled


def in_step(maria: Session, sam: Session, entries: int = 3) -> None:
    """Sam has filed, Maria has answered, each has synced until there was nothing to do."""
    write(sam, entries)
    answer(maria, "six o'clock?")
    for session in (sam, maria, sam, maria):
        assert not sync(session).trouble


def there(session: Session) -> int:
    link = session.links()[0]
    with closing(open_place(session, link, link.body.places[0])) as remote:
        return len(remote.ids())


# What lies in the place once both are in step: Sam's entries and presence note, Maria's two.
ALL = 3 + 1 + 2


def test_an_endpoint_put_back_to_an_older_copy_is_refilled_by_both(
    two: tuple[Session, Session], server: Server
) -> None:
    sam, maria = two
    meet(maria, sam, "http", Path(), server)
    in_step(maria, sam, entries=0)
    server.stop()
    server.keep_copy()
    running = server.renewed()
    in_step(maria, sam)
    before = there(sam)
    running.renewed(restored=True)
    assert did(sync(sam)) == (0, 0, 4), "three entries and the note that counts them"
    assert did(sync(maria)) == (0, 0, 2)
    assert did(sync(sam)) == (0, 0, 0)
    assert there(sam) == before


def test_an_endpoint_older_than_the_link_has_it_opened_again_by_who_invited(
    two: tuple[Session, Session], server: Server
) -> None:
    sam, maria = two
    code = server.code
    server.stop()
    server.keep_copy()
    running = server.renewed()
    running.code = code
    meet(maria, sam, "http", Path(), running)
    in_step(maria, sam)
    running.renewed(restored=True)
    waits = sync(sam)
    assert (waits.code, waits.trouble) == ("refused", words.UNKNOWN_THERE)
    assert waits.hint == words.they_reopen("Maria")
    assert did(sync(maria)) == (0, 0, 2)
    assert did(sync(sam)) == (0, 0, 4)
    assert did(sync(maria)) == (0, 0, 0)
    assert there(sam) == ALL
    write(sam, 1)
    sync(sam)
    assert sync(maria).received >= 1, "and it goes on as before"


def test_a_wiped_endpoint_says_what_to_do_and_is_refilled_with_a_new_code(
    two: tuple[Session, Session], server: Server
) -> None:
    sam, maria = two
    meet(maria, sam, "http", Path(), server)
    in_step(maria, sam)
    server.renewed(wiped=True)
    for _ in range(2):
        assert sync(maria).hint == words.CODE_HINT
        assert sync(sam).hint == words.they_reopen("Maria")
    assert sync(maria, code="not-a-code").hint == words.CODE_HINT
    new = create_code(server.settings.database, label="again")
    assert did(sync(maria, code=new)) == (0, 0, 2)
    assert did(sync(sam)) == (0, 0, 4)
    assert did(sync(maria)) == (0, 0, 0)
    assert there(maria) == ALL


def test_a_device_that_was_shut_out_does_not_open_its_space_again(
    two: tuple[Session, Session], server: Server
) -> None:
    sam, maria = two
    meet(maria, sam, "http", Path(), server)
    in_step(maria, sam)
    with closing(sqlite3.connect(server.settings.database)) as database, database:
        database.execute("DELETE FROM device WHERE member = 'a'")
    report = sync(maria)
    assert (report.code, report.refilled) == ("refused", 0)
    assert not sync(sam).trouble


@pytest.mark.parametrize("kind", ["folder", "file"])
def test_a_shared_place_rolled_back_is_refilled(
    two: tuple[Session, Session], tmp_path: Path, kind: Kind
) -> None:
    sam, maria = two
    shared = tmp_path / "shared"
    shared.mkdir()
    meet(maria, sam, kind, shared, None)
    in_step(maria, sam, entries=0)
    shutil.copytree(shared, tmp_path / "copy")
    in_step(maria, sam)
    shutil.rmtree(shared)
    shutil.copytree(tmp_path / "copy", shared)
    assert did(sync(sam)) == (0, 0, 4)
    assert did(sync(maria)) == (0, 0, 2)
    assert did(sync(sam)) == (0, 0, 0)


@pytest.mark.parametrize("kind", ["folder", "file"])
def test_an_emptied_place_is_refilled_once_it_is_named_anew(
    two: tuple[Session, Session], tmp_path: Path, kind: Kind
) -> None:
    sam, maria = two
    shared = tmp_path / "shared"
    shared.mkdir()
    meet(maria, sam, kind, shared, None)
    in_step(maria, sam)
    shutil.rmtree(shared)
    shared.mkdir()
    report = sync(maria)
    assert (report.code, report.sent, report.refilled) == ("not_mounted", 0, 0)
    assert "sponsorterm people place" in report.hint
    link = maria.links()[0]
    add_place(maria, link.record, link.body.places[0])
    assert len(maria.links()[0].body.places) == 1
    assert did(sync(maria)) == (0, 0, 2)
    assert did(sync(sam)) == (0, 0, 4)
    assert there(sam) == ALL


@pytest.mark.parametrize("kind", ["http", "folder", "file"])
def test_a_repair_believes_nothing_and_brings_both_sides_back(
    two: tuple[Session, Session], tmp_path: Path, endpoint: Live, kind: Kind
) -> None:
    sam, maria = two
    shared = tmp_path / "shared"
    shared.mkdir()
    meet(maria, sam, kind, shared, endpoint)
    in_step(maria, sam)
    quiet = sync(maria, anew=True)
    assert (quiet.compared, *did(quiet)) == (ALL, 0, 0, 0)
    link = maria.links()[0]
    lost = sorted((maria.home.records / link.record).glob("*/*-inventory-*"))[:2]
    for path in lost:
        path.unlink()
    with Session.open(maria.home, maria.clock) as again:
        assert did(sync(again)) == (0, 0, 0), "an ordinary round trusts what it remembers"
        assert did(sync(again, anew=True)) == (0, 2, 0)
        assert all(path.exists() for path in lost)
        assert did(sync(again)) == (0, 0, 0)


def test_a_repair_sends_what_a_ledger_wrongly_believes_to_be_there(
    two: tuple[Session, Session], tmp_path: Path
) -> None:
    sam, maria = two
    shared = tmp_path / "shared"
    shared.mkdir()
    meet(maria, sam, "folder", shared, None)
    in_step(maria, sam)
    for path in list(shared.glob("e/*/*")):
        path.unlink()
    assert did(sync(sam, anew=True)) == (0, 0, 4)
    assert did(sync(maria, anew=True)) == (0, 0, 2)
    assert sync(sam, anew=True).compared == ALL


def test_a_repair_looks_again_at_what_was_refused(
    two: tuple[Session, Session], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after an update that knows what the older version did not."""
    sam, maria = two
    shared = tmp_path / "shared"
    shared.mkdir()
    meet(maria, sam, "folder", shared, None)
    in_step(maria, sam, entries=0)
    write(sam, 1)
    sync(sam)
    from sponsorterm.sync import engine

    with monkeypatch.context() as older:
        older.setattr(engine, "may_author", lambda *_: False)
        report = sync(maria)
    assert report.set_aside >= 1
    assert sync(maria).received == 0
    assert len(maria.store.entries(space=maria.links()[0].record, kinds={"inventory"})) == 0
    repaired = sync(maria, anew=True)
    assert (repaired.set_aside, repaired.received) == (0, report.set_aside)
    assert not maria.ledger.refused(maria.links()[0].body.space or "")


def test_a_repair_that_cannot_ask_forgets_nothing(
    two: tuple[Session, Session], tmp_path: Path
) -> None:
    sam, maria = two
    shared = tmp_path / "shared"
    shared.mkdir()
    meet(maria, sam, "folder", shared, None)
    in_step(maria, sam)
    shared.rename(tmp_path / "away")
    space = sam.links()[0].body.space or ""
    before = sam.ledger.seen(space)
    report = sync(sam, anew=True)
    assert (report.code, report.waiting) == ("not_mounted", 0)
    assert sam.ledger.seen(space) == before


def test_a_closed_space_still_brings_what_only_comparing_finds(
    two: tuple[Session, Session], endpoint: Live
) -> None:
    sam, maria = two
    meet(maria, sam, "http", Path(), endpoint)
    in_step(maria, sam, entries=0)
    link = sam.links()[0]
    meant = channel(sam, link)
    hidden = seal(b"not a record", meant.keys, "a")
    with closing(open_place(maria, maria.links()[0], link.body.places[0])) as remote:
        remote.put([wire.Upload(hidden, "0" * 64)])
        cursor = sam.ledger.cursor(meant.keys.space, remote.name)
        page = remote.fetch(cursor, ())
    sam.ledger.looked_at(
        meant.keys.space, link.body.places[0].where, [], [], page.cursor, sam.today
    )
    with closing(sqlite3.connect(endpoint.settings.database)) as database, database:
        database.execute("UPDATE space SET closed = 1 WHERE id = ?", (meant.keys.space,))
    write(sam, 1)
    report = sync(sam)
    assert (report.code, report.set_aside) == ("closed", 1)
