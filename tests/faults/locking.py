"""The lock: turned on and off, opened, and all that is written under it, as actions."""

from __future__ import annotations

import pytest

from sponsorterm.records.ids import revision_id
from sponsorterm.sealing.errors import WrongPassphrase
from sponsorterm.services.home import locking
from sponsorterm.services.home.session import Session
from sponsorterm.store import lock
from sponsorterm.store.cover import Locked
from sponsorterm.store.drafts import Drafts
from sponsorterm.store.drawer import Drawer
from sponsorterm.store.keys import changing_keys, load_keys
from tests.faults.action import Action, Step
from tests.faults.keeping import draft, in_step, old_draft, receive, save, sync, to_pull
from tests.faults.world import CANARY, NOW, World
from tests.store import pen

PASSPHRASE, ANOTHER = "correct horse battery", "wrong horse charger"
DRAFT = "text-begun"
ASIDE = f"{CANARY} aside".encode()
SECRET = f'secret = "{CANARY}"\n'.encode()


def furnish(world: World) -> None:
    """Put something of every sort in the home, and what a crash and an editor leave behind."""
    receive(world)
    with world.open() as session:
        session.store.quarantine(ASIDE, CANARY, "a source")
    home = world.opened()
    Drafts(home).save(DRAFT, SECRET)
    Drawer(home, home.pairing).put("begun.toml", SECRET)
    Drawer(home, home.state).put("told.toml", SECRET)
    with changing_keys(home) as keys:
        keys.codes["ab"] = CANARY
    (home.records / "mine" / "stray.txt").write_bytes(SECRET)
    (home.records / "mine" / ".0123456789abcdef.tmp").write_bytes(SECRET)
    (home.state / "editing-abc").mkdir()
    (home.state / "editing-abc" / "entry.toml").write_bytes(SECRET)


def all_there(world: World) -> None:
    home = world.opened()
    assert Drafts(home).load(DRAFT) == SECRET
    assert Drawer(home, home.pairing).get("begun.toml", 1000) == SECRET
    assert Drawer(home, home.state).get("told.toml", 1000) == SECRET
    assert load_keys(home).codes["ab"] == CANARY
    aside = Drawer(home, home.quarantine)
    assert aside.get(f"{revision_id(ASIDE)}.bin", 1000) == ASIDE
    assert CANARY.encode() in aside.get(f"{revision_id(ASIDE)}.toml", 1000)
    if home.cover.is_sealed:
        assert aside.get(f"{revision_id(SECRET)}.bin", 1000) == SECRET, "a stray is set aside"


def locked(world: World) -> None:
    locking.turn_on(world.home, PASSPHRASE, lambda: NOW)


def under_a_lock(begin: Step) -> Step:
    """The same beginning, and then the lock is turned on."""

    def begun(world: World) -> None:
        begin(world)
        locked(world)

    return begun


def turn_on(world: World) -> None:
    if not lock.is_on(world.home):
        locked(world)


def is_sealed(world: World) -> None:
    assert world.opened().cover.is_sealed
    assert world.holding(CANARY) == []
    all_there(world)


def turn_off(world: World) -> None:
    home = world.opened()
    if home.cover.is_sealed:
        lock.turn_off(home)


def is_plain(world: World) -> None:
    assert not lock.is_on(world.home)
    all_there(world)


def unlock(world: World) -> None:
    with pytest.raises(WrongPassphrase):
        lock.unlock(world.home, ANOTHER, NOW)
    with Session.open(lock.unlock(world.home, PASSPHRASE, NOW), lambda: NOW) as session:
        assert session.store.entries()


def opens(world: World, passphrase: str) -> bool:
    try:
        return lock.unlock(world.home, passphrase, NOW).cover.is_sealed
    except WrongPassphrase:
        return False


def change_passphrase(world: World) -> None:
    assert [opens(world, PASSPHRASE), opens(world, ANOTHER)].count(True) == 1
    locking.change_passphrase(world.opened(), ANOTHER)
    assert opens(world, ANOTHER)


def fall_asleep(world: World) -> None:
    """What happens when nobody was there for long: all is kept, and the key let go."""
    home, elsewhere = world.opened(), world.opened()
    with Session.open(home, lambda: NOW) as session:
        world.promise(session.store.save(pen.note(CANARY, "the last")).payload)
        Drafts(home).save(DRAFT, SECRET)
    lock.lock_everywhere(home)
    closed = locking.let_go(home)
    for again in (elsewhere, home, closed):
        with pytest.raises(Locked):
            Session.open(again, lambda: NOW)


def draft_is_kept(world: World) -> None:
    assert Drafts(world.opened()).load(DRAFT) == SECRET


ACTIONS = (
    Action("turn the lock on", furnish, turn_on, is_sealed),
    Action("turn the lock off", under_a_lock(furnish), turn_off, is_plain),
    Action("unlock", locked, unlock),
    Action("change the passphrase", locked, change_passphrase),
    Action("lock when idle", locked, fall_asleep, draft_is_kept),
    Action("save under a lock", locked, save),
    Action("draft under a lock", under_a_lock(old_draft), draft),
    Action("pull under a lock", under_a_lock(to_pull("folder")), sync, in_step),
)
