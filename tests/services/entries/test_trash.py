"""Deleting, bringing back, letting go: what lies where, searched byte by byte."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from sponsorterm.records.entry import MINE
from sponsorterm.records.kinds import Inventory, Place
from sponsorterm.sealing.envelope import seal
from sponsorterm.sealing.keys import SpaceKeys
from sponsorterm.services.entries import trash
from sponsorterm.services.entries.drafts import Sharing
from sponsorterm.services.entries.filing import delete, file, prepare, share, shares
from sponsorterm.services.errors import UnknownEntry
from sponsorterm.services.home.doors import own_seed
from sponsorterm.services.home.session import Session
from sponsorterm.services.syncing import rounds as syncing
from sponsorterm.services.syncing.arrival import arrive
from sponsorterm.services.syncing.private_space import (
    add_private_place,
    private_channel,
    sync_everything,
    sync_private,
)
from sponsorterm.services.syncing.rounds import sync_all
from sponsorterm.store.home import Home
from sponsorterm.sync.remotes.base import RemoteError
from tests.endpoint.living import Live
from tests.services.conftest import Pair, Wrist, make_home
from tests.services.pairing import Kind, meet
from tests.services.twins import exchange, twin_of

CANARY = "ottercanary"
Two = tuple[Session, Session]


def write(session: Session, text: str = CANARY, level: str = "full") -> str:
    sharing = {link.record: Sharing(level) for link in session.links()}  # type: ignore[arg-type]
    body = Inventory(period="nightly", mode="full", mood=3, done_well=text)
    return file(session, prepare(session, body, sharing=sharing)).revision.record


def bytes_of(home: Home) -> bytes:
    roots = (home.config, home.state, home.data)
    return b"".join(p.read_bytes() for r in roots for p in r.rglob("*") if p.is_file())


def boxes(session: Session) -> set[str]:
    """Ids of all envelopes this person has sent to where their first link lies."""
    space = session.links(live_only=False)[0].body.space
    assert space
    return session.ledger.mine(space)


@pytest.fixture(params=["http", "folder", "file"])
def linked(
    request: pytest.FixtureRequest, two: Two, tmp_path: Path, endpoint: Live
) -> tuple[Session, Session, Path]:
    shared = tmp_path / "shared"
    shared.mkdir()
    kind: Kind = request.param
    sam, maria = two
    meet(maria, sam, kind, shared, endpoint)
    return sam, maria, Path(endpoint.settings.database).parent if kind == "http" else shared


def test_a_deleted_entry_can_be_brought_back_for_thirty_days(sam: Session, clock: Wrist) -> None:
    record = write(sam)
    delete(sam, record)
    assert sam.store.entries(record=record) == []
    (one,) = trash.trash(sam)
    assert (one.record, one.kind, one.gone - one.deleted) == (record, "inventory", trash.KEPT)
    clock.pass_(days=29, hours=23)
    trash.sweep(sam)
    back = trash.restore(sam, record)
    assert back.body == sam.store.entries(record=record)[0].body
    assert trash.trash(sam) == []
    clock.pass_(days=2)
    trash.sweep(sam)
    assert CANARY.encode() in bytes_of(sam.home), "what was brought back stays"


def test_after_thirty_days_no_word_of_it_is_left_but_a_tombstone(
    sam: Session, clock: Wrist
) -> None:
    record = write(sam)
    delete(sam, record)
    clock.pass_(days=30)
    trash.sweep(sam)
    assert CANARY.encode() not in bytes_of(sam.home)
    assert trash.trash(sam) == []
    assert sam.store.count(tombstones=True, kinds={"tombstone"}) == 1
    with pytest.raises(UnknownEntry):
        trash.restore(sam, record)


def test_a_restored_entry_is_nobody_elses_until_it_is_shared(pair: Pair) -> None:
    record = write(pair.sam)
    delete(pair.sam, record)
    trash.restore(pair.sam, record)
    assert shares(pair.sam, record) == []


def test_emptying_now_takes_only_what_was_meant(sam: Session) -> None:
    one, two = write(sam, "first words"), write(sam, "second words")
    for record in (one, two):
        delete(sam, record)
    assert trash.empty(sam, [one]) == 1
    assert b"first words" not in bytes_of(sam.home)
    assert [each.record for each in trash.trash(sam)] == [two]
    assert trash.empty(sam) == 1
    assert trash.empty(sam) == 0


def test_what_another_device_let_go_of_is_let_go_here_too(sam: Session) -> None:
    record = write(sam)
    old = [revision.payload for revision in sam.store.revisions(record)]
    delete(sam, record)
    trash.empty(sam)
    sam.store.save_many(old)
    assert CANARY.encode() in bytes_of(sam.home)
    trash.sweep(sam)
    assert CANARY.encode() not in bytes_of(sam.home)


def lies_at(place: Path) -> bytes:
    """All that lies at a place, an endpoint's log included."""
    return b"".join(path.read_bytes() for path in place.rglob("*") if path.is_file())


