"""`demo --plain` is the main job with real processes, and leaves nothing behind."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.conftest import PROGRAM, environment
from tests.e2e.terminal import Terminal

LIMIT = 60
DEMO = [*PROGRAM, "demo", "--plain"]


@pytest.fixture
def places(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Every place where a program may put something; all must be empty afterwards."""
    names = {"HOME": "home", "TMPDIR": "tmp", "XDG_RUNTIME_DIR": "run"}
    folders = {variable: tmp_path / name for variable, name in names.items()}
    for folder in folders.values():
        folder.mkdir(mode=0o700)
    found = environment(tmp_path) | {variable: str(path) for variable, path in folders.items()}
    del found["SPONSORTERM_HOME"]
    yield found
    assert [path for folder in folders.values() for path in folder.rglob("*")] == []


def is_listening(said: str) -> bool:
    port = re.search(r"http://127\.0\.0\.1:(\d+)", said)
    assert port, said
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", int(port[1]))) == 0


def test_the_main_job_is_told_and_nothing_stays(places: dict[str, str]) -> None:
    done = subprocess.run(
        DEMO, env=places, capture_output=True, text=True, timeout=LIMIT, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    digits = re.findall(r"(?:\d{5} ){4}\d{5}", done.stdout)
    assert len(digits) == 2
    assert digits[0] == digits[1]
    order = ["Saved here, will be sent", "The endpoint is back", "Maria opens her dashboard"]
    told = [next(n for n, line in enumerate(lines) if words in line) for words in order]
    assert told == sorted(told)
    dashboard = "\n".join(lines[told[-1] :])
    assert "Sam" in dashboard
    assert "craving 8 of 10 today" in dashboard
    assert "1 new" in dashboard
    assert "The letter on the table" not in done.stdout, "what is held back is in no preview"
    assert not is_listening(done.stdout)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_demo_takes_its_endpoint_along(
    places: dict[str, str], number: signal.Signals
) -> None:
    with subprocess.Popen(DEMO, env=places, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = next(line for line in process.stdout if "http://" in line)
        process.send_signal(number)
        process.stdout.read()
        assert process.wait(LIMIT) == 130
    assert not is_listening(said)


@pytest.mark.parametrize(("part", "name"), [("sponsor", "Maria"), ("sponsee", "Sam")])
def test_the_screens_of_a_demo_are_marked_and_a_dropped_line_takes_all_along(
    places: dict[str, str], part: str, name: str
) -> None:
    with Terminal([*PROGRAM, "demo", "--as", part], places) as terminal:
        terminal.wait_for(f"{name} (DEMO)")
        terminal.hang_up()
