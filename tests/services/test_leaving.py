"""Ending a link from either side, offline and at once, and moving it to a new space."""

from __future__ import annotations

from pathlib import Path

import pytest

from sponsorterm.records.kinds import Place
from sponsorterm.services import leaving, people, talk
from sponsorterm.services.session import Session
from sponsorterm.services.syncing import due, sync_all
from sponsorterm.store.keys import load_keys
from tests.endpoint.living import Live
from tests.services.pairing import Kind, meet
from tests.services.test_trash import CANARY, bytes_of, lies_at, sealed_text, write

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
