"""Setting up, saving, sharing, syncing and pairing, as actions."""

from __future__ import annotations

import contextlib
import shutil
from itertools import count

from sponsorterm.records.ids import revision_id
from sponsorterm.records.kinds import Note, Place
from sponsorterm.sealing.keys import purge_secret
from sponsorterm.services.entries.drafts import Sharing
from sponsorterm.services.entries.filing import delete, file, prepare
from sponsorterm.services.errors import NotSetUp
from sponsorterm.services.export.exporting import export
from sponsorterm.services.home.session import Session
from sponsorterm.services.home.setup import SetupAnswers, set_up
from sponsorterm.services.links import people
from sponsorterm.services.syncing.rounds import outgoing, sync_link
from sponsorterm.store.drafts import Drafts
from sponsorterm.store.home import Home
from sponsorterm.store.index import discard
from sponsorterm.store.keys import DeviceKeys, load_keys, save_keys
from sponsorterm.sync.drops import SlotTaken
from sponsorterm.sync.remotes import prepare as make_place
from sponsorterm.sync.remotes.base import RemoteError
from tests.faults.action import Action, Step, nothing
from tests.faults.world import CANARY, KEYS, NOW, PURGE_KEY, Kind, World, meet_at, remote, uploads
from tests.store import pen


def save(world: World) -> None:
    with world.open() as session:
        for payload in world.notes():
            world.promise(session.store.save(payload).payload)


def save_many(world: World) -> None:
    with world.open() as session:
        session.store.save_many(world.notes())
        world.promise(*world.notes())


def keep_all(world: World) -> None:
    with world.open() as session:
        session.store.keep_all(world.notes())
        world.promise(*world.notes())
        session.store.keep_all(world.copies(), pen.LINK)
        world.promise(*world.copies())


def receive(world: World) -> None:
    with world.open() as session:
        for payload in world.copies():
            world.promise(session.store.receive(pen.LINK, payload).payload)


def old_draft(world: World) -> None:
    Drafts(world.opened()).save("quick-2026-11-20", b"old")


def draft(world: World) -> None:
    drafts, before = Drafts(world.opened()), b"old"
    found = drafts.load("quick-2026-11-20")
    assert found in (b"old", b"new", None), "a draft is the old one or the new one"
    drafts.save("quick-2026-11-20", b"new")
    assert drafts.load("quick-2026-11-20") == b"new" != before
    drafts.remove("quick-2026-11-20")
    assert drafts.keys() == []


def keys(world: World) -> None:
    found = load_keys(world.home)
    assert found.tokens in ({}, {"space": CANARY})
    save_keys(world.home, DeviceKeys(tokens={"space": CANARY}))
    assert load_keys(world.home).tokens == {"space": CANARY}


def quarantine(world: World) -> None:
    with world.open() as session:
        kept = session.store.quarantine(CANARY.encode(), "a reason", "a source")
    assert kept.read_bytes() == CANARY.encode()
    assert kept.with_suffix(".toml").is_file()


def home_gone(world: World) -> None:
    shutil.rmtree(world.root / "sam")
    world.promised.clear()


def first_run(world: World) -> None:
    try:
        world.open().close()
    except NotSetUp:
        pass
    else:
        return
    answers = SetupAnswers("Sam", zone="UTC", start=NOW.date())
    with set_up(world.home, answers, lambda: NOW) as session:
        entries = session.store.entries()
        world.promise(*(session.store.revision(entry.id).payload for entry in entries))
        assert session.profile.name == "Sam"


def file_and_share(world: World) -> None:
    with world.open() as session:
        sharing = {pen.LINK: Sharing("full")}
        record = pen.record("shared")
        made = prepare(session, Note(body=CANARY), record=record, at=NOW, sharing=sharing)
        file(session, made)
        world.promise(made.revision.payload, *made.records)


def shared(world: World) -> None:
    file_and_share(world)
    world.promised.clear()


def take_back(world: World) -> None:
    with world.open() as session:
        if session.store.entries(record=pen.record("shared")):
            delete(session, pen.record("shared"))
        assert not session.store.entries(record=pen.record("shared"))
        assert shared_levels(session) == {"withdrawn"}


def shared_levels(session: Session) -> set[str]:
    found = session.store.entries(kinds={"shared_copy"}, withdrawn=True)
    return {str(getattr(entry.body, "level", "")) for entry in found}


def edited(world: World) -> None:
    with world.open() as session:
        saved = session.store.save(pen.note(f"{CANARY} one", "edited"))
    path = next(world.home.records.glob(f"mine/*/*{saved.id[:8]}.toml"))
    path.chmod(0o600)
    path.write_bytes(saved.payload.replace(b"one", b"two"))
    (path.parent / "dropped.toml").write_bytes(pen.note(f"{CANARY} dropped", "dropped"))
    world.promise(saved.payload)


def look(world: World) -> None:
    with world.open() as session:
        session.refresh()
        if session.store.problems():
            return  # only while the disk refuses: see `World.check`
        (head,) = session.store.heads(pen.record("edited"))
        assert b"two" in head.payload
        assert session.store.heads(pen.record("dropped"))


def index_gone(world: World) -> None:
    save(world)
    receive(world)
    discard(world.home.index)
    discard(world.home.sync)


def rebuild(world: World) -> None:
    with world.open() as session:
        if not session.store.problems():
            found = session.store.entries(space=None)
            assert {revision_id(payload) for payload in world.promised.values()} <= {
                entry.id for entry in found
            }