def sealed_text(session: Session, record: str) -> bytes:
    """A piece of the envelope that holds the newest copy of an entry."""
    body = session.links()[0].body
    assert body.space
    assert body.root
    assert body.direction
    (held,) = shares(session, record)
    keys = SpaceKeys(body.space, bytes.fromhex(body.root))
    return seal(held.payload, keys, body.direction).box[40:240].encode()


def test_what_is_taken_back_changed_or_deleted_is_purged_where_it_lay(
    linked: tuple[Session, Session, Path],
) -> None:
    sam, maria, place = linked
    records = [write(sam, f"{CANARY} {n}") for n in range(3)]
    gone = [sealed_text(sam, record) for record in records]
    sync_all(sam)
    assert all(text in lies_at(place) for text in gone)
    share(sam, records[0], {sam.links()[0].record: Sharing("private")})
    share(sam, records[1], {sam.links()[0].record: Sharing("numbers")})
    delete(sam, records[2])
    (report,) = sync_all(sam)
    assert report.purged >= 3
    assert not any(text in lies_at(place) for text in gone)
    sync_all(maria)
    shown = maria.store.entries(space=maria.links()[0].record, kinds={"inventory"})
    assert [entry.level for entry in shown] == ["numbers"]
    for session in (sam, maria, sam):
        assert [report.refilled for report in sync_all(session)] == [0]


