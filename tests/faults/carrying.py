"""Backups, coming back from them, one's own devices and what they wrote apart, as actions."""

from __future__ import annotations

from contextlib import suppress

from msgspec.structs import replace

from sponsorterm.records.ids import derived_record_id
from sponsorterm.records.kinds import Checkin, Device, Link, Note, Place
from sponsorterm.sealing.recovery import words_of
from sponsorterm.services.entries import merging
from sponsorterm.services.entries.drafts import Sharing
from sponsorterm.services.entries.filing import file, prepare
from sponsorterm.services.errors import ServiceError
from sponsorterm.services.home.backup import back_up, restore
from sponsorterm.services.home.session import Session
from sponsorterm.services.home.setup import is_set_up
from sponsorterm.services.sponsor.watching import news
from sponsorterm.services.syncing import handover
from sponsorterm.services.syncing.arrival import restore_from_words
from sponsorterm.services.syncing.devices import own_devices, revoke
from sponsorterm.services.syncing.private_space import add_private_place, sync_private
from sponsorterm.store.errors import StoreError
from sponsorterm.store.home import Home
from sponsorterm.sync.remotes.base import RemoteError
from tests.faults.action import Action, nothing
from tests.faults.world import CANARY, NOW, World
from tests.store import pen

PHONE = "f" * 16


def new_home(world: World) -> Home:
    return Home.find({"SPONSORTERM_HOME": str(world.root / "new")})


def own_place(world: World) -> Place:
    return Place(kind="folder", where=str(world.root / "own"))


def words(world: World) -> str:
    return " ".join(words_of(world.seed))


def back_up_here(world: World) -> None:
    path = world.root / "backup"
    with world.open() as session:
        if not path.exists() and back_up(session, path).left_out:
            path.unlink()
            raise StoreError("A file could not be read.", "try again")


def come_back(world: World) -> None:
    if not new_home(world).exists():
        restore(new_home(world), world.root / "backup", words(world))


def all_came(world: World) -> None:
    with Session.open(new_home(world), lambda: NOW) as session:
        for name, payload in world.promised.items():
            assert session.store.revision(name).payload == payload


def backed_up(world: World) -> None:
    come_back(world)
    all_came(world)


def kept_elsewhere(world: World) -> None:
    (world.root / "own").mkdir(0o700)
    with world.open() as session:
        add_private_place(session, own_place(world))
        go_round(session)


def go_round(session: Session) -> None:
    for report in sync_private(session):
        if report.trouble:
            raise RemoteError("unreachable", report.trouble, report.hint)


def arrive(world: World) -> None:
    if is_set_up(new_home(world)):
        with Session.open(new_home(world), lambda: NOW) as session:
            go_round(session)
    else:
        restore_from_words(new_home(world), words(world), own_place(world), clock=lambda: NOW)


def arrive_at_nothing(world: World) -> None:
    """Name the wrong place. What that made is taken away, and the right one is named later."""
    (world.root / "empty").mkdir(0o700, exist_ok=True)
    place = Place(kind="folder", where=str(world.root / "empty"))
    with suppress(ServiceError):
        restore_from_words(new_home(world), words(world), place, clock=lambda: NOW)
    assert not is_set_up(new_home(world))


def found_after_all(world: World) -> None:
    arrive(world)
    all_came(world)


def granted(world: World) -> None:
    """All is said between two devices; the new one may have everything."""
    kept_elsewhere(world)
    with world.open() as session:
        code = handover.offer(session).join_text
        handover.answer(new_home(world), code, own_place(world), "phone", lambda: NOW)
        assert handover.answered(session) is not None
        handover.grant(session, same=True)


def take_over(world: World) -> None:
    if handover.waiting(new_home(world)) is not None:
        assert handover.take_over(new_home(world), same=True, clock=lambda: NOW) is not None


def taken_over(world: World) -> None:
    assert handover.waiting(new_home(world)) is None
    all_came(world)


def with_a_phone(world: World) -> None:
    with world.open() as session:
        phone = Device(device=PHONE, name="phone", since=NOW.date())
        session.save(phone, record=derived_record_id(Device.KIND, PHONE))


def shut_out(world: World) -> None:
    with world.open() as session:
        (phone,) = [each for each in own_devices(session) if each.device == PHONE]
        if phone.revoked is None:
            assert revoke(session, phone) == []
        (phone,) = [each for each in own_devices(session) if each.device == PHONE]
        assert phone.revoked == NOW.date()


def written_apart(world: World) -> None:
    with world.open() as session:
        sharing = {pen.LINK: Sharing("full")}
        made = prepare(session, Note(body=CANARY), record=pen.record("apart"), sharing=sharing)
        first = file(session, made).revision
        for number in range(2):
            text = f"{CANARY} on device {number}"
            session.store.save(pen.note(text, "apart", after=[first], minutes=number))
        assert merging.waiting(session) == [pen.record("apart")]
        world.promise(*(head.payload for head in session.store.heads(pen.record("apart"))))


def choose(world: World) -> None:
    with world.open() as session:
        for record in merging.waiting(session):
            question = merging.question(session, record)
            merging.keep(session, merging.take(session, question, 0))
        (head,) = session.store.heads(pen.record("apart"))
        world.promise(head.payload)


def flagged(world: World) -> None:
    """Sam is the sponsor now, and somebody asks for a call."""
    with world.open() as session:
        link = session.link(pen.LINK).body
        assert isinstance(link, Link)
        session.save(replace(link, role="sponsee"), record=pen.LINK)
        session.store.receive(pen.LINK, pen.given(Checkin(need_call="now"), "call"))


def look_for_news(world: World) -> None:
    with world.open() as session:
        news(session)
        assert news(session) == []


ACTIONS = (
    Action("back up", nothing, back_up_here, backed_up),
    Action("restore a backup", back_up_here, come_back, all_came),
    Action("restore from words", kept_elsewhere, arrive, all_came),
    Action("find nothing at a place", kept_elsewhere, arrive_at_nothing, found_after_all),
    Action("take over on a device", granted, take_over, taken_over),
    Action("revoke a device", with_a_phone, shut_out),
    Action("merge", written_apart, choose),
    Action("look for news", flagged, look_for_news),
)
