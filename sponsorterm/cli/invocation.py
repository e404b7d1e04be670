"""One run of the program: what was asked for everywhere, and where it runs."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from time import sleep

from sponsorterm.cli.outcome import ExitCode, Stop
from sponsorterm.cli.page import Page, page_for
from sponsorterm.services.home.session import Clock, Session, find_home, wall_clock
from sponsorterm.store.home import Home
from sponsorterm.store.lock import is_on
from sponsorterm.strings import cli as words


@dataclass
class Invocation:
    """The options every verb takes, the environment, and the clock (another one in tests)."""

    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    clock: Clock = wall_clock
    pause: Callable[[float], None] = sleep
    """How a person who mistyped a passphrase too often is made to wait."""
    json: bool = False
    plain: bool = False
    quiet: bool = False
    no_input: bool = False
    yes: bool = False
    color: str = "auto"
    day: str = ""

    @cached_property
    def page(self) -> Page:
        """Where results are printed."""
        return page_for(self.environment, plain=self.plain, color=self.color, quiet=self.quiet)

    @cached_property
    def talk(self) -> Page:
        """Where questions and what belongs to them are printed: beside the results."""
        return page_for(self.environment, plain=self.plain, color=self.color, aside=True)

    @property
    def home(self) -> Home:
        """The home the environment names."""
        return find_home(dict(self.environment))

    def session(self, *, thorough: bool = True) -> Session:
        """The opened home. Files in it that cannot be read are named, a line each.

        Raises:
            NotSetUp: nobody has set it up.
            Locked, Stop: as `opened_home`.
            StoreError: it cannot be used as it is.
        """
        session = Session.open(self.opened_home(), self.clock, thorough=thorough)
        if not self.quiet:
            for problem in session.store.problems():
                self.talk.text(words.problem(problem.file, problem.field, problem.reason))
        return session

    def opened_home(self) -> Home:
        """The home, its lock opened by whoever is there.

        Raises:
            Locked: its lock is on, and nobody is there to be asked.
            Stop: they do not know the passphrase.
        """
        from sponsorterm.cli.unlocking import unlocked

        return unlocked(self, self.home) if is_on(self.home) else self.home

    @property
    def interactive(self) -> bool:
        """Whether somebody is there to be asked."""
        return not self.no_input and sys.stdin.isatty() and sys.stderr.isatty()

    @property
    def line_mode(self) -> bool:
        """Whether screens would be lost here: no terminal, a dumb one, or a screen reader's."""
        dumb = self.environment.get("TERM", "") in ("", "dumb")
        accessible = self.environment.get("ACCESSIBLE", "") not in ("", "0")
        terminal = sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()
        return self.plain or self.no_input or dumb or accessible or not terminal

    def agrees(self, question: str) -> bool:
        """Ask for a yes; --yes has given it already.

        Raises:
            Stop: nobody is there to be asked.
        """
        if self.yes:
            return True
        if not self.interactive:
            raise Stop(words.NEEDS_A_YES, words.NEEDS_A_YES_HINT, ExitCode.NEEDS_A_PERSON)
        return self.asks(f"{question} (y/n) ").strip().lower() in ("y", "yes")

    def spares(self, path: Path) -> None:
        """Ask before a file that is there already is written over.

        Raises:
            Stop: it is to stay, or nobody is there to be asked.
        """
        if path.exists() and not self.agrees(words.write_over(str(path))):
            raise Stop(words.NOTHING_CHANGED, code=ExitCode.INTERRUPTED)

    def asks(self, question: str) -> str:
        """One line from whoever is there.

        Raises:
            Interrupted: they left.
        """
        from sponsorterm.cli.lines import TerminalLines

        with TerminalLines() as lines:
            return lines.ask(question).strip()

    def asks_secretly(self, question: str) -> str:
        """One line from whoever is there, which is not shown while it is typed."""
        from sponsorterm.cli.lines import ask_unseen

        return ask_unseen(question)

    def chosen_day(self, session: Session) -> date:
        """The day `--date` names, or today as this person counts it.

        Raises:
            Stop: it is no day, or one that has not come yet.
        """
        return read_day(self.day, session.today) if self.day else session.today


def read_day(text: str, today: date) -> date:
    """A day written as `today`, `yesterday` or 2026-11-20.

    Raises:
        Stop: it is none of these, or one that has not come yet.
    """
    ago = {"today": 0, "yesterday": 1}.get(text.strip().lower())
    try:
        day = date.fromisoformat(text.strip()) if ago is None else today - timedelta(days=ago)
    except ValueError:
        raise Stop(words.NO_SUCH_DAY, words.NO_SUCH_DAY_HINT, ExitCode.USAGE) from None
    if day > today:
        raise Stop(words.DAY_TO_COME, words.DAY_TO_COME_HINT, ExitCode.USAGE)
    return day
