"""Three clients and an endpoint, each its own process, killed at random: nothing is lost.

    python -m tests.soak --minutes 30 [--seed N]

Sam has two devices and Maria one; all three write without a pause, share, edit and sync. Every
save is acknowledged on a line of its own once it is kept. Processes are killed with SIGKILL in
the middle of whatever they do and started again. In the end everybody syncs until there is
nothing left to do; then every acknowledged save has to be there, on all devices of its author
and, where it was shared, at the other end.
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from sponsorterm.records.kinds import Inventory, Note, Place
from sponsorterm.services.entries.drafts import Sharing
from sponsorterm.services.entries.filing import file, prepare
from sponsorterm.services.home.doors import own_seed
from sponsorterm.services.home.session import Session
from sponsorterm.services.home.setup import SetupAnswers, set_up
from sponsorterm.services.links import people
from sponsorterm.services.syncing.arrival import arrive
from sponsorterm.services.syncing.private_space import (
    add_private_place,
    private_state,
    sync_everything,
    sync_private,
)
from sponsorterm.services.syncing.standing import state_of
from sponsorterm.store.home import Home
from sponsorterm.store.index import discard

NAMES = ("sam", "sam too", "maria")
BURST = 12
"""Saves between two syncs, at most."""
MOST_ROUNDS = 12
PATIENCE = 60.0


def home_at(folder: Path, name: str) -> Home:
    return Home.find({"SPONSORTERM_HOME": str(folder / name.replace(" ", "-"))})


def be_an_endpoint(folder: Path, port: int) -> None:
    """Serve until killed; the first line says where."""
    from sponsorterm.endpoint.run import Endpoint  # a client starts more quickly without
    from sponsorterm.endpoint.settings import Rate, Settings

    unpaced = Rate(per_minute=10**9, burst=10**9)
    database = folder / "endpoint" / "mailbox.db"
    settings = Settings(database=database, port=port, per_address=unpaced, per_token=unpaced)
    endpoint = Endpoint(settings)
    endpoint.run(on_ready=lambda _: print(endpoint.url, flush=True))


def be_a_client(folder: Path, name: str, seed: int, rest: float) -> None:
    """Write, share, edit and sync until killed; each line tells of a save that was kept."""
    dice = random.Random(seed)
    with Session.open(home_at(folder, name)) as session:
        link = session.links()[0].record
        mine: list[str] = []
        for number in itertools.count():
            for _ in range(dice.randrange(1, BURST)):
                record = dice.choice(mine) if mine and dice.random() < 0.3 else None
                text = f"{name} {seed} {number}"
                body = (
                    Note(body=text)
                    if name == "maria"
                    else Inventory(period="nightly", mode="quick", done_well=text)
                )
                shared = {link: Sharing("full")} if dice.random() < 0.7 else {}
                filed = file(session, prepare(session, body, record=record, sharing=shared))
                mine = [*mine, filed.revision.record][-20:]
                print(filed.revision.id, flush=True)
            sync_everything(session)
            session.refresh()
            time.sleep(dice.uniform(0, rest))


@dataclass
class Process:
    """One of the four, started again whenever it was killed; `told` are its lines."""

    arguments: list[str]
    told: list[str] = field(default_factory=list)
    dice: random.Random = field(default_factory=random.Random)

    def start(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.soak", *self.arguments, str(self.dice.getrandbits(32))],
            stdout=subprocess.PIPE,
            text=True,
        )
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.endswith("\n"):  # a line cut off by a kill promises nothing
                self.told.append(line.strip())

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self.kill()

    def kill(self) -> None:
        assert self._process.poll() is None, f"{self.arguments} died by itself"
        self._process.send_signal(signal.SIGKILL)
        self._process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        assert self._process.stdout is not None
        self._process.stdout.close()

    def wait_for_a_line(self, before: int) -> None:
        end = time.monotonic() + PATIENCE
        while len(self.told) <= before:
            assert time.monotonic() < end, f"{self.arguments} says nothing"
            time.sleep(0.01)


@dataclass
class Outcome:
    """What a soak came to."""

    seed: int
    kills: int
    saves: int
    lost: int
    seconds: float

    def __str__(self) -> str:
        return (
            f"seed {self.seed}: {self.kills} kills, {self.saves} acknowledged saves, "
            f"{self.lost} lost, {self.seconds:.0f} s"
        )


def soak(folder: Path, seconds: float, kills: int, seed: int) -> Outcome:
    """Let them run for so long and for so many kills at least, and see what is left."""
    from sponsorterm.endpoint.admin import create_code

    dice, began = random.Random(seed), time.monotonic()
    code = create_code(folder / "endpoint" / "mailbox.db", label="a soak")
    with ExitStack() as running:
        endpoint = running.enter_context(Process(["endpoint", str(folder), "0"], dice=dice))
        endpoint.wait_for_a_line(0)
        url = endpoint.told[0]
        endpoint.arguments[2] = url.rpartition(":")[2].strip("/")
        meet(folder, url, code)
        rest = str(max(0.0, seconds / 3600))
        clients = [Process(["client", str(folder), name, rest], dice=dice) for name in NAMES]
        for client in clients:
            running.enter_context(client)
        done = 0
        while done < kills or time.monotonic() - began < seconds:
            time.sleep(dice.uniform(0, 2 * seconds / kills))
            strike(dice.choice([*clients, endpoint]), waiting_for=endpoint)
            done += 1
        for client in clients:
            client.kill()
        told = [set(client.told) for client in clients]
        lost = left_behind(folder, dict(zip(NAMES, told, strict=True)))
    return Outcome(seed, done, sum(map(len, told)), lost, time.monotonic() - began)


def strike(victim: Process, waiting_for: Process) -> None:
    """Kill one and start it again; nobody can go on before the endpoint is back."""
    before = len(victim.told)
    victim.kill()
    victim.start()
    if victim is waiting_for:
        victim.wait_for_a_line(before)


def meet(folder: Path, url: str, code: str) -> None:
    """Sam and Maria meet at the endpoint, and Sam's second device comes by all that is his."""
    place = Place(kind="http", where=url)
    with (
        set_up(home_at(folder, "sam"), SetupAnswers("Sam", zone="UTC")) as sam,
        set_up(home_at(folder, "maria"), SetupAnswers("Maria", zone="UTC")) as maria,
    ):
        invite = people.start_invite(maria, "Sam", "sponsee", place, code)
        joined = people.join(sam, invite.join_text)
        people.poll_invite(maria, invite.link)
        people.confirm(maria, invite.link, same=True)
        people.confirm(sam, joined.link, same=True, level="full")
        add_private_place(sam, place, code)
        sync_private(sam)
        arrive(home_at(folder, "sam too"), own_seed(sam), place, "sam too")


