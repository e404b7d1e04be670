"""Two people in terminals: each has the screens open, and does everything by keys on them.

Sam's is as narrow as a phone and rests at Today; Maria's rests at the dashboard. Every act begins
and ends there. How things then stand is looked up apart from the screens (`looked_up.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sponsorterm.services.steps.assignments import Given
from sponsorterm.strings import (
    agreement,
    clocks,
    day,
    filing,
    people_screen,
    screens,
    sponsees,
    triage,
    working,
)
from sponsorterm.strings.dates import day_of
from sponsorterm.strings.reach_out import ask
from sponsorterm.strings.steps import now_waiting
from sponsorterm.tui.marks import UNICODE
from tests.e2e.looked_up import SponseeStanding, SponsorStanding, Standing
from tests.e2e.terminal import Terminal
from tests.e2e.week import DEADLINE, STEP_TITLE

STEPS, TOGETHER = ("S", working.HINT_INSTRUCT), ("T", working.HINT_TICK)
"""The pages of a sponsee: the letter, and what only can be done there."""
NO_SCROLLBAR = str.maketrans(dict.fromkeys("▁▂▃▄▅▆▇█", " "))


def at(way_on: str) -> str:
    """The way on, when it has the focus."""
    return f"{UNICODE.cursor} Enter {way_on}"


class Person(Standing):
    """One of the two, with the screens open."""

    def __init__(self, home: Path, other: str, screen: Terminal) -> None:
        super().__init__(home, other)
        self.screen = screen

    def told(self, *words: str) -> Any:
        """As before; what the screens say in the meantime is read, so that they never wait."""
        self.screen.catch_up()
        return super().told(*words)

    def hears(self, text: str, seconds: float = DEADLINE) -> None:
        """The screen in front says so, with no key pressed."""
        self.screen.wait_for(lambda _: text in self._shown, seconds)

    @property
    def _shown(self) -> str:
        """What stands on the screen, as if every line were endless."""
        return " ".join(self.screen.text().split())

    def presses(self, *keys: tuple[str, str]) -> None:
        """Press keys, each once the one before has brought up more of its words than there were."""
        for key, brings in keys:
            self.screen.catch_up()
            there = self._shown.count(brings)
            self.screen.send(key)
            self.screen.wait_for(
                lambda _, brings=brings, there=there: self._shown.count(brings) > there
            )

    def goes_to(self, text: str) -> None:
        """Put the cursor of the list in front on the line with this text."""
        while text not in (line := self._settled_line):
            self.screen.send(self._way_to(text))
            self._leaves(line)

    def _way_to(self, text: str) -> str:
        """Down, unless it is seen above the cursor alone: every list comes up at its top."""
        above, _, below = self.screen.text().partition(UNICODE.cursor)
        return "k" if text in above and text not in below else "j"

    def _leaves(self, line: str) -> None:
        """The cursor, which was on this line, is on one that reads otherwise."""
        self.screen.wait_for(lambda _: self._cursor_line not in ("", line))

    @contextmanager
    def _caret_moves(self) -> Iterator[None]:
        """One comes to type on another line."""
        self.screen.catch_up()
        line = self.screen.caret_line
        yield
        self.screen.wait_for(lambda _: self.screen.caret_line != line)

    @property
    def _settled_line(self) -> str:
        """The cursor's line by all that has come so far, once there is a cursor."""
        self.screen.catch_up()
        self.screen.wait_for(lambda _: self._cursor_line)
        return self._cursor_line

    @property
    def _cursor_line(self) -> str:
        """What it says, whatever the scrollbar beside it looks like."""
        lines = self.screen.text().translate(NO_SCROLLBAR).split("\n")
        return next((line.rstrip() for line in lines if UNICODE.cursor in line), "")


class Sponsee(Person, SponseeStanding):
    """Sam."""

    AT_REST = f"< {screens.TODAY} >"

    def learns(self, text: str, finds: str) -> None:
        self.hears(text)
        self._opens(text, finds)
        self.presses(("q", self.AT_REST))
        self.screen.wait_for(lambda _: text not in self._shown)

    def accept(self) -> None:
        self._opens("proposes an agreement", working.proposed_by(self.other))
        self.presses(("a", working.ACCEPTED), ("q", self.AT_REST))

    def submit(self, title: str, text: str) -> None:
        self._opens(title, working.from_whom(self.other))
        self.presses(("enter", "hand it in"), ("h", working.WHAT_CAME), (text, text))
        self.presses(("tab", working.HANDED_IN), ("q", self.AT_REST))

    def file_night(self, night: date, mood: int) -> None:
        self.presses(("d", day.WHICH_DAY), (night.isoformat(), night.isoformat()))
        self.presses(("enter", filing.progress(1, 10)))
        self.hears(UNICODE.cursor)
        self.presses((str(mood), f"[{mood}]"), ("F", filing.what_they_see(self.other)))
        self.presses(("F", at(filing.FILE)), ("enter", filing.sent([self.other])))

    def wait_with_step(self, number: int) -> None:
        self.presses(("3", f"< {screens.STEPS} >"))
        self.goes_to(STEP_TITLE)
        self.presses(("s", now_waiting(number)), ("1", self.AT_REST))

    def ask_for_call(self) -> None:
        now = ask(self.other, now=True)
        self.presses(("!", screens.REACH_OUT_TITLE), ("c", now))
        self.presses(("2", filing.sent([self.other])), ("q", self.AT_REST))

    def tell_setback(self, on: date, restart: date) -> None:
        self.presses(("t", clocks.TITLE), ("b", on.isoformat()))
        with self._caret_moves():
            self.screen.send("enter")
        self.hears(restart.isoformat())
        self.presses(("enter", at(clocks.GO_ON)), ("enter", clocks.WRITTEN))
        self.presses(("1", filing.LEAVE_AS_IS), ("F", at(filing.SHARE_SO)))
        self.presses(("enter", filing.sent([self.other])))
        self.presses(("q", clocks.TITLE), ("q", self.AT_REST))

    def end(self) -> None:
        self.presses(("7", f"< {screens.PEOPLE} >"), ("enter", people_screen.END))
        self.presses(("x", people_screen.END_QUESTION), ("y", people_screen.STATES["ended"]))

    def _opens(self, text: str, brings: str) -> None:
        """Open one of the things that wait."""
        if UNICODE.cursor not in self.screen.text():
            self.presses(("enter", UNICODE.cursor))
        self.goes_to(text)
        self.presses(("enter", brings))


