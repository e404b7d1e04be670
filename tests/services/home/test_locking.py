"""Under a lock people write and sync as ever, and nothing of it reaches the disk in clear."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from sponsorterm.records.kinds import Inventory
from sponsorterm.sealing.at_rest import Cost
from sponsorterm.services.entries.drafts import Sharing, open_draft, save_draft
from sponsorterm.services.entries.filing import file, prepare
from sponsorterm.services.home import locking
from sponsorterm.services.home.session import Session
from sponsorterm.services.syncing.background import Background
from sponsorterm.services.syncing.rounds import sync_all
from sponsorterm.services.syncing.standing import states
from sponsorterm.store import lock
from sponsorterm.store.cover import Locked
from sponsorterm.store.home import Home
from sponsorterm.store.lock import lock_everywhere, unlock
from tests.endpoint.living import Live, until
from tests.services.conftest import Wrist
from tests.services.pairing import meet

PASSPHRASE, CANARY = "correct horse battery", "canarybird"


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "affordable", lambda _: Cost(8192, 1))


def write(session: Session) -> None:
    body = Inventory(period="nightly", mode="quick", mood=2, done_well=CANARY)
    file(session, prepare(session, body, sharing={session.links()[0].record: Sharing("full")}))


def in_clear(home: Home) -> list[str]:
    files = (path for path in home.state.parent.rglob("*") if path.is_file())
    return [path.name for path in files if CANARY.encode() in path.read_bytes()]


def test_what_is_filed_under_a_lock_arrives_under_a_lock(
    two: tuple[Session, Session], tmp_path: Path, endpoint: Live, clock: Wrist
) -> None:
    sam, maria = two
    meet(maria, sam, "http", tmp_path, endpoint)
    write(sam)
    homes = [locking.turn_on(each.home, PASSPHRASE, clock) for each in (sam, maria)]
    with Session.open(homes[0], clock) as mine, Session.open(homes[1], clock) as hers:
        assert [report.trouble for report in (*sync_all(mine), *sync_all(hers))] == ["", ""]
        assert [state.state for state in states(mine)] == ["in_step"]
        assert hers.store.search(CANARY)
        draft = open_draft(mine, "checkin", mine.today)
        save_draft(mine, draft)
        assert [in_clear(home) for home in homes] == [[], []]
    with Session.open(unlock(homes[0], PASSPHRASE, clock()), clock) as mine:
        assert [state.state for state in states(mine)] == ["in_step"], "the ledger was kept"
    assert [in_clear(home) for home in homes] == [[], []]


def test_nothing_syncs_once_it_is_locked(
    two: tuple[Session, Session], tmp_path: Path, clock: Wrist
) -> None:
    sam, maria = two
    meet(maria, sam, "folder", tmp_path / "shared", None)
    home = locking.turn_on(sam.home, PASSPHRASE, clock)
    round_ended = threading.Event()
    background = Background(home, round_ended.set, clock)
    background.start()
    try:
        assert round_ended.wait(20)
        lock_everywhere(home)
        background.wake()
        until(lambda: not any(each.is_alive() for each in background._threads.values()))
        with pytest.raises(Locked):
            Session.open(home, clock)
    finally:
        background.stop()


KILLED = """
import os, signal, sys
from pathlib import Path
from sponsorterm.sealing.at_rest import Cost
from sponsorterm.services.home import locking
from sponsorterm.store.home import Home
home = Home.find({"SPONSORTERM_HOME": sys.argv[1]})
def progress(done, total):
    if done * 2 >= total:
        os.kill(os.getpid(), signal.SIGKILL)
locking.turn_on(home, sys.argv[2], progress=progress, cost=Cost(8192, 1))
"""


def test_a_process_killed_half_way_is_finished_by_the_next(
    two: tuple[Session, Session], tmp_path: Path, endpoint: Live, clock: Wrist
) -> None:
    sam, maria = two
    meet(maria, sam, "http", tmp_path, endpoint)
    write(sam)
    root = str(sam.home.state.parent)
    command = [sys.executable, "-c", KILLED, root, PASSPHRASE]
    ended = subprocess.run(command, env=os.environ, check=False, timeout=60)
    assert ended.returncode == -signal.SIGKILL
    assert locking.lock_state(sam.home).half_way
    with pytest.raises(Locked):
        sam.store.refresh()
    with Session.open(unlock(sam.home, PASSPHRASE, clock()), clock) as again:
        assert again.store.search(CANARY)
    assert not locking.lock_state(sam.home).half_way
    assert in_clear(sam.home) == []


def test_while_locked_nothing_of_ones_own_shows_but_what_was_ticked(
    two: tuple[Session, Session], clock: Wrist
) -> None:
    home = locking.turn_on(two[0].home, PASSPHRASE, clock)
    assert locking.lock_state(home).numbers == ()
    with Session.open(home, clock) as session:
        locking.tick(session, "Jo", "+49 30 1234")
        assert [each.number for each in locking.lock_state(home).numbers] == ["+49 30 1234"]
        locking.untick(session, "Jo")
    assert locking.lock_state(home).numbers == ()
