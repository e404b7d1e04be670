"""A week of a sponsee and a sponsor: each thing one of them does, and what both then see.

`play` is the story, and it does not know how anything is done. The two are given to it: in
`at_hand.py` they use the services and the days pass by a clock the test winds; in
`in_terminals.py` they press keys on their screens, where it is one day all the time. After each
act both sides are looked at until they show what was done, for what goes over an endpoint takes
its time.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

from sponsorterm.services.steps.assignments import Given

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY, NEXT_MONDAY = range(8)
NIGHTS = {WEDNESDAY: 3, THURSDAY: 1, SATURDAY: 2, NEXT_MONDAY: 0}
"""Where it is one day all the time: how many days ago each night was that is written about."""
DRY_DAYS, SMOKE_FREE_DAYS = 200, 30
"""Days on the first clock when the week begins, and on the other one on Sunday."""
STEP = 4
STEP_TITLE = "Write an honest"
TASK = "Write down three fears"
FOLLOW_UP = "Call somebody"
FIRST_TRY, SECOND_TRY = "Here they are", "And the third one"
ANOTHER_LOOK = "What about the third?"
REMARK = "I know that one well"
DEADLINE = 40.0
"""Seconds until what one did is there for the other, on a machine with much to do."""
CALL_WITHIN = 5.0
"""Seconds until the sponsor sees that a call is asked for."""


@dataclass(frozen=True, slots=True)
class Days:
    """The days of the week: they pass by `wind`, or all of them are `first`."""

    first: date
    wind: Callable[[date], None] | None = None

    @property
    def pass_by(self) -> bool:
        return self.wind is not None

    def on(self, day: int) -> date:
        return self.first + timedelta(days=day) if self.pass_by else self.first

    def night(self, day: int) -> date:
        """The day of a night that is written about."""
        return self.on(day) if self.pass_by else self.first - timedelta(days=NIGHTS[day])

    def begin(self, day: int) -> None:
        if self.wind is not None:
            self.wind(self.on(day))

    @property
    def dry_since(self) -> date:
        return self.first - timedelta(days=DRY_DAYS)

    @property
    def smoke_free_since(self) -> date:
        return self.on(SUNDAY) - timedelta(days=SMOKE_FREE_DAYS)


class Either(Protocol):
    """What both can do, and what both are shown of what they have together."""

    @property
    def link(self) -> str:
        """How the link stands."""

    @property
    def cadence(self) -> str:
        """What is in force: how often they hear of each other, and the meetings a week."""

    @property
    def meetings(self) -> int: ...

    @property
    def answer(self) -> str:
        """Who is to answer a proposal: "me", "them", or nobody."""

    @property
    def paused(self) -> bool: ...

    @property
    def tasks(self) -> dict[str, str]:
        """What is to be done, each with its state."""

    @property
    def due(self) -> dict[str, date]:
        """Until when each of them."""

    @property
    def steps(self) -> dict[int, str]:
        """The steps that were begun, each with its state."""

    @property
    def nights(self) -> dict[date, int]:
        """The mood of each night of the last two weeks."""

    @property
    def signed(self) -> list[str]:
        """What was said of the step."""

    @property
    def said(self) -> list[str]:
        """What was said to the newest night."""

    @property
    def calls(self) -> int:
        """How many calls were noted."""

    @property
    def count(self) -> int:
        """Days on the first clock."""

    @property
    def chips(self) -> int: ...

    @property
    def reasons(self) -> dict[str, str]:
        """The flags by their key: the dashboard's, and what the sponsee is told it shows."""

    def hears(self, text: str, seconds: float = DEADLINE) -> None:
        """What they have in front of them says so by itself; who has no screen hears nothing."""


class Sponsee(Either, Protocol):
    """What only a sponsee does here."""

    def learns(self, text: str, finds: str) -> None:
        """Hear it, look into it and find this there; then it is news no more."""

    def accept(self) -> None: ...
    def end(self) -> None: ...
    def submit(self, title: str, text: str) -> None: ...
    def file_night(self, night: date, mood: int) -> None: ...
    def wait_with_step(self, number: int) -> None: ...
    def ask_for_call(self) -> None: ...
    def tell_setback(self, on: date, restart: date) -> None: ...