def to_push(kind: Kind) -> Step:
    def begin(world: World) -> None:
        meet_at(world, kind)
        with world.open() as session:
            for number in range(world.size):
                made = prepare(
                    session, Note(body=f"{CANARY} {number}"), sharing={pen.LINK: Sharing("full")}
                )
                file(session, made)
                world.promise(made.revision.payload, *made.records)

    return begin


def to_pull(kind: Kind) -> Step:
    def begin(world: World) -> None:
        meet_at(world, kind)
        remote(world, kind).put(uploads(world.copies()))

    return begin


def sync(world: World) -> None:
    with world.open() as session:
        for report in sync_link(session, session.link(pen.LINK)):
            if report.trouble:
                raise RemoteError("unreachable", report.trouble, report.hint)
            assert report.waiting == 0
            assert report.set_aside == 0


def in_step(world: World) -> None:
    with world.open() as session:
        link = session.link(pen.LINK)
        given = [payload for _, payload in outgoing(session, link)]
    kind: Kind = "folder" if link.body.places[0].kind == "folder" else "file"
    there = remote(world, kind).ids()
    assert {upload.envelope.id for upload in uploads(given, "b")} <= there
    for payload, upload in zip(world.copies(), uploads(world.copies()), strict=True):
        if upload.envelope.id in there:
            world.promise(payload)


def full(kind: Kind) -> Step:
    return lambda world: remote(world, kind).put(uploads(world.copies(), "b"))


def purge(kind: Kind) -> Step:
    def do(world: World) -> None:
        place = remote(world, kind)
        for upload in uploads(world.copies(), "b"):
            name = upload.envelope.id
            place.purge(name, purge_secret(PURGE_KEY, name))
            assert name not in place.ids()

    return do


def new_place(kind: Kind) -> Step:
    def do(world: World) -> None:
        where = world.root / ("another" if kind == "folder" else "another.toml")
        make_place(Place(kind=kind, where=str(where)), KEYS.space)

    return do


def meeting(world: World) -> Place:
    return Place(kind="folder", where=str(world.root / "meeting"))


def invite(world: World) -> None:
    with world.open() as session:
        # A folder that an invitation was begun in is that one's for good.
        folders = (world.root / f"meeting {number}" for number in count())
        where = next(folder for folder in folders if not folder.exists())
        place = Place(kind="folder", where=str(where))
        made = people.start_invite(session, "Lee", "sponsee", place)
        assert made.link in {each.link for each in people.open_invites(session)}


def invited(world: World) -> None:
    """Lee, at a home of their own, has invited Sam. The code is left on the table."""
    with set_up(lees(world), SetupAnswers("Lee", zone="UTC"), lambda: NOW) as lee:
        made = people.start_invite(lee, "Sam", "sponsee", meeting(world))
        (world.root / "code").write_text(made.join_text)


def lees(world: World) -> Home:
    return Home.find({"SPONSORTERM_HOME": str(world.root / "lee")})


def join(world: World) -> None:
    with world.open() as session:
        # A code is good for one answer; who died after leaving it asks for another code.
        with contextlib.suppress(SlotTaken):
            people.join(session, (world.root / "code").read_text(), place=meeting(world))
        with Session.open(lees(world), lambda: NOW) as lee:
            for waiting in people.open_invites(lee):
                assert people.poll_invite(lee, waiting.link) is not None
            assert digits(session) <= digits(lee)


def digits(session: Session) -> set[str]:
    """The digits of every link that waits for them to be compared."""
    links = session.links(live_only=False)
    return {people.met(session, each.record).digits for each in links if each.state == "confirming"}


def joined(world: World) -> None:
    invited(world)
    join(world)


def confirm(world: World) -> None:
    for home in (world.home, lees(world)):
        with Session.open(home, lambda: NOW) as session:
            for link in session.links(live_only=False):
                if link.state == "confirming":
                    people.confirm(session, link.record, same=True, level="full")
            assert all(link.live for link in session.links(live_only=False))


def write_out(world: World) -> None:
    with world.open() as session:
        shutil.rmtree(world.root / "out", ignore_errors=True)
        assert export(session, world.root / "out") > 0


ACTIONS = (
    Action("first run", home_gone, first_run),
    Action("save", nothing, save),
    Action("save many", nothing, save_many),
    Action("keep all", nothing, keep_all),
    Action("receive", nothing, receive),
    Action("draft", old_draft, draft),
    Action("keys", nothing, keys),
    Action("quarantine", nothing, quarantine),
    Action("file and share", nothing, file_and_share),
    Action("delete", shared, take_back),
    Action("take in an edit", edited, look),
    Action("rebuild the index", index_gone, rebuild),
    Action("prepare a folder", nothing, new_place("folder")),
    Action("prepare a file", nothing, new_place("file")),
    Action("push to a folder", to_push("folder"), sync, in_step),
    Action("push to a file", to_push("file"), sync, in_step),
    Action("pull from a folder", to_pull("folder"), sync, in_step),
    Action("pull from a file", to_pull("file"), sync, in_step),
    Action("purge a folder", full("folder"), purge("folder")),
    Action("purge a file", full("file"), purge("file")),
    Action("invite", nothing, invite),
    Action("join", invited, join),
    Action("confirm", joined, confirm),
    Action("export", nothing, write_out),
)
