"""Two people in terminals: each has the screens open, and types verbs in another terminal.

A call is asked for, and flags are dealt with, by keys on the screens; all else by verbs. What
they are shown is read off the `--json` of verbs on the same homes, and what none tells off the
services.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from sponsorterm.cli.invocation import Invocation
from sponsorterm.cli.root import root
from sponsorterm.services.home.session import Session, wall_clock
from sponsorterm.services.links.milestones import chips
from sponsorterm.services.steps.assignments import Given
from sponsorterm.strings import triage
from sponsorterm.strings.dates import day_of
from sponsorterm.strings.reach_out import ask, asked
from sponsorterm.strings.sponsees import BY_NEED
from tests.e2e.conftest import PROGRAM, environment, home_at
from tests.e2e.terminal import Terminal
from tests.e2e.week import CALL_WITHIN

END_OF_INPUT = "\x04"
ENOUGH = 30.0
"""Seconds a verb may take on a machine with much to do."""


class Person:
    """One of the two, at `home`, with the screens open; `other` is what they call the other."""

    def __init__(self, home: Path, other: str, screen: Terminal) -> None:
        self.home, self.other, self.screen = home, other, screen

    @property
    def link(self) -> str:
        (link,) = self.told("people", "--all")["people"]
        return str(link["state"])

    @property
    def agreed(self) -> dict[str, Any]:
        return self.told("people", "agreement", self.other)["agreement"] or {}

    @property
    def cadence(self) -> str:
        return self.agreed.get("cadence") or "none"

    @property
    def meetings(self) -> int:
        return self.agreed.get("meetings") or 0

    @property
    def answer(self) -> str:
        found = self.told("people", "agreement", self.other)
        return "me" if found["proposed_by_them"] else "them" if found["proposed_by_me"] else ""

    @property
    def paused(self) -> bool:
        return bool(self.agreed.get("paused_from"))

    @property
    def work(self) -> list[dict[str, Any]]:
        return list(self.told("people", "work", self.other)["work"])

    @property
    def tasks(self) -> dict[str, str]:
        return {task["title"]: task["state"] for task in self.work}

    @property
    def steps(self) -> dict[int, str]:
        states = {step["number"]: step["state"] for step in self.told(*self.where_steps)["steps"]}
        return {number: state for number, state in states.items() if state != "not_started"}

    @property
    def nights(self) -> dict[date, int]:
        bodies = {each["day"]: self.told("show", each["name"])["body"] for each in self.entries}
        return {date.fromisoformat(day): body["mood"] for day, body in bodies.items()}

    @property
    def said(self) -> list[str]:
        comments = self.told("show", self.entries[0]["name"])["comments"]
        return [comment["text"] for comment in comments]

    @property
    def calls(self) -> int:
        return len(self.told("people", "calls", self.other)["calls"])

    def accept(self) -> None:
        self.does("people", "agreement", self.other, "--accept")

    def end(self) -> None:
        self.does("people", "end", self.other, "--yes")
        self.does("sync")

    @property
    def where_steps(self) -> tuple[str, ...]:
        raise NotImplementedError

    @property
    def entries(self) -> list[dict[str, Any]]:
        """The nights, the newest first."""
        raise NotImplementedError

    def does(self, *words: str, answers: Mapping[str, str] | None = None) -> None:
        """Type a verb, and to each thing it asks for the answer; it has to end well."""
        command = [*PROGRAM, *words]
        with Terminal(command, environment(self.home), columns=100, rows=30) as terminal:
            for asked, answer in (answers or {}).items():
                terminal.wait_for(asked, ENOUGH)
                terminal.send(answer, "enter")
            code = terminal.wait(ENOUGH)
            assert code == 0, (words, terminal.text())

    def presses(self, *keys: tuple[str, str]) -> None:
        """Press keys on the screens, each once what the one before brings up is there."""
        for key, brings in keys:
            self.screen.send(key)
            self.screen.wait_for(lambda shown, brings=brings: brings in " ".join(shown.split()))

    def writes(self, *words: str, text: str) -> None:
        """Type a verb and a text, which an empty line ends."""
        with Terminal([*PROGRAM, *words], environment(self.home), columns=100) as terminal:
            for line in (text, ""):
                terminal.wait_for(lambda shown: shown.rstrip().endswith("\n>"), ENOUGH)
                terminal.send(line, "enter")
                terminal.wait_for(lambda shown, line=line: f"> {line}".rstrip() in shown)
            code = terminal.wait(ENOUGH)
            assert code == 0, (words, terminal.text())

    def told(self, *words: str) -> Any:
        """What a verb prints for programs."""
        self.screen.drain(0.01)
        env = environment(self.home)
        call = Invocation(environment=env, clock=wall_clock)
        result = CliRunner().invoke(root, [*words, "--json"], env=env, obj=call)
        assert result.exit_code == 0, (words, result.output)
        return json.loads(result.stdout)

    @contextmanager
    def session(self) -> Iterator[Session]:
        with Session.open(home_at(self.home)) as session:
            yield session

    def name_of(self, title: str) -> str:
        return next(str(task["name"]) for task in self.work if task["title"] == title)


class Sponsee(Person):
    """Sam."""

    where_steps = ("steps",)

    @property
    def entries(self) -> list[dict[str, Any]]:
        return list(self.told("list", "--kind", "inventory")["entries"])

    @property
    def signed(self) -> list[str]:
        return [sign["state"] for sign in self.told("steps", "show", "4")["step"]["signed"]]

    @property
    def count(self) -> int:
        clocks = self.told("clock")["clocks"]
        return next(int(each["current"]) for each in clocks if each["primary"])

    @property
    def chips(self) -> int:
        with self.session() as session:
            return len(chips(session))

    @property
    def reasons(self) -> dict[str, str]:
        found = self.told("people", "mirror", self.other)["flags"]
        return {flag["key"]: flag["reason"] for flag in found}

    def submit(self, title: str, text: str) -> None:
        name = self.name_of(title)
        self.writes("people", "work", self.other, name, "submitted", "--text", text=text)

    def file_night(self, night: date, mood: int) -> None:
        words = ("log", "-", "--quick", "--date", night.isoformat(), "--sync")
        command = [*PROGRAM, *words, "--share", f"{self.other}=full"]
        with Terminal(command, environment(self.home)) as terminal:
            terminal.send(f"mood = {mood}", "enter", END_OF_INPUT)
            assert terminal.wait(ENOUGH) == 0, terminal.text()

    def wait_with_step(self, number: int) -> None:
        self.does("steps", "state", str(number), "waiting")

    def ask_for_call(self) -> None:
        now = ask(self.other, now=True)
        self.presses(("!", "Reach out"), ("c", now), ("2", asked([self.other])), ("q", "Tonight"))

    def tell_setback(self, on: date, restart: date) -> None:
        days = ("--on", on.isoformat(), "--again", restart.isoformat())
        self.does("clock", "setback", *days, answers={"(y/n)": "y", "now, later or not": ""})


class Sponsor(Person):
    """Maria, whose screens show the dashboard."""

    @property
    def where_steps(self) -> tuple[str, ...]:
        return ("steps", "--of", self.other)

    @property
    def entries(self) -> list[dict[str, Any]]:
        return list(self.told("list", "--of", self.other, "--kind", "inventory")["entries"])

    @property
    def signed(self) -> list[str]:
        with self.session() as session:
            (link,) = session.links()
            found = session.store.entries(kinds={"sign_off"}, link=link.record)
            return [getattr(each.body, "state", "") for each in found if _is_on_step(each.body)]

    @property
    def row(self) -> dict[str, Any]:
        (row,) = self.told("dash")["sponsees"]
        return dict(row)

    @property
    def count(self) -> int:
        return (self.row["clock"] or {}).get("current", -1)

    @property
    def chips(self) -> int:
        return sum(bool(one["chip_on"]) for one in self._milestones())

    @property
    def reasons(self) -> dict[str, str]:
        return {flag["key"]: flag["reason"] for flag in self.row["flags"]}

    def propose(self, *, cadence: str, meetings: int) -> None:
        self._propose(f'cadence = "{cadence}"\nmeetings = {meetings}\n')

    def propose_pause(self, first: date, last: date) -> None:
        terms = f'cadence = "{self.cadence}"\nmeetings = {self.meetings}\n'
        self._propose(f"{terms}paused_from = {first}\npaused_to = {last}\n")

    def _propose(self, terms: str) -> None:
        page = self.home.with_name("terms.toml")
        page.write_text(terms)
        self.does("people", "agreement", self.other, "--propose", str(page))

    def assign(self, title: str, due: date) -> None:
        words = ("people", "assign", self.other, "--own", "--due", due.isoformat())
        self.writes(*words, text=title)

    def look_at(self, title: str, say: Given, text: str = "") -> None:
        words = ("people", "work", self.other, self.name_of(title), say)
        if text:
            self.writes(*words, "--text", text=text)
        else:
            self.does(*words)

    def sign_off_step(self, number: int) -> None:
        self.does("people", "sign", self.other, str(number))

    def comment_on_night(self, text: str) -> None:
        self.writes("reply", self.entries[0]["name"], text=text)

    def note_call(self) -> None:
        """The dashboard says so by itself; the call that was made is noted where it leads."""
        self.screen.wait_for("asks for a call", CALL_WITHIN)
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
        self.presses(("n", triage.HINT_ACT), ("A", question), *answers, ("q", BY_NEED))

    def give_chip(self) -> None:
        days = [one["days"] for one in self._milestones()]
        self.does("people", "chip", self.other, str(days.index(0) + 1))

    def _milestones(self) -> list[dict[str, Any]]:
        return list(self.told("people", "chip", self.other)["milestones"])


def _is_on_step(body: object) -> bool:
    return getattr(body, "step", None) is not None
