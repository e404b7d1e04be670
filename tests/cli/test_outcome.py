from __future__ import annotations

import click
import pytest

from sponsorterm.cli.outcome import ExitCode, Stop, explain
from sponsorterm.endpoint.refusals import EndpointError
from sponsorterm.program import UnknownKey
from sponsorterm.records.errors import BadRecord
from sponsorterm.rules.sharing import UnknownAnswer
from sponsorterm.sealing import SealingError
from sponsorterm.services.errors import NotSetUp, ServiceError, UnknownPerson
from sponsorterm.store.errors import StoreError
from sponsorterm.sync.pairing import PairingError
from sponsorterm.sync.remotes.base import RemoteError


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (NotSetUp(), 10),
        (ServiceError("Something.", "do that"), 1),
        (UnknownPerson("Nobody."), 1),
        (StoreError("It cannot be written.", "free some space"), 1),
        (PairingError("The code is over.", "ask for another"), 1),
        (RemoteError("refused"), 4),
        (RemoteError("unreachable"), 1),
        (EndpointError("the port is taken", "choose another"), 1),
        (BadRecord("entry", "mood", "expected at most 5"), 7),
        (UnknownAnswer("answers.feer"), 7),
        (SealingError("This was damaged."), 7),
        (UnknownKey("there is no such form"), 2),
        (click.UsageError("no such option"), 2),
        (click.Abort(), 130),
        (KeyboardInterrupt(), 130),
        (Stop("No.", code=ExitCode.NEEDS_A_PERSON), 6),
        (FileNotFoundError(2, "No such file or directory", "list.txt"), 1),
    ],
)
def test_every_error_is_one_line_and_a_documented_code(error: BaseException, code: int) -> None:
    line, given = explain(error)
    assert given == code
    assert line
    assert "\n" not in line


def test_an_unforeseen_error_tells_its_place_and_never_its_text() -> None:
    try:
        {}["what Sam wrote"]
    except KeyError as caught:
        line, code = explain(caught)
    assert code == 1
    assert "KeyError" in line
    assert "Sam" not in line


def test_the_place_is_named_within_the_program() -> None:
    from sponsorterm.cli.invocation import read_day

    try:
        read_day("today", None)  # type: ignore[arg-type]
    except TypeError as caught:
        line, _ = explain(caught)
    assert "cli/invocation.py:" in line


def test_what_an_error_repeats_cannot_steer_the_terminal() -> None:
    line, _ = explain(click.UsageError("no such thing: \x1b[2J\nx"))
    assert line == "no such thing: [2J x"
