"""Questions and answers, a line at a time, from a terminal that may hang up at any moment.

A signal never cuts work in half: it ends the waiting for a line, or it is heeded when the
next line would be asked for. What stood half-typed on the line is at most a second old.
"""

from __future__ import annotations

import contextlib
import select
import signal
import sys
import termios
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any, Protocol, Self

from sponsorterm.records.text import clean

TAKE_BACK = "-"
"""The line that takes an answer back."""
ENDS = (signal.SIGINT, signal.SIGHUP, signal.SIGTERM)
LOOK_SECONDS = 1.0
"""How often a half-typed line is looked at."""


class Interrupted(KeyboardInterrupt):
    """The person left, or the line was dropped. `typed` stood on the line by then."""

    def __init__(self, typed: str = "") -> None:
        super().__init__()
        self.typed = typed


Watch = Callable[[str], None]
"""Is told what stands half-typed on the line, every second in which it changed."""


class Lines(Protocol):
    """Where answers come from."""

    @property
    def edits(self) -> bool:
        """Whether what stands there can be put on the line beforehand."""
        ...

    def ask(self, prompt: str, standing: str = "", watch: Watch | None = None) -> str:
        """One line. Where it `edits`, `standing` is put on it beforehand.

        A line whose `standing` was wiped off comes back as `TAKE_BACK`.

        Raises:
            Interrupted: there will be no more lines.
        """
        ...


@contextlib.contextmanager
def unseen() -> Iterator[None]:
    """Show nothing that is typed, neither at a question nor while its answer is checked.

    What was typed before the first question was not meant for it, and what is left at the end
    would be shown by the shell: both are dropped. What is typed in between answers the next
    question, where `getpass` drops it and shows it.
    """
    before = termios.tcgetattr(sys.stdin) if sys.stdin.isatty() else None
    if before is None or not before[3] & termios.ECHO:
        yield
        return
    dark = [*before[:3], before[3] & ~termios.ECHO, *before[4:]]
    try:
        termios.tcsetattr(sys.stdin, termios.TCSAFLUSH, dark)
        yield
    finally:
        with contextlib.suppress(termios.error):  # a terminal that is gone shows nothing
            termios.tcsetattr(sys.stdin, termios.TCSAFLUSH, before)


def ask_unseen(question: str) -> str:
    """One line that is not shown while it is typed.

    Raises:
        EOFError: there are no more lines.
    """
    with unseen():
        try:
            return _bare(question)
        finally:
            _end_the_line()


class TerminalLines:
    """A person at a terminal, with the line editing it offers. Use it in a `with`."""

    def __init__(self) -> None:
        self._waiting = False
        self._gone = False
        self._seen = ""
        self._watch: Watch | None = None
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Self:
        """Take the signals that end a conversation, and the one that looks at the line."""
        for number in ENDS:
            if signal.getsignal(number) != signal.SIG_IGN:
                self._before[number] = signal.signal(number, self._leave)
        self._before[signal.SIGALRM] = signal.signal(signal.SIGALRM, self._look)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Give the signals back."""
        for number, handler in self._before.items():
            signal.signal(number, handler)

    @property
    def edits(self) -> bool:
        """Both ends are a terminal."""
        return sys.stdin.isatty() and sys.stdout.isatty()

    def ask(self, prompt: str, standing: str = "", watch: Watch | None = None) -> str:
        """One line of the person's.

        Raises:
            Interrupted: Ctrl-C, the end of input, a dropped line, or the machine goes down.
        """
        if self._gone:
            raise Interrupted
        self._seen, self._watch = standing, watch
        try:
            with self._wait():
                line = _edited(prompt, standing) if self.edits else _bare(prompt)
        except Interrupted:
            _end_the_line()
            raise
        except SystemError as error:
            # The alarm fell into the moment of another signal: CPython then wraps what the
            # first handler raised.
            _end_the_line()
            raise error.__cause__ or error from None
        except (EOFError, OSError):  # a terminal that is gone answers EIO
            _end_the_line()
            raise Interrupted(self._seen if self._gone else "") from None
        if self._gone:
            raise Interrupted(clean(line))
        return clean(line)

    @contextlib.contextmanager
    def _wait(self) -> Iterator[None]:
        self._waiting = True
        signal.setitimer(signal.ITIMER_REAL, LOOK_SECONDS, LOOK_SECONDS)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            self._waiting = False

    def _leave(self, *_: object) -> None:
        self._gone = True
        # A terminal that is gone ends the waiting by itself.
        if self._waiting and not _hung_up():
            raise Interrupted(_on_the_line())

    def _look(self, *_: object) -> None:
        """Remember the line while there is one: a terminal that goes takes it along."""
        text = _on_the_line()
        if self._waiting and text and text != self._seen:
            self._seen = text
            if self._watch is not None:
                self._watch(text)


def _edited(prompt: str, standing: str) -> str:
    """A line with the terminal's line editing, its history kept nowhere."""
    import readline

    readline.set_auto_history(False)
    readline.set_startup_hook(lambda: readline.insert_text(standing))
    try:
        line = input(prompt)
    finally:
        readline.set_startup_hook(None)
    return TAKE_BACK if standing and not line.strip() else line


def _bare(prompt: str) -> str:
    """A line without any; the prompt goes beside the result, not into it."""
    sys.stderr.write(prompt)
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.rstrip("\n")


def _on_the_line() -> str:
    """What was typed and not yet entered."""
    readline = sys.modules.get("readline")
    return clean(readline.get_line_buffer()) if readline else ""


def _hung_up() -> bool:
    """Whether the terminal behind standard input is gone."""
    poll = select.poll()
    poll.register(0, 0)
    return bool(poll.poll(0))


def _end_the_line() -> None:
    """What is said next begins on a line of its own, if there is still a terminal."""
    with contextlib.suppress(OSError):
        sys.stderr.write("\n")
        sys.stderr.flush()