@contextmanager
def opened(folder: Path) -> Iterator[dict[str, Session]]:
    """Everybody's home with an index made anew: what counts is what the files say."""
    with ExitStack() as stack:
        for name in NAMES:
            discard(home_at(folder, name).index)
        yield {name: stack.enter_context(Session.open(home_at(folder, name))) for name in NAMES}


def left_behind(folder: Path, promised: dict[str, set[str]]) -> int:
    """Bring all in step; how many of the promised saves are not everywhere they have to be."""
    with opened(folder) as sessions:
        for session in sessions.values():
            assert session.store.problems() == []
        at_once = {name: promised[name] - set(s.store.names()) for name, s in sessions.items()}
        settle(list(sessions.values()))
        sam, too, maria = sessions.values()
        assert set(sam.store.names()) == set(too.store.names())
        assert sam.store.entries() == too.store.entries()
        for giver, taker in ((sam, maria), (maria, sam), (maria, too)):
            given = set(giver.store.given(giver.links()[0].record))
            assert given <= set(taker.store.names(taker.links()[0].record))
        lost = (promised["sam"] | promised["sam too"]) - set(too.store.names())
        return sum(map(len, at_once.values())) + len(lost)


def settle(sessions: list[Session]) -> None:
    """Sync until nobody has anything to do."""
    for _ in range(MOST_ROUNDS):
        reports = [report for session in sessions for report in sync_everything(session)]
        for session in sessions:
            session.refresh()
        if not any(r.trouble or r.sent or r.received or r.refilled or r.purged for r in reports):
            break
    for session in sessions:
        assert all(state_of(session, link).state == "in_step" for link in session.links())
        assert private_state(session).state in ("in_step", "no_place")


def main() -> None:
    if sys.argv[1:2] == ["endpoint"]:
        be_an_endpoint(Path(sys.argv[2]), int(sys.argv[3]))
    elif sys.argv[1:2] == ["client"]:
        be_a_client(Path(sys.argv[2]), sys.argv[3], int(sys.argv[5]), float(sys.argv[4]))
    else:
        asked = argparse.ArgumentParser(description="Kill clients and an endpoint at random.")
        asked.add_argument("--minutes", type=float, default=30.0)
        asked.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(4), "big"))
        told = asked.parse_args()
        kills = max(60, round(told.minutes * 40))
        print(f"seed {told.seed}, {told.minutes:g} minutes, at least {kills} kills", flush=True)
        with tempfile.TemporaryDirectory(prefix="sponsorterm-soak-") as folder:
            outcome = soak(Path(folder), told.minutes * 60, kills, told.seed)
        print(outcome)
        sys.exit(outcome.lost > 0)


if __name__ == "__main__":
    main()
