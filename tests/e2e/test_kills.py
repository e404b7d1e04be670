"""kill -9 right after "saved", and right after the endpoint's answer: nothing is lost.

Rounds are 50 by default; SPONSORTERM_ROUNDS asks for more.
"""

from __future__ import annotations

import os
import signal
import subprocess
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from sponsorterm import sealing, wire
from sponsorterm.records.kinds import Inventory, Place
from sponsorterm.services.home.session import Session
from sponsorterm.services.home.setup import SetupAnswers, set_up
from sponsorterm.sync.remotes import open_remote, prepare
from tests.e2e.conftest import PROGRAM, EndpointProcess, environment, home_at

ROUNDS = int(os.environ.get("SPONSORTERM_ROUNDS", "50"))
FIRST = date(2026, 1, 1)


def file_and_kill(home: Path, day: date, mood: int) -> None:
    """File an inventory as its own process and kill it as soon as it says "Saved"."""
    with subprocess.Popen(
        [*PROGRAM, "log", "--quick", "--date", day.isoformat(), "-"],
        env=environment(home),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(f"mood = {mood}\n")
        process.stdin.close()
        said = process.stdout.readline()
        process.send_signal(signal.SIGKILL)
    assert said.startswith("Saved here"), said


def test_a_client_killed_after_saved_has_saved(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    set_up(home, SetupAnswers("Sam", zone="UTC")).close()
    written = {FIRST + timedelta(days=n): 1 + n % 5 for n in range(ROUNDS)}
    for day, mood in written.items():
        file_and_kill(tmp_path, day, mood)
    with Session.open(home) as session:
        found = session.store.entries(kinds={Inventory.KIND})
        assert {entry.day: getattr(entry.body, "mood", None) for entry in found} == written
        assert session.store.problems() == []
    home.index.unlink()
    with Session.open(home) as session:
        assert session.store.count(kinds={Inventory.KIND}) == ROUNDS


def test_an_endpoint_killed_after_its_answer_has_kept_it(endpoint: EndpointProcess) -> None:
    space, token = sealing.new_space_id(), sealing.new_token()
    place = Place(kind="http", where=endpoint.url, token=token)
    prepare(place, space, endpoint.code)
    keys = sealing.SpaceKeys(space, sealing.new_root_key())
    answered: set[str] = set()
    for number in range(ROUNDS):
        envelopes = [sealing.seal(f"{number} {part}".encode(), keys, "a") for part in range(3)]
        uploads = [wire.Upload(envelope, wire.purge_hash("x")) for envelope in envelopes]
        with closing(open_remote(place, space)) as remote:
            answered.update(result.id for result in remote.put(uploads))
        endpoint.kill()
        endpoint.start()
    with closing(open_remote(place, space)) as remote:
        assert remote.ids() == answered
        assert len(answered) == 3 * ROUNDS
