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
    Comment,
    Inventory,
    Milestone,
    Setback,
    SignOff,
    Step,
)
from sponsorterm.records.kinds import Seen as ReadMark
from sponsorterm.rules.assignments import Task
from sponsorterm.rules.clocks import count
from sponsorterm.rules.facts import Flag
from sponsorterm.services import agreements, assignments, people, sign_offs, talk
from sponsorterm.services.alerts import acknowledge
from sponsorterm.services.background import Background
from sponsorterm.services.dashboard import dashboard
from sponsorterm.services.filing import ask_for_call, file_shared
from sponsorterm.services.given import given
from sponsorterm.services.session import LinkView, Session
from sponsorterm.services.steps import set_state
from tests.e2e.week import Seen

B = TypeVar("B", bound=Body)


class Person:
    """One of the two: what they do is kept at once, and goes out behind their back."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.sync = Background(session.home, lambda: None, session.clock)

    @property
    def link(self) -> LinkView:
        (link,) = self.session.links(live_only=False)
        return link

    def sees(self) -> Seen:
        self.session.refresh()
        return seen_by(self.session, self.link)

    def accept(self) -> None:
        proposal = agreements.agreement(self.session, self.link).theirs
        assert proposal
        agreements.answer(self.session, self.link, proposal, "yes")
        self.sync.wake()

    def end(self) -> None:
        people.end_link(self.session, self.link.record)
        self.sync.wake()

    def _give(self, body: Body, *, record: str | None = None, day: date | None = None) -> None:
        file_shared(self.session, body, self.link.record, record=record, day=day)
        self.sync.wake()


class Sponsee(Person):
    """Sam."""

    def submit(self, title: str, text: str) -> None:
        task = _named(assignments.assigned_to_me(self.session, self.link), title)
        assignments.tell(self.session, self.link, task, "submitted", text)
        self.sync.wake()

    def file_night(self, *, mood: int) -> None:
        self._give(Inventory(period="nightly", mode="quick", mood=mood))

    def wait_with_step(self, number: int) -> None:
        set_state(self.session, number, "waiting")
        self.sync.wake()

    def ask_for_call(self) -> None:
        ask_for_call(self.session, self.link.record, now=True)
        self.sync.wake()

    def tell_setback(self, on: date, restart: date) -> None:
        clocks = self.session.store.entries(kinds={Clock.KIND})
        (entry, clock) = next((e, c) for e, c in _of(clocks, Clock) if c.primary)
        changed = replace(clock, setbacks=[*clock.setbacks, Setback(on=on, restart=restart)])
        self._give(changed, record=entry.record, day=entry.day)


class Sponsor(Person):
    """Maria."""

    def propose(self, **terms: Any) -> None:
        agreements.propose(self.session, self.link, Agreement(**terms))
        self.sync.wake()

    def propose_pause(self, first: date, last: date) -> None:
        held = agreements.agreement(self.session, self.link).in_force
        assert held
        paused = replace(held, paused_from=first, paused_to=last)
        agreements.propose(self.session, self.link, paused)
        self.sync.wake()

    def assign(self, title: str, due: date) -> None:
        assignments.assign(self.session, self.link, Assignment(title=title, due=due))
        self.sync.wake()

    def look_at(self, title: str, say: assignments.Given, text: str = "") -> None:
        task = _named(assignments.assigned_by_me(self.session, self.link), title)
        assignments.look_at(self.session, self.link, task, say, text)
        self.sync.wake()

    def sign_off_step(self, number: int) -> None:
        steps = _of(self._received(Step.KIND), Step)
        entry = next(entry for entry, step in steps if step.step == number)
        word = SignOff(state="done", step=number)
        sign_offs.sign_off(self.session, self.link, entry, word)
        self.sync.wake()

    def comment_on_night(self, text: str) -> None:
        talk.comment(self.session, self.link.record, self._received(Inventory.KIND)[0], text)
        self.sync.wake()

    def has_called(self, key: str) -> None:
        acknowledge(self.session, self.link, self._flag(key), "called")
        self.sync.wake()

    def put_off(self, key: str, until: date) -> None:
        acknowledge(self.session, self.link, self._flag(key), "snooze", until=until)

    def give_chip(self) -> None:
        clocks = _of(self._received(Clock.KIND), Clock)
        about = next(entry for entry, clock in clocks if not clock.primary)
        today = self.session.today
        self._give(Milestone(about=about.record, unit="days", n=30, on=today, chip_on=today))

    def _received(self, kind: str) -> list[Entry]:
        return self.session.store.entries(space=self.link.record, kinds={kind})

    def _flag(self, key: str) -> Flag:
        (row,) = dashboard(self.session).rows
        return next(flag for flag in row.flags if flag.key == key)


def seen_by(session: Session, link: LinkView) -> Seen:
    """What somebody is shown of what they have with the other."""
    agreed = agreements.agreement(session, link)
    held = agreements.terms(session, link)
    if link.is_sponsee:
        tasks = assignments.assigned_by_me(session, link)
        word = given(session, link, {SignOff.KIND})
    else:
        tasks = assignments.assigned_to_me(session, link)
        word = sign_offs.trail(session, link)
    clocks = [clock for _, clock in _of(_said(session, Clock.KIND), Clock) if clock.primary]
    nights = _of(_said(session, Inventory.KIND), Inventory)
    marks = [mark for _, mark in _of(_said(session, ReadMark.KIND), ReadMark)]
    return Seen(
        link=link.state,
        cadence=held.cadence,
        meetings=held.limits.weekly_meetings,
        answer="me" if agreed.theirs else "them" if agreed.mine else "",
        paused=held.paused,
        tasks={task.body.title or "": task.state for task in tasks},
        steps={step.step: step.state or "" for _, step in _of(_said(session, Step.KIND), Step)},
        mood=next((night.mood for _, night in nights if night.mood), None),
        signed=tuple(sorted(sign.state for _, sign in _of(word, SignOff))),
        said=tuple(said.body for _, said in _of(_said(session, Comment.KIND), Comment)),
        spoken=any(item.talked for mark in marks for item in mark.items),
        days=next((count(clock, session.today).current for clock in clocks), None),
        chip=any(each.chip_on for _, each in _of(_said(session, Milestone.KIND), Milestone)),
        reasons={f.key: f.reason for row in dashboard(session).rows for f in row.flags},
    )


def _said(session: Session, kind: str) -> list[Entry]:
    """What either said of a kind, mine and theirs."""
    return session.store.entries(space=None, kinds={kind})


def _of(entries: Iterable[Entry], kind: type[B]) -> Iterator[tuple[Entry, B]]:
    return ((entry, entry.body) for entry in entries if isinstance(entry.body, kind))


def _named(tasks: Sequence[Task], title: str) -> Task:
    return next(task for task in tasks if task.body.title == title)
