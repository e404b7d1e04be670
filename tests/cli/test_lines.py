from __future__ import annotations

import os
import signal

import pytest

from sponsorterm.cli import lines as module
from sponsorterm.cli.lines import Interrupted, TerminalLines


def answering(monkeypatch: pytest.MonkeyPatch, answer: object) -> None:
    """Have the terminal give this line, raise this error, or run this first."""

    def ask(prompt: str) -> str:
        if isinstance(answer, BaseException):
            raise answer
        return answer() if callable(answer) else str(answer)

    monkeypatch.setattr(module, "_bare", ask)


def test_a_line_is_cleaned(monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, "a\x1b[2Jb\u202e")
    with TerminalLines() as lines:
        assert lines.ask("> ") == "a[2Jb"


@pytest.mark.parametrize("error", [EOFError(), OSError(5, "Input/output error")])
def test_a_terminal_that_is_gone_ends_the_asking(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    answering(monkeypatch, error)
    with TerminalLines() as lines, pytest.raises(Interrupted):
        lines.ask("> ")


def test_a_signal_during_work_is_heeded_at_the_next_question() -> None:
    with TerminalLines() as lines:
        os.kill(os.getpid(), signal.SIGTERM)
        with pytest.raises(Interrupted):
            lines.ask("> ")


def test_a_line_entered_in_the_moment_of_a_signal_is_handed_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def hang_up() -> str:
        os.kill(os.getpid(), signal.SIGHUP)
        return "half a sen"

    monkeypatch.setattr(module, "_hung_up", lambda: True)
    answering(monkeypatch, hang_up)
    with TerminalLines() as lines, pytest.raises(Interrupted) as caught:
        lines.ask("> ")
    assert caught.value.typed == "half a sen"


def test_two_signals_in_one_moment_are_one_end(monkeypatch: pytest.MonkeyPatch) -> None:
    wrapped = SystemError("input returned a result with an exception set")
    wrapped.__cause__ = Interrupted("half")
    answering(monkeypatch, wrapped)
    with TerminalLines() as lines, pytest.raises(Interrupted) as caught:
        lines.ask("> ")
    assert caught.value.typed == "half"


def test_the_signals_are_given_back() -> None:
    before = [signal.getsignal(number) for number in (*module.ENDS, signal.SIGALRM)]
    with TerminalLines():
        pass
    assert [signal.getsignal(number) for number in (*module.ENDS, signal.SIGALRM)] == before


def test_a_hangup_that_was_to_be_ignored_stays_ignored() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with TerminalLines():
            assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)