def test_a_purge_that_fails_is_tried_again(
    linked: tuple[Session, Session, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    sam, _, place = linked
    record = write(sam)
    gone = sealed_text(sam, record)
    sync_all(sam)
    delete(sam, record)
    trash.empty(sam)
    real = syncing.open_place

    def deaf(*arguments: object, **named: object) -> object:
        remote = real(*arguments, **named)  # type: ignore[arg-type]

        def refuse(*_: object) -> None:
            raise RemoteError("unreachable")

        remote.purge = refuse  # type: ignore[method-assign]
        return remote

    with monkeypatch.context() as patch:
        patch.setattr(syncing, "open_place", deaf)
        assert sync_all(sam)[0].code == "unreachable"
    assert gone in lies_at(place)
    assert CANARY.encode() not in bytes_of(sam.home), "the words are gone here at once"
    sam.close()
    for name in ("sync.db", "sync.db-wal", "sync.db-shm"):
        (sam.home.state / name).unlink(missing_ok=True)
    with Session.open(sam.home, sam.clock) as again:
        sync_all(again)
        assert gone not in lies_at(place), "a lost ledger costs nothing"


def test_what_was_never_sent_needs_no_purge_and_never_leaves(
    linked: tuple[Session, Session, Path],
) -> None:
    sam, _, place = linked
    record = write(sam)
    gone = sealed_text(sam, record)
    delete(sam, record)
    trash.empty(sam)
    (report,) = sync_all(sam)
    assert (report.trouble, report.purged) == ("", 0)
    assert gone not in lies_at(place)


def test_old_versions_stay_where_their_author_wants_them(
    linked: tuple[Session, Session, Path],
) -> None:
    sam, _, place = linked
    link = sam.links()[0]
    sam.save(replace(link.body, keep_old=True), record=link.record)
    changed, back = write(sam, "one"), write(sam, "two")
    stays, goes = sealed_text(sam, changed), sealed_text(sam, back)
    sync_all(sam)
    share(sam, changed, {link.record: Sharing("numbers")})
    share(sam, back, {link.record: Sharing("private")})
    sync_all(sam)
    assert stays in lies_at(place)
    assert goes not in lies_at(place), "what was taken back goes all the same"


def test_what_is_let_go_is_purged_in_the_private_space_too(
    sam: Session, tmp_path: Path, endpoint: Live
) -> None:
    add_private_place(sam, Place(kind="http", where=endpoint.url), endpoint.code)
    record = write(sam)
    channel = private_channel(sam)
    (first,) = sam.store.revisions(record)
    box = seal(first.payload, channel.keys, channel.direction).box[40:240].encode()
    sync_private(sam)
    there = endpoint.settings.database.parent
    assert box in lies_at(there)
    delete(sam, record)
    sync_private(sam)
    assert box in lies_at(there), "what is in the trash can be brought back on any device"
    trash.empty(sam)
    sync_private(sam)
    assert box not in lies_at(there)


def test_what_came_only_after_it_was_let_go_is_purged_too(
    sam: Session, tmp_path: Path, endpoint: Live
) -> None:
    add_private_place(sam, Place(kind="http", where=endpoint.url), endpoint.code)
    record = write(sam)
    (first,) = sam.store.revisions(record)
    channel = private_channel(sam)
    box = seal(first.payload, channel.keys, channel.direction).box[40:240].encode()
    sync_private(sam)
    delete(sam, record)
    sam.store.forget(MINE, [first.id])
    trash.empty(sam)
    sam.store.save(first.payload)
    sync_everything(sam)
    sync_everything(sam)
    assert box not in lies_at(endpoint.settings.database.parent)


def test_what_was_let_go_stays_gone_though_another_device_edited_it(
    sam: Session, clock: Wrist, tmp_path: Path, endpoint: Live
) -> None:
    place = Place(kind="http", where=endpoint.url)
    add_private_place(sam, place, endpoint.code)
    record = write(sam)
    (first,) = sam.store.revisions(record)
    channel = private_channel(sam)
    box = seal(first.payload, channel.keys, channel.direction).box[40:240].encode()
    sync_everything(sam)
    home = make_home(tmp_path / "phone")
    arrive(home, own_seed(sam), place, "phone", clock)
    with Session.open(home, clock) as phone:
        phone.save(Inventory(period="nightly", mode="full", done_well="edited"), record=record)
        delete(sam, record)
        trash.empty(sam)
        for device in (sam, phone) * 3:
            sync_everything(device)
        for device in (sam, phone):
            (entry,) = device.store.entries(record=record)
            assert isinstance(entry.body, Inventory)
            assert entry.body.done_well == "edited", "what was edited stays until I choose"
            assert CANARY.encode() not in bytes_of(device.home)
    assert box not in lies_at(endpoint.settings.database.parent)


def test_what_another_device_gave_of_it_meanwhile_is_taken_back_too(
    pair: Pair, tmp_path: Path
) -> None:
    record, link = write(pair.sam), pair.to_maria.record
    with twin_of(pair.sam, tmp_path / "phone") as phone:
        share(pair.sam, record, {link: Sharing("private")})
        exchange(pair.sam, phone)
        share(phone, record, {link: Sharing("full")})
        delete(pair.sam, record)
        exchange(pair.sam, phone)
        pair.carry()
        pair.clock.pass_(days=31)
        trash.sweep(pair.sam)
        pair.carry()
    assert pair.maria.store.count(space=pair.to_sam.record, kinds={Inventory.KIND}) == 0
