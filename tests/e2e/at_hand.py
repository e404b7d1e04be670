"""Two people in this process: real homes and background syncing, and a clock the test winds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, TypeVar

from msgspec.structs import replace

from sponsorterm.records.entry import Entry
from sponsorterm.records.kinds import (
    Agreement,
    Assignment,
    Body,
    Clock,
    Inventory,
    Milestone,
    Setback,
    SignOff,
    Step,
)
from sponsorterm.rules.assignments import Task
from sponsorterm.rules.clocks import count
from sponsorterm.rules.facts import Flag
from sponsorterm.services.entries.filing import ask_for_call, file_shared
from sponsorterm.services.entries.given import given
from sponsorterm.services.home.session import LinkView, Session
from sponsorterm.services.links import agreements, milestones, people, talk
from sponsorterm.services.links.calls import calls, log_call
from sponsorterm.services.sponsor.alerts import acknowledge
from sponsorterm.services.sponsor.dashboard import dashboard
from sponsorterm.services.sponsor.mirror import mirror
from sponsorterm.services.steps import assignments, sign_offs
from sponsorterm.services.steps.progress import set_state
from sponsorterm.services.syncing.background import Background

B = TypeVar("B", bound=Body)


class Person:
    """One of the two: what they do is kept at once, and goes out behind their back."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.sync = Background(session.home, lambda: None, session.clock)

    @property
    def view(self) -> LinkView:
        """The link as it is now, with all that has come."""
        self.session.refresh()
        (link,) = self.session.links(live_only=False)
        return link

    @property
    def link(self) -> str:
        return self.view.state

    @property
    def cadence(self) -> str:
        return agreements.terms(self.session, self.view).cadence

    @property
    def meetings(self) -> int:
        return agreements.terms(self.session, self.view).limits.weekly_meetings

    @property
    def answer(self) -> str:
        agreed = agreements.agreement(self.session, self.view)
        return "me" if agreed.theirs else "them" if agreed.mine else ""

    @property
    def paused(self) -> bool:
        return agreements.terms(self.session, self.view).paused

    @property
    def tasks(self) -> dict[str, str]:
        return {task.body.title or "": task.state for task in self.assigned()}

    @property
    def due(self) -> dict[str, date]:
        return {task.body.title or "": task.due for task in self.assigned() if task.due}

    @property
    def steps(self) -> dict[int, str]:
        return {step.step: step.state or "" for _, step in self.all_of(Step)}

    @property
    def nights(self) -> dict[date, int]:
        return {entry.day: night.mood for entry, night in self.all_of(Inventory) if night.mood}

    @property
    def said(self) -> list[str]:
        entry, _ = next(self.all_of(Inventory))
        return [block.text for block in talk.comments_on(self.session, entry)]

    @property
    def calls(self) -> int:
        return len(calls(self.session, self.view))

    @property
    def count(self) -> int:
        clocks = (clock for _, clock in self.all_of(Clock) if clock.primary)
        return next((count(clock, self.session.today).current for clock in clocks), -1)

    @property
    def chips(self) -> int:
        return sum(one.chip_on is not None for _, one in self.all_of(Milestone))

    def hears(self, text: str, seconds: float = 0) -> None:
        """Nobody at hand has a screen."""

    def accept(self) -> None:
        link = self.view
        proposal = agreements.agreement(self.session, link).theirs
        assert proposal
        agreements.answer(self.session, link, proposal, "yes")
        self.sync.wake()

    def end(self) -> None:
        people.end_link(self.session, self.view.record)
        self.sync.wake()

    def assigned(self) -> list[Task]:
        raise NotImplementedError

    def all_of(self, kind: type[B]) -> Iterator[tuple[Entry, B]]:
        """What either has of a kind, the newest first."""
        self.session.refresh()
        return _of(self.session.store.entries(space=None, kinds={kind.KIND}), kind)

    def task(self, title: str) -> Task:
        return next(task for task in self.assigned() if task.body.title == title)


