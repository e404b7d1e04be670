"""Ending a link from either side, offline and at once, and moving it to a new space."""

from __future__ import annotations

import errno
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from sponsorterm import wire
from sponsorterm.records.entry import Entry
from sponsorterm.records.kinds import Comment, Place, SharedCopy
from sponsorterm.services.entries.drafts import Sharing
from sponsorterm.services.entries.filing import copies_of, share, shares
from sponsorterm.services.home.session import Session
from sponsorterm.services.links import leaving, people, talk
from sponsorterm.services.syncing.rounds import due, sync_all, sync_link
from sponsorterm.store import files
from sponsorterm.store.keys import load_keys
from tests.endpoint.living import Device, Live
from tests.services.conftest import Wrist
from tests.services.entries.test_trash import CANARY, bytes_of, lies_at, sealed_text, write
from tests.services.pairing import Kind, meet

Two = tuple[Session, Session]
KINDS: list[Kind] = ["http", "folder", "file"]


@pytest.fixture(params=KINDS)
def linked(
    request: pytest.FixtureRequest, two: Two, tmp_path: Path, endpoint: Live
) -> tuple[Session, Session, Path]:
    shared = tmp_path / "shared"
    shared.mkdir()
    kind: Kind = request.param
    sam, maria = two
    meet(maria, sam, kind, shared, endpoint)
    return sam, maria, Path(endpoint.settings.database).parent if kind == "http" else shared


def state(session: Session) -> tuple[str, str | None]:
    body = session.links(live_only=False)[0].body
    return body.state, body.who_ended


def test_ending_takes_mine_away_and_the_other_hears_of_it_plainly(
    linked: tuple[Session, Session, Path],
) -> None:
    sam, maria, place = linked
    gone = sealed_text(sam, write(sam))
    talk.write_note(maria, maria.links()[0].record, body="call me")
    for session in (sam, maria, sam):
        sync_all(session)
    people.end_link(sam, sam.links()[0].record)
    assert sam.links() == []
    (report,) = sync_all(sam)
    assert report.trouble == ""
    assert gone not in lies_at(place)
    (heard,) = sync_all(maria)
    assert heard.trouble == ""
    assert state(maria) == ("ended", "them")
    link = maria.links(live_only=False)[0].record
    assert len(maria.store.entries(space=link, kinds={"inventory"})) == 1, "theirs to keep"
    sync_all(maria)
    for session in (sam, maria):
        body = session.links(live_only=False)[0].body
        assert (body.places, body.root) == ([], None)
        assert body.space not in load_keys(session.home).tokens
        assert due(session) == []


def test_an_ended_space_is_never_read_or_written_again(
    linked: tuple[Session, Session, Path],
) -> None:
    sam, maria, _ = linked
    sync_all(sam)
    write(sam, "never sent")
    people.end_link(sam, sam.links()[0].record)
    talk.write_note(maria, maria.links()[0].record, body="too late")
    sync_all(maria)
    link = sam.links(live_only=False)[0].record
    before = sam.store.count(space=link)
    sync_all(sam)
    sync_all(sam)
    assert sam.store.count(space=link) == before


def test_ended_while_offline_it_is_taken_away_once_there_is_a_way(
    two: Two, tmp_path: Path, endpoint: Live
) -> None:
    sam, maria = two
    shared = tmp_path / "shared"
    shared.mkdir()
    meet(maria, sam, "folder", shared, endpoint)
    gone = sealed_text(sam, write(sam))
    sync_all(sam)
    away = shared.rename(tmp_path / "unplugged")
    people.end_link(sam, sam.links()[0].record)
    (report,) = sync_all(sam)
    assert report.code == "not_mounted"
    assert state(sam) == ("ended", "me")
    assert len(due(sam)) == 1
    away.rename(shared)
    assert [report.trouble for report in sync_all(sam)] == [""]
    assert gone not in lies_at(shared)
    sync_all(maria)
    assert state(maria) == ("ended", "them")


