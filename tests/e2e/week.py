"""A week of a sponsee and a sponsor: each thing one of them does, and what both then see.

`play` is the story, and it does not know how anything is done. The two are given to it: in
`at_hand.py` they use the services with a clock the test winds. After each act both
sides are looked at until they show what was done, for what goes over an endpoint takes its
time.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

from sponsorterm.services.assignments import Given

MONDAY = date(2026, 11, 16)
TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY, NEXT_MONDAY = (
    MONDAY + timedelta(days=days) for days in range(1, 8)
)
STEP = 4
TASK = "Write down three fears"
FOLLOW_UP = "Call somebody from the meeting"
FIRST_TRY, SECOND_TRY = "Here they are", "And the third one"
ANOTHER_LOOK = "What about the third?"
REMARK = "I know that one well"
SMOKING_SINCE = SUNDAY - timedelta(days=30)
DRY_SINCE = MONDAY - timedelta(days=200)
DEADLINE = 20.0
"""Seconds until what one did is there for the other, on a machine with much to do."""
CALL_WITHIN = 5.0
"""Seconds until the sponsor sees that a call is asked for."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What one of the two is shown of what they have together.

    `answer` says who is to answer a proposed agreement ("me", "them" or ""). `tasks` and
    `signed` are states, `mood` is the
    newest night's, `said` the comments. `reasons` are the flags by their
    key: the sponsor's dashboard, and what the sponsee is told that it shows.
    """

    link: str
    cadence: str
    meetings: int
    answer: str
    paused: bool
    tasks: dict[str, str]
    steps: dict[int, str]
    mood: int | None
    signed: tuple[str, ...]
    said: tuple[str, ...]
    spoken: bool
    days: int | None
    chip: bool
    reasons: dict[str, str]


class Either(Protocol):
    """What both can do."""

    def sees(self) -> Seen: ...
    def accept(self) -> None: ...
    def end(self) -> None: ...


class Sponsee(Either, Protocol):
    """What only a sponsee does."""

    def submit(self, title: str, text: str) -> None: ...
    def file_night(self, *, mood: int) -> None: ...
    def wait_with_step(self, number: int) -> None: ...
    def ask_for_call(self) -> None: ...
    def tell_setback(self, on: date, restart: date) -> None: ...


class Sponsor(Either, Protocol):
    """What only a sponsor does."""

    def propose(self, *, cadence: str, meetings: int) -> None: ...
    def propose_pause(self, first: date, last: date) -> None: ...
    def assign(self, title: str, due: date) -> None: ...
    def look_at(self, title: str, say: Given, text: str = "") -> None: ...
    def sign_off_step(self, number: int) -> None: ...
    def comment_on_night(self, text: str) -> None: ...
    def has_called(self, key: str) -> None: ...
    def put_off(self, key: str, until: date) -> None: ...
    def give_chip(self) -> None: ...


def play(sam: Sponsee, maria: Sponsor, morning_of: Callable[[date], None]) -> None:
    """The week, from the day the two are linked."""
    agree(sam, maria)
    work(sam, maria, morning_of)
    step(sam, maria, morning_of)
    call(sam, maria, morning_of)
    look_later(sam, maria, morning_of)
    setback(sam, maria, morning_of)
    milestone(sam, maria, morning_of)
    pause(sam, maria, morning_of)
    part(sam, maria)


def agree(sam: Sponsee, maria: Sponsor) -> None:
    """Monday: how they keep in touch, which holds once it is accepted."""
    both(sam, maria, link="active", cadence="none", answer="", days=200)
    maria.propose(cadence="daily", meetings=3)
    until(maria, answer="them", cadence="none")
    until(sam, answer="me", cadence="none", meetings=0)
    sam.accept()
    both(sam, maria, answer="", cadence="daily", meetings=3)


def work(sam: Sponsee, maria: Sponsor, morning_of: Callable[[date], None]) -> None:
    """Monday and Tuesday: something to do, handed in, looked at twice."""
    maria.assign(TASK, due=WEDNESDAY)
    both(sam, maria, tasks={TASK: "assigned"})
    morning_of(TUESDAY)
    sam.submit(TASK, FIRST_TRY)
    both(sam, maria, tasks={TASK: "submitted"})
    maria.look_at(TASK, "another_look", ANOTHER_LOOK)
    both(sam, maria, tasks={TASK: "another_look"}, signed=("another_look",))
    sam.submit(TASK, SECOND_TRY)
    both(sam, maria, tasks={TASK: "submitted"})
    maria.look_at(TASK, "done")
    both(sam, maria, tasks={TASK: "done"}, signed=("another_look", "done"))
    flagged(maria, "no_work")
    maria.assign(FOLLOW_UP, due=NEXT_MONDAY)
    both(sam, maria, tasks={TASK: "done", FOLLOW_UP: "assigned"})
    quiet(maria, "no_work")


def step(sam: Sponsee, maria: Sponsor, morning_of: Callable[[date], None]) -> None:
    """Wednesday: a step is signed off, and a night is commented on."""
    morning_of(WEDNESDAY)
    sam.wait_with_step(STEP)
    sam.file_night(mood=4)
    both(sam, maria, steps={STEP: "waiting"}, mood=4)
    flagged(maria, "unread")
    maria.sign_off_step(STEP)
    both(sam, maria, signed=("another_look", "done", "done"))
    maria.comment_on_night(REMARK)
    both(sam, maria, said=(REMARK,))


def call(sam: Sponsee, maria: Sponsor, morning_of: Callable[[date], None]) -> None:
    """Thursday: a call is asked for, seen, and made."""
    morning_of(THURSDAY)
    sam.ask_for_call()
    until(maria, CALL_WITHIN, lambda seen: "call_now" in seen.reasons)
    both(sam, maria, spoken=False)
    maria.has_called("call_now")
    quiet(maria, "call_now")
    both(sam, maria, spoken=True)


def look_later(sam: Sponsee, maria: Sponsor, morning_of: Callable[[date], None]) -> None:
    """Thursday night: the lowest mood, put off to Friday's coffee, when it speaks again."""
    sam.file_night(mood=1)
    both(sam, maria, mood=1)
    flagged(maria, "low_mood")
    maria.put_off("low_mood", FRIDAY)
    quiet(maria, "low_mood")
    morning_of(FRIDAY)
    flagged(maria, "low_mood")
    maria.has_called("low_mood")
    quiet(maria, "low_mood")