class Sponsee(Person):
    """Sam."""

    @property
    def reasons(self) -> dict[str, str]:
        return _by_key(mirror(self.session, self.view))

    @property
    def signed(self) -> list[str]:
        return _on_steps(sign_offs.trail(self.session, self.view))

    def assigned(self) -> list[Task]:
        return assignments.assigned_to_me(self.session, self.view)

    def learns(self, text: str, finds: str) -> None:
        """As `hears`."""

    def submit(self, title: str, text: str) -> None:
        assignments.tell(self.session, self.view, self.task(title), "submitted", text)
        self.sync.wake()

    def file_night(self, night: date, mood: int) -> None:
        body = Inventory(period="nightly", mode="quick", mood=mood)
        file_shared(self.session, body, self.view.record, day=night)
        self.sync.wake()

    def wait_with_step(self, number: int) -> None:
        set_state(self.session, number, "waiting")
        self.sync.wake()

    def ask_for_call(self) -> None:
        ask_for_call(self.session, self.view.record, now=True)
        self.sync.wake()

    def tell_setback(self, on: date, restart: date) -> None:
        entry, clock = next((e, clock) for e, clock in self.all_of(Clock) if clock.primary)
        changed = replace(clock, setbacks=[Setback(on=on, restart=restart)])
        link = self.view.record
        file_shared(self.session, changed, link, record=entry.record, day=entry.day)
        self.sync.wake()


class Sponsor(Person):
    """Maria."""

    @property
    def reasons(self) -> dict[str, str]:
        return _by_key(self._flags())

    @property
    def signed(self) -> list[str]:
        return _on_steps(given(self.session, self.view, {SignOff.KIND}))

    def assigned(self) -> list[Task]:
        return assignments.assigned_by_me(self.session, self.view)

    def propose(self, **terms: Any) -> None:
        agreements.propose(self.session, self.view, Agreement(**terms))
        self.sync.wake()

    def propose_pause(self, first: date, last: date) -> None:
        held = agreements.agreement(self.session, self.view).in_force
        assert held
        paused = replace(held, paused_from=first, paused_to=last)
        agreements.propose(self.session, self.view, paused)
        self.sync.wake()

    def assign(self, title: str, due: date) -> None:
        assignments.assign(self.session, self.view, Assignment(title=title, due=due))
        self.sync.wake()

    def look_at(self, title: str, say: assignments.Given, text: str = "") -> None:
        assignments.look_at(self.session, self.view, self.task(title), say, text)
        self.sync.wake()

    def sign_off_step(self, number: int) -> None:
        entry = next(entry for entry, step in self.all_of(Step) if step.step == number)
        word = SignOff(state="done", step=number)
        sign_offs.sign_off(self.session, self.view, entry, word)
        self.sync.wake()

    def comment_on_night(self, text: str) -> None:
        entry, _ = next(self.all_of(Inventory))
        talk.comment(self.session, self.view.record, entry, text)
        self.sync.wake()

    def note_call(self) -> None:
        log_call(self.session, self.view)
        self.sync.wake()

    def put_off(self, key: str, until: date) -> None:
        acknowledge(self.session, self.view, self._flag(key), "snooze", until=until)

    def has_dealt_with(self, key: str) -> None:
        acknowledge(self.session, self.view, self._flag(key), "ok")

    def give_chip(self) -> None:
        marked = next(
            one for one in milestones.milestones(self.session, self.view) if one.upcoming.days == 0
        )
        milestones.give_chip(self.session, self.view, marked)
        self.sync.wake()

    def _flag(self, key: str) -> Flag:
        return next(flag for flag in self._flags() if flag.key == key)

    def _flags(self) -> Sequence[Flag]:
        self.session.refresh()
        return [flag for row in dashboard(self.session).rows for flag in row.flags]


def _of(entries: Iterable[Entry], kind: type[B]) -> Iterator[tuple[Entry, B]]:
    return ((entry, entry.body) for entry in entries if isinstance(entry.body, kind))


def _on_steps(signs: Iterable[Entry]) -> list[str]:
    return [sign.state for _, sign in _of(signs, SignOff) if sign.step]


def _by_key(flags: Iterable[Flag]) -> dict[str, str]:
    return {flag.key: flag.reason for flag in flags}