class Sponsor(Either, Protocol):
    """What only a sponsor does here."""

    def propose(self, *, cadence: str, meetings: int) -> None: ...
    def propose_pause(self, first: date, last: date) -> None: ...
    def assign(self, title: str, due: date) -> None: ...
    def look_at(self, title: str, say: Given, text: str = "") -> None: ...
    def sign_off_step(self, number: int) -> None: ...
    def comment_on_night(self, text: str) -> None: ...
    def note_call(self) -> None: ...
    def put_off(self, key: str, until: date) -> None: ...
    def has_dealt_with(self, key: str) -> None: ...
    def give_chip(self) -> None: ...


def play(sam: Sponsee, maria: Sponsor, days: Days) -> None:
    """The week, from the day the two are linked."""
    agree(sam, maria)
    work(sam, maria, days)
    step(sam, maria, days)
    call(sam, maria, days)
    look_later(sam, maria, days)
    setback(sam, maria, days)
    milestone(sam, maria, days)
    pause(sam, maria, days)
    part(sam, maria)


def agree(sam: Sponsee, maria: Sponsor) -> None:
    """Monday: how they keep in touch, which holds once it is accepted."""
    both(sam, maria, link="active", cadence="none", answer="", count=DRY_DAYS)
    maria.propose(cadence="daily", meetings=3)
    until(maria, answer="them", cadence="none")
    until(sam, answer="me", cadence="none", meetings=0)
    sam.hears("Maria proposes an agreement")
    sam.accept()
    both(sam, maria, answer="", cadence="daily", meetings=3)


def work(sam: Sponsee, maria: Sponsor, days: Days) -> None:
    """Monday and Tuesday: something to do, handed in, looked at twice."""
    maria.assign(TASK, days.on(WEDNESDAY))
    both(sam, maria, tasks={TASK: "assigned"}, due={TASK: days.on(WEDNESDAY)})
    sam.hears(f"{TASK}, due")
    days.begin(TUESDAY)
    sam.submit(TASK, FIRST_TRY)
    both(sam, maria, tasks={TASK: "submitted"})
    maria.look_at(TASK, "another_look", ANOTHER_LOOK)
    both(sam, maria, tasks={TASK: "another_look"})
    sam.hears(f"{TASK}, another look")
    sam.submit(TASK, SECOND_TRY)
    both(sam, maria, tasks={TASK: "submitted"})
    maria.look_at(TASK, "done")
    both(sam, maria, tasks={TASK: "done"})
    sam.learns(f"{TASK}, done", SECOND_TRY)
    flagged("no_work", maria, sam)
    maria.assign(FOLLOW_UP, days.on(NEXT_MONDAY))
    both(sam, maria, tasks={TASK: "done", FOLLOW_UP: "assigned"})
    quiet("no_work", maria)


def step(sam: Sponsee, maria: Sponsor, days: Days) -> None:
    """Wednesday: a step is signed off, and a night is commented on."""
    days.begin(WEDNESDAY)
    sam.wait_with_step(STEP)
    night = days.night(WEDNESDAY)
    sam.file_night(night, mood=4)
    both(sam, maria, steps={STEP: "waiting"}, nights={night: 4})
    flagged("unread", maria)
    maria.sign_off_step(STEP)
    both(sam, maria, signed=["done"])
    sam.learns(f"Maria signed off step {STEP}", "What was found")
    maria.comment_on_night(REMARK)
    both(sam, maria, said=[REMARK])
    sam.learns("Maria commented on your inventory", REMARK)