def setback(sam: Sponsee, maria: Sponsor, morning_of: Callable[[date], None]) -> None:
    """Saturday: a return to use; the count begins anew, and what was stays."""
    morning_of(SATURDAY)
    both(sam, maria, days=205)
    sam.tell_setback(FRIDAY, restart=SATURDAY)
    sam.file_night(mood=2)
    both(sam, maria, days=0, mood=2)
    flagged(maria, "setback")
    maria.has_called("setback")
    quiet(maria, "setback")


def milestone(sam: Sponsee, maria: Sponsor, morning_of: Callable[[date], None]) -> None:
    """Sunday: thirty days on the other clock, and a chip for them."""
    flagged(maria, "milestone", "tomorrow")
    morning_of(SUNDAY)
    flagged(maria, "milestone", "today")
    maria.give_chip()
    both(sam, maria, chip=True)


def pause(sam: Sponsee, maria: Sponsor, morning_of: Callable[[date], None]) -> None:
    """Sunday: a week without looking after each other, which begins on Monday."""
    maria.propose_pause(NEXT_MONDAY, NEXT_MONDAY + timedelta(days=6))
    until(sam, answer="me")
    sam.accept()
    both(sam, maria, answer="", paused=False)
    morning_of(NEXT_MONDAY)
    both(sam, maria, paused=True)
    sam.file_night(mood=1)
    both(sam, maria, mood=1)
    until(maria, there=lambda seen: seen.reasons == {})


def part(sam: Sponsee, maria: Sponsor) -> None:
    """Monday: Sam ends the link, and it is over for both."""
    sam.end()
    both(sam, maria, link="ended")


def both(sam: Either, maria: Either, **expected: Any) -> None:
    """Wait until both are shown just this."""
    until(sam, **expected)
    until(maria, **expected)


def flagged(maria: Sponsor, key: str, words: str = "") -> None:
    """Wait until the sponsor is told, in these words."""
    until(maria, there=lambda seen: key in seen.reasons and words in seen.reasons[key])


def quiet(maria: Sponsor, key: str) -> None:
    """Wait until the sponsor is not told any more."""
    until(maria, there=lambda seen: key not in seen.reasons)


def until(
    who: Either,
    seconds: float = DEADLINE,
    there: Callable[[Seen], bool] = lambda _: True,
    **expected: Any,
) -> None:
    """Look again and again until somebody is shown what is expected."""
    deadline = time.monotonic() + seconds
    while True:
        seen = who.sees()
        shown = {name: getattr(seen, name) for name in expected}
        if shown == expected and there(seen):
            return
        assert time.monotonic() < deadline, f"expected {expected}, is shown {seen}"
        time.sleep(0.02)
