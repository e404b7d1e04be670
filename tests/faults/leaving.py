"""Letting go: the trash, purges, the end of links, moving and erasing, as actions."""

from __future__ import annotations

import contextlib
import os
from datetime import timedelta

from sponsorterm.records.kinds import Note, Place
from sponsorterm.services.entries import trash
from sponsorterm.services.entries.drafts import Sharing
from sponsorterm.services.entries.filing import delete, file, prepare, shares
from sponsorterm.services.entries.purging import envelopes_of
from sponsorterm.services.errors import NotSetUp
from sponsorterm.services.home.session import Session
from sponsorterm.services.links import leaving, people
from sponsorterm.services.syncing.erasing import erase_elsewhere, erase_here
from sponsorterm.services.syncing.places import move_place
from sponsorterm.services.syncing.rounds import due, sync_link
from sponsorterm.sync.remotes.base import RemoteError
from tests.faults.action import Action
from tests.faults.carrying import kept_elsewhere
from tests.faults.keeping import confirm, in_step, joined, lees, sync, to_push
from tests.faults.world import KEYS, NOW, World, remote
from tests.store import pen

WORD = "lettinggo"
"""Stands in what is to be let go of."""
LATER = NOW + trash.KEPT + timedelta(days=1)


def written(world: World) -> None:
    with world.open() as session:
        sharing = {link.record: Sharing("full") for link in session.links()}
        file(session, prepare(session, Note(body=WORD), record=pen.record("gone"), sharing=sharing))


def deleted(world: World) -> None:
    written(world)
    with world.open() as session:
        delete(session, pen.record("gone"))
    assert world.holding(WORD)


def sweep(world: World) -> None:
    with world.open(LATER) as session:
        trash.sweep(session)


def empty(world: World) -> None:
    with world.open() as session:
        trash.empty(session)
        trash.sweep(session)


def let_go(world: World) -> None:
    assert world.holding(WORD) == []
    with world.open() as session:
        (tomb,) = session.store.entries(record=pen.record("gone"), tombstones=True)
        assert tomb.kind == "tombstone"


def received(world: World) -> None:
    with world.open() as session:
        for number in range(world.size):
            session.store.receive(pen.LINK, pen.copy(WORD, f"copy {number}"))


def forget(world: World) -> None:
    with world.open() as session:
        leaving.forget_received(session, pen.LINK)


def forgotten(world: World) -> None:
    assert world.holding(WORD) == []


def taken_back(world: World) -> None:
    """What lies in the folder was deleted here."""
    to_push("folder")(world)
    written(world)
    sync(world)
    with world.open() as session:
        named = envelopes_of(session, pen.record("gone"))[KEYS.space]
        delete(session, pen.record("gone"))
    assert set(named) <= remote(world, "folder").ids()
    (world.root / "named").write_text("\n".join(named))


def purged(world: World) -> None:
    in_step(world)
    assert not set((world.root / "named").read_text().split()) & remote(world, "folder").ids()


def shared_there(world: World) -> None:
    to_push("folder")(world)
    sync(world)
    assert remote(world, "folder").ids()


def go_round(session: Session) -> None:
    """A sync with every link that has one to come."""
    for link in due(session):
        for report in sync_link(session, link):
            if report.trouble:
                raise RemoteError("unreachable", report.trouble, report.hint)


def end(world: World) -> None:
    with world.open() as session:
        if session.link(pen.LINK).live:
            people.end_link(session, pen.LINK)
        go_round(session)


def ended(world: World) -> None:
    with world.open() as session:
        body = session.link(pen.LINK).body
        assert (body.state, body.places, body.root) == ("ended", [], None)
    assert len(remote(world, "folder").ids()) == 1, "the goodbye"


def moving(world: World) -> None:
    """Sam and Lee have shared something, and agreed on a new space."""
    joined(world)
    confirm(world)
    written(world)
    place = Place(kind="folder", where=str(world.root / "house"))
    with Session.open(lees(world), lambda: NOW) as lee, world.open() as sam:
        invite = people.start_move(lee, lee.links()[0].record, place)
        people.join(sam, invite.join_text, place=place)
        assert people.poll_invite(lee, invite.link) is not None


def move_house(world: World) -> None:
    for home in (world.opened(), lees(world)):
        with Session.open(home, lambda: NOW) as session:
            for link in session.links(live_only=False):
                if link.state == "confirming":
                    people.confirm(session, link.record, same=True)


def moved_house(world: World) -> None:
    with world.open() as session:
        states = {link.name: link for link in session.links() if link.record != pen.LINK}
        assert list(states) == ["Lee"]
        assert states["Lee"].body.follows is not None
        assert session.link(states["Lee"].body.follows).state == "ended"
        given = [each.link for each in shares(session, pen.record("gone"))]
        assert states["Lee"].record in given


def move_on(world: World) -> None:
    old = Place(kind="folder", where=str(world.shared))
    new = Place(kind="file", where=str(world.stick))
    with world.open() as session:
        if old in session.link(pen.LINK).body.places:
            move_place(session, pen.LINK, old, new)


def moved_on(world: World) -> None:
    with world.open() as session:
        assert [place.kind for place in session.link(pen.LINK).body.places] == ["file"]
    in_step(world)


def to_erase(world: World) -> None:
    shared_there(world)
    kept_elsewhere(world)
    world.promised.clear()


def erase(world: World) -> None:
    secrets = [path for path in world.home.state.rglob("*") if path.is_file()]
    assert world.home.exists() or not secrets, "nobody would know that it is to be gone on with"
    with contextlib.suppress(NotSetUp), world.open() as session:
        for left in erase_elsewhere(session):
            raise RemoteError("unreachable", left.reason, left.where)
    erase_here(world.home)


def erased(world: World) -> None:
    assert not any(path.is_file() for path in (world.root / "sam").rglob("*"))
    assert len(remote(world, "folder").ids()) <= 1, "the goodbye"
    assert not [name for *_, names in os.walk(world.root / "own" / "e") for name in names]


ACTIONS = (
    Action("sweep the trash", deleted, sweep, let_go),
    Action("empty the trash", deleted, empty, let_go),
    Action("forget what came", received, forget, forgotten),
    Action("purge at a sync", taken_back, sync, purged),
    Action("end a link", shared_there, end, ended),
    Action("move house", moving, move_house, moved_house),
    Action("move to another place", shared_there, move_on, moved_on),
    Action("erase", to_erase, erase, erased),
)
