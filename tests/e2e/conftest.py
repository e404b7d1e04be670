"""Real processes: an endpoint, two people's homes, and terminals to use them in."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from sponsorterm.endpoint.admin import create_code
from sponsorterm.records.kinds import Place
from sponsorterm.services.entries.holding import choose_hold
from sponsorterm.services.home.setup import SetupAnswers, set_up
from sponsorterm.services.links import people
from sponsorterm.store.home import Home
from tests.e2e.terminal import Terminal

PROGRAM = [sys.executable, "-m", "sponsorterm"]


def environment(home: Path) -> dict[str, str]:
    """What a process of this person sees; nothing of the developer's own settings."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return kept | {"SPONSORTERM_HOME": str(home), "HOME": str(home), "TZ": "UTC"}


def run(
    home: Path, *words: str, stdin: str = "", timeout: float = 30
) -> subprocess.CompletedProcess[str]:
    """One verb of the program, to its end."""
    return subprocess.run(
        [*PROGRAM, *words],
        input=stdin,
        env=environment(home),
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )


def screens(home: Path, *, columns: int = 80, rows: int = 24) -> Terminal:
    """The program's screens in a terminal."""
    return Terminal(PROGRAM, environment(home), columns=columns, rows=rows)


class EndpointProcess:
    """`sponsorterm serve` as its own process, that can be killed and started again."""

    def __init__(self, folder: Path) -> None:
        self.database = folder / "mailbox.db"
        self.code = create_code(self.database, label="a test")
        self._folder = folder
        self.port = 0
        self.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self.process = subprocess.Popen(
            [*PROGRAM, "serve", "--port", str(self.port), "--database", str(self.database)],
            env=environment(self._folder),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if "http://127.0.0.1:" in line:
                self.port = int(line.split("http://127.0.0.1:", 1)[1].split()[0].strip("/."))
                return
        raise AssertionError("the endpoint did not start")

    def kill(self, number: signal.Signals = signal.SIGKILL) -> None:
        self.process.send_signal(number)
        self.process.wait(timeout=20)
        assert self.process.stdout is not None
        self.process.stdout.close()


@pytest.fixture
def endpoint(tmp_path: Path) -> Iterator[EndpointProcess]:
    process = EndpointProcess(tmp_path / "endpoint")
    yield process
    if process.process.poll() is None:
        process.kill()


@dataclass
class Homes:
    """Sam, a sponsee, and Maria, their sponsor, linked over an endpoint."""

    sam: Path
    maria: Path


def home_at(path: Path) -> Home:
    return Home.find({"SPONSORTERM_HOME": str(path)})


@pytest.fixture
def homes(tmp_path: Path, endpoint: EndpointProcess) -> Homes:
    paths = Homes(tmp_path / "sam", tmp_path / "maria")
    place = Place(kind="http", where=endpoint.url)
    with (
        set_up(home_at(paths.sam), SetupAnswers("Sam", zone="UTC")) as sam,
        set_up(home_at(paths.maria), SetupAnswers("Maria", zone="UTC")) as maria,
    ):
        for session in (sam, maria):
            choose_hold(session, "now")
        invite = people.start_invite(maria, "Sam", "sponsee", place, endpoint.code)
        joined = people.join(sam, invite.join_text)
        people.poll_invite(maria, invite.link)
        people.confirm(maria, invite.link, same=True)
        people.confirm(sam, joined.link, same=True, level="full")
    return paths
