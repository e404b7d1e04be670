from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.cli.conftest import Person


def asked_for_a_call(linked: tuple[Person, Person]) -> Person:
    sam, maria = linked
    sam.gets("log", "--share", "Maria=full", "--sync", stdin='mood = 1\nused = "yes"\n')
    maria.gets("sync")
    return maria


def test_a_command_hears_of_each_new_flag_once(
    linked: tuple[Person, Person], tmp_path: Path
) -> None:
    maria = asked_for_a_call(linked)
    heard = tmp_path / "heard"
    command = f'printf "%s %s\\n" "$SPONSORTERM_ALERT" "$SPONSORTERM_LEVEL" >> {heard}'
    maria.gets("watch", "--once", "--exec", command)
    assert sorted(heard.read_text().split("\n")) == ["", "low_mood 1", "setback 1"]
    maria.gets("watch", "--once", "--exec", command)
    assert len(heard.read_text().splitlines()) == 2


def test_a_command_that_fails_is_told(linked: tuple[Person, Person]) -> None:
    maria = asked_for_a_call(linked)
    result = maria.types("watch", "--once", "--exec", "false")
    assert result.exit_code == 1
    assert "did not go well" in result.stderr


def test_the_morning_line_names_nobody(linked: tuple[Person, Person]) -> None:
    maria = asked_for_a_call(linked)
    told = maria.gets("remind", code=3)
    assert "1 needs a look." in told
    assert "Sam" not in told
    document = json.loads(maria.gets("remind", "--json", code=3))
    assert (document["need_a_look"], document["filed"]) == (1, False)


def test_it_stays_and_hears_what_comes_until_it_is_stopped(
    linked: tuple[Person, Person], tmp_path: Path
) -> None:
    sam, maria = linked
    heard = tmp_path / "heard"
    watching = subprocess.Popen(
        [sys.executable, "-m", "sponsorterm", "watch", "--exec", f"echo . >> {heard}"],
        env={**os.environ, **maria.env, "PYTHONPATH": os.pathsep.join(sys.path)},
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    sam.gets("log", "--share", "Maria=full", "--sync", stdin="mood = 1\n")
    deadline = time.monotonic() + 60
    while not heard.exists() and time.monotonic() < deadline:
        assert watching.poll() is None, watching.stderr and watching.stderr.read()
        time.sleep(0.05)
    assert heard.exists()
    watching.send_signal(signal.SIGTERM)
    _, told = watching.communicate(timeout=60)
    assert watching.returncode == 130
    assert b"Traceback" not in told