def test_a_folder_that_refuses_is_not_given_up(
    two: Two, tmp_path: Path, endpoint: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    sam, maria = two
    shared = tmp_path / "shared"
    shared.mkdir()
    meet(maria, sam, "folder", shared, endpoint)
    gone = sealed_text(sam, write(sam))
    sync_all(sam)
    people.end_link(sam, sam.links()[0].record)
    listed = files.disk.scandir

    def refused(path: Path) -> object:
        if Path(path).is_relative_to(shared):
            raise PermissionError(errno.EACCES, "no")
        return listed(path)

    with monkeypatch.context() as patch:
        patch.setattr(files.disk, "scandir", refused)
        (report,) = sync_all(sam)
        assert report.code == "refused"
    assert len(due(sam)) == 1
    assert [report.trouble for report in sync_all(sam)] == [""]
    assert gone not in lies_at(shared)


def test_both_may_end_at_once(linked: tuple[Session, Session, Path]) -> None:
    sam, maria, place = linked
    texts = [sealed_text(sam, write(sam))]
    for session in (sam, maria):
        sync_all(session)
    for session in (sam, maria):
        people.end_link(session, session.links()[0].record)
    for session in (sam, maria, sam, maria):
        assert all(report.trouble == "" for report in sync_all(session))
    assert state(sam) == state(maria) == ("ended", "me")
    assert due(sam) == due(maria) == []
    assert not any(text in lies_at(place) for text in texts)


def test_a_lost_ledger_does_not_keep_anything_there(linked: tuple[Session, Session, Path]) -> None:
    sam, _, place = linked
    gone = sealed_text(sam, write(sam))
    sync_all(sam)
    sam.close()
    for path in sam.home.state.glob("sync.db*"):
        path.unlink()
    with Session.open(sam.home, sam.clock) as again:
        people.end_link(again, again.links()[0].record)
        sync_all(again)
    assert gone not in lies_at(place)


def test_what_came_can_be_let_go_of(linked: tuple[Session, Session, Path]) -> None:
    sam, maria, _ = linked
    write(sam)
    sync_all(sam)
    sync_all(maria)
    link = maria.links()[0].record
    assert CANARY.encode() in bytes_of(maria.home)
    people.end_link(maria, link)
    leaving.forget_received(maria, link)
    assert CANARY.encode() not in bytes_of(maria.home)
    assert CANARY.encode() in bytes_of(sam.home)


def test_digits_that_differ_close_the_space_they_were_for(two: Two, endpoint: Live) -> None:
    sam, maria = two
    place = Place(kind="http", where=endpoint.url)
    invite = people.start_invite(maria, "Sam", "sponsee", place, endpoint.code)
    joined = people.join(sam, invite.join_text)
    people.poll_invite(maria, invite.link)
    people.confirm(maria, invite.link, same=False)
    assert sync_all(maria)[0].trouble == ""
    assert due(maria) == []
    people.confirm(sam, joined.link, same=True)
    (report,) = sync_all(sam)
    assert report.code == "closed"
    assert "ended" in report.trouble


def test_an_invitation_that_is_ended_closes_its_space(two: Two, endpoint: Live) -> None:
    _, maria = two
    place = Place(kind="http", where=endpoint.url)
    invite = people.start_invite(maria, "Sam", "sponsee", place, endpoint.code)
    people.end_link(maria, invite.link)
    assert sync_all(maria)[0].trouble == ""
    assert due(maria) == []


def received(session: Session) -> list[Entry]:
    return session.store.entries(space=session.links()[0].record, kinds={"inventory"})


def move(maria: Session, sam: Session, place: Place, code: str | None = None) -> None:
    invite = people.start_move(maria, maria.links()[0].record, place, code)
    joined = people.join(sam, invite.join_text, place=None if place.kind == "http" else place)
    assert joined.follows == "Maria"
    answered = people.poll_invite(maria, invite.link)
    assert answered
    assert answered.follows == "Sam"
    people.confirm(maria, invite.link, same=True)
    people.confirm(sam, joined.link, same=True)


def test_moving_house_keeps_what_is_shared_now_and_nothing_else(
    linked: tuple[Session, Session, Path], tmp_path: Path, endpoint: Live
) -> None:
    sam, maria, place = linked
    old = sam.links()[0].record
    stays, level, back = write(sam, "stays"), write(sam, "level"), write(sam, "taken back")
    private = write(sam, "private", "private")
    share(sam, level, {old: Sharing("numbers")})
    sync_all(sam)
    sync_all(maria)
    share(sam, back, {old: Sharing("private")})
    entry = next(e for e in received(maria) if "stays" in str(e.body))
    talk.comment(maria, maria.links()[0].record, entry, "well done")
    sealed = sealed_text(sam, stays)
    new = tmp_path / "new"
    new.mkdir()
    move(maria, sam, Place(kind="folder", where=str(new)))
    for session in (sam, maria, sam, maria):
        assert {report.trouble for report in sync_all(session)} == {""}
    assert [link.state for link in sam.links()] == ["active"]
    (to_maria,) = sam.links()
    assert to_maria.record != old
    assert to_maria.body.root != sam.link(old).body.root
    given = (
        {entry.record: entry.level for entry in [*shares(sam, stays), *shares(sam, level)]}
        if (False)
        else {r: [s.level for s in shares(sam, r)] for r in (stays, level, back, private)}
    )
    assert given == {stays: ["full"], level: ["numbers"], back: [], private: []}
    kept = [entry.body for entry in copies_of(sam, to_maria)]
    carried = {
        copy.of for copy in kept if isinstance(copy, SharedCopy) and copy.kind == "inventory"
    }
    assert carried == {stays, level}, "what was taken back leaves no trace in the new space"
    assert sorted(entry.level or "" for entry in received(maria)) == ["full", "numbers"]
    said = sam.store.entries(space=to_maria.record, kinds={Comment.KIND})
    assert len(said) == 1
    own = sam.store.entries(record=stays)[0]
    assert [block.text for block in talk.comments_on(sam, own)] == ["well done"]
    assert sealed not in lies_at(place), "nothing of mine is left in the old space"
    assert due(sam) == sam.links()
    assert sam.link(old).body.places == []


def test_moving_starts_over_from_where_things_stood(
    two: Two, tmp_path: Path, endpoint: Live, clock: Wrist
) -> None:
    sam, maria = two
    shared = tmp_path / "shared"
    shared.mkdir()
    meet(maria, sam, "folder", shared, endpoint)
    people.set_cadence(maria, maria.links()[0].record, "daily")
    people.set_default_level(sam, sam.links()[0].record, "numbers")
    move(maria, sam, Place(kind="http", where=endpoint.url), endpoint.code)
    assert maria.links()[0].cadence == "daily"
    assert sam.links()[0].default_level == "numbers"
    for link in due(sam):
        assert [report.trouble for report in sync_link(sam, link)] == [""]


def test_a_stolen_device_token_can_neither_erase_nor_lock_out(two: Two, endpoint: Live) -> None:
    sam, maria = two
    meet(maria, sam, "http", Path(), endpoint)
    text = sealed_text(sam, write(sam))
    for session in (sam, maria):
        sync_all(session)
    body = sam.links()[0].body
    assert body.space
    thief = Device(endpoint.http, body.space, load_keys(sam.home).tokens[body.space], "")
    ids = wire.read(thief.get("/ids").content, wire.Ids).id
    assert ids
    for name in ids:
        thief.purge(name, "a guess")
    thief.request("POST", "/close")
    added = thief.add("b")
    for device in (added.id, *devices_of(endpoint, body.space)):
        thief.request("DELETE", f"/devices/{device}")
    assert (
        thief.request(
            "POST", "/devices", body=wire.NewDevice(wire.token_hash("theirs"), "b", recovery=True)
        ).status_code
        == wire.STATUS["token_conflict"]
    )
    assert wire.read(thief.get("/ids").content, wire.Ids).id == ids
    assert text in lies_at(endpoint.settings.database.parent)
    write(sam, "still let in")
    for session in (sam, maria, sam):
        assert [report.trouble for report in sync_all(session)] == [""]
    assert len(maria.store.entries(space=maria.links()[0].record, kinds={"inventory"})) == 2


def devices_of(endpoint: Live, space: str) -> list[str]:
    """What a thief could never list: the ids of all devices, to try every one."""
    with closing(sqlite3.connect(endpoint.settings.database)) as database:
        rows = database.execute("SELECT id FROM device WHERE space = ?", (space,))
        return [id for (id,) in rows]