def call(sam: Sponsee, maria: Sponsor, days: Days) -> None:
    """Thursday: a call is asked for, seen, and made."""
    days.begin(THURSDAY)
    sam.ask_for_call()
    maria.hears("asks for a call", CALL_WITHIN)
    flagged("call_now", maria)
    both(sam, maria, calls=0)
    maria.note_call()
    quiet("call_now", maria, sam)
    both(sam, maria, calls=1)
    sam.learns("Maria noted a call, today", "Calls with Maria")


def look_later(sam: Sponsee, maria: Sponsor, days: Days) -> None:
    """Thursday night: the lowest mood, put off to Friday's coffee, when it speaks again."""
    sam.file_night(days.night(THURSDAY), mood=1)
    flagged("low_mood", maria, sam)
    maria.hears("lowest mood")
    maria.put_off("low_mood", days.on(THURSDAY) + timedelta(days=1))
    quiet("low_mood", maria)
    if days.pass_by:
        days.begin(FRIDAY)
        flagged("low_mood", maria)
        maria.has_dealt_with("low_mood")
        quiet("low_mood", maria)


def setback(sam: Sponsee, maria: Sponsor, days: Days) -> None:
    """Saturday: a return to use; the count begins anew, and what was stays."""
    days.begin(SATURDAY)
    both(sam, maria, count=DRY_DAYS + (days.on(SATURDAY) - days.first).days)
    sam.tell_setback(days.on(FRIDAY), restart=days.on(SATURDAY))
    sam.file_night(days.night(SATURDAY), mood=2)
    both(sam, maria, count=0)
    flagged("setback", maria, sam)
    maria.hears("setback")
    maria.has_dealt_with("setback")
    quiet("setback", maria)


def milestone(sam: Sponsee, maria: Sponsor, days: Days) -> None:
    """Sunday: thirty days on the other clock, and a chip for them."""
    days.begin(SUNDAY)
    flagged("milestone", maria, sam)
    maria.hears("30 days (nicotine) today")
    both(sam, maria, chips=0)
    maria.give_chip()
    both(sam, maria, chips=1)
    sam.learns("Maria gave you a chip: 30 days", "Days counted")


def pause(sam: Sponsee, maria: Sponsor, days: Days) -> None:
    """Sunday: a week without looking after each other, which begins on Monday."""
    first = days.on(NEXT_MONDAY)
    maria.propose_pause(first, first + timedelta(days=6))
    until(sam, answer="me")
    both(sam, maria, paused=False)
    sam.hears("Maria proposes an agreement")
    sam.accept()
    both(sam, maria, answer="", cadence="daily")
    days.begin(NEXT_MONDAY)
    both(sam, maria, paused=True)
    maria.hears("paused")
    sam.file_night(days.night(NEXT_MONDAY), mood=1)
    nights = zip(NIGHTS, (4, 1, 2, 1), strict=True)
    both(sam, maria, nights={days.night(day): mood for day, mood in nights}, reasons={})


def part(sam: Sponsee, maria: Sponsor) -> None:
    """Monday: Sam ends the link, and it is over for both."""
    sam.end()
    both(sam, maria, link="ended")


def both(sam: Either, maria: Either, **expected: Any) -> None:
    """Wait until both are shown just this."""
    until(sam, **expected)
    until(maria, **expected)


def flagged(key: str, *people: Either) -> None:
    """Wait until these are told."""
    for who in people:
        until(who, there=lambda who=who: key in who.reasons)  # type: ignore[misc]


def quiet(key: str, *people: Either) -> None:
    """Wait until these are not told any more."""
    for who in people:
        until(who, there=lambda who=who: key not in who.reasons)  # type: ignore[misc]


def until(
    who: Either,
    seconds: float = DEADLINE,
    there: Callable[[], bool] = lambda: True,
    **expected: Any,
) -> None:
    """Look again and again until somebody is shown what is expected."""
    deadline = time.monotonic() + seconds
    while True:
        shown = {name: getattr(who, name) for name in expected}
        if shown == expected and there():
            return
        assert time.monotonic() < deadline, f"expected {expected}, shown {shown}, {who.reasons}"
        time.sleep(0.02)
