"""Background syncing: what one files the other is told of, and leaving sends what waits."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from sponsorterm.records.kinds import Inventory, Place
from sponsorterm.services.entries.drafts import Sharing
from sponsorterm.services.entries.filing import file, prepare
from sponsorterm.services.home.session import Session, wall_clock
from sponsorterm.services.syncing.background import LONGEST, Background, Pause
from sponsorterm.services.syncing.private_space import add_private_place, private_state
from sponsorterm.services.syncing.standing import states
from tests.endpoint.living import Live, until
from tests.services.pairing import meet


def write(session: Session) -> None:
    body = Inventory(period="nightly", mode="quick", mood=2)
    file(session, prepare(session, body, sharing={session.links()[0].record: Sharing("full")}))


def arrived(session: Session) -> Callable[[], bool]:
    link = session.links()[0].record
    return lambda: (session.refresh(), session.store.count(space=link, kinds={"inventory"}))[1] > 0


def test_a_listener_brings_what_the_other_files(
    two: tuple[Session, Session], tmp_path: Path, endpoint: Live
) -> None:
    sam, maria = two
    meet(maria, sam, "http", tmp_path, endpoint)
    told = threading.Event()
    hearing = Background(maria.home, told.set, wall_clock)
    sending = Background(sam.home, lambda: None, wall_clock)
    hearing.start()
    sending.start()
    try:
        until(lambda: states(maria)[0].last_ok is not None and states(sam)[0].last_ok is not None)
        told.clear()
        write(sam)
        sending.wake()
        until(arrived(maria))
        assert told.wait(10)
    finally:
        hearing.stop()
        sending.stop()


def test_leaving_sends_what_waits(
    two: tuple[Session, Session], tmp_path: Path, endpoint: Live
) -> None:
    sam, maria = two
    meet(maria, sam, "http", tmp_path, endpoint)
    background = Background(sam.home, lambda: None, wall_clock)
    background.start()
    until(lambda: states(sam)[0].last_ok is not None)
    write(sam)
    background.stop(20)
    sam.refresh()
    assert states(sam)[0].waiting == 0


def test_a_dead_endpoint_holds_nobody_up(two: tuple[Session, Session], tmp_path: Path) -> None:
    sam, maria = two
    shared = tmp_path / "shared"
    shared.mkdir()
    meet(maria, sam, "folder", shared, endpoint=None)
    shared.rename(tmp_path / "away")
    changed = threading.Event()
    background = Background(sam.home, changed.set, wall_clock)
    background.start()
    assert changed.wait(20)
    background.stop(20)
    assert states(sam)[0].state == "unreachable"


def test_pauses_double_up_to_a_limit_and_heed_what_the_remote_says() -> None:
    pause = Pause()
    assert [pause.after(trouble=True) for _ in range(3)] == [1.0, 2.0, 4.0]
    assert pause.after(trouble=True, told=60) == 60
    assert [pause.after(trouble=True) for _ in range(4)][-1] == LONGEST
    assert pause.after(trouble=False) == 0


def test_what_is_private_goes_to_my_other_devices_by_itself(sam: Session, tmp_path: Path) -> None:
    (tmp_path / "private").mkdir(mode=0o700)
    add_private_place(sam, Place(kind="folder", where=str(tmp_path / "private")))
    background = Background(sam.home, lambda: None, wall_clock)
    background.start()
    until(lambda: private_state(sam).state == "in_step")
    sam.save(Inventory(period="nightly", mode="quick", mood=2))
    assert private_state(sam).waiting == 1
    background.stop(20)
    assert private_state(sam).state == "in_step"