class Sponsor(Person, SponsorStanding):
    """Maria."""

    def propose(self, *, cadence: str, meetings: int) -> None:
        with self._terms():
            self.goes_to(agreement.TITLES["cadence"])
            self.presses(("enter", agreement.CADENCES[cadence]), (cadence[0], working.DRAFT))
            self._types_term("meetings", str(meetings))

    def propose_pause(self, first: date, last: date) -> None:
        with self._terms():
            self._types_term("paused_from", first.isoformat())
            self._types_term("paused_to", last.isoformat())

    @contextmanager
    def _terms(self) -> Iterator[None]:
        """What is changed in between is proposed."""
        with self._person():
            self.presses(("o", working.agreement(self.other)))
            yield
            self.presses(("p", working.PROPOSED), ("q", working.TOGETHER))

    def _types_term(self, key: str, text: str) -> None:
        self.goes_to(agreement.TITLES[key])
        line = self._settled_line
        self.presses(("enter", agreement.HOW[key]), (text, text))
        self.screen.send("enter")
        self._leaves(line)

    def assign(self, title: str, due: date) -> None:
        with self._person():
            self.presses(("a", working.ASSIGN), (".", working.OWN_WORK), (title, title))
            with self._caret_moves():
                self.screen.send("tab")
            self.presses(("tab", working.DUE), (due.isoformat(), due.isoformat()))
            self.presses(("enter", working.ASSIGNED))

    def look_at(self, title: str, say: Given, text: str = "") -> None:
        letter = next(letter for letter, given, _ in working.LOOK if given == say)
        with self._person(TOGETHER):
            self.goes_to(title)
            self.presses(("enter", "wants another look"))
            if text:
                self.presses((letter, working.WHY_AGAIN), (text, text), ("tab", working.NOTED))
            else:
                self.presses((letter, working.NOTED))

    def sign_off_step(self, number: int) -> None:  # noqa: ARG002
        with self._person(STEPS):
            self.goes_to(STEP_TITLE)
            self.presses(("y", working.SIGN_QUESTION), ("d", working.SIGNED_NOW))

    def comment_on_night(self, text: str) -> None:
        with self._person():
            self.goes_to("inventory")
            self.presses(("c", sponsees.comment_for(self.other)), (text, text))
            self.presses(("tab", sponsees.COMMENTED))

    def give_chip(self) -> None:
        with self._person(TOGETHER):
            self.goes_to("30 days,")
            self.presses(("space", working.CHIP_GIVEN))

    @contextmanager
    def _person(self, *page: tuple[str, str]) -> Iterator[None]:
        """Sam is open in between: what they wrote, or another page."""
        self.presses(("enter", sponsees.HINT_TALKED), *page)
        yield
        self.presses(("q", sponsees.BY_NEED))

    def note_call(self) -> None:
        how_long, note = ("l", triage.MINUTES), ("enter", triage.CALL_NOTE)
        self._deals_with("call_now", how_long, note, ("enter", triage.CALL_LOGGED))

    def put_off(self, key: str, until: date) -> None:
        """Until tomorrow, which a letter says."""
        told = triage.kept("snooze", day_of(until, until - timedelta(days=1)))
        when = ("s", triage.UNTIL), ("t", triage.NOTE)
        self._deals_with(key, *when, ("enter", told))

    def has_dealt_with(self, key: str) -> None:
        self._deals_with(key, ("o", triage.NOTE), ("enter", triage.kept("ok", "")))

    def _deals_with(self, key: str, *answers: tuple[str, str]) -> None:
        """Go on to what needs a look first, which is this, and say what was done."""
        question = triage.question(self.reasons[key])
        self.presses(("n", triage.HINT_ACT), ("A", question), *answers, ("q", sponsees.BY_NEED))
