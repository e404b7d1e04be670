"""Words of `steps`."""

from __future__ import annotations

from datetime import date, datetime

from sponsorterm.strings.screens import short_day

STEPS = "Where you stand with each step. Nothing is locked by order, and all can be undone."
ROUND = "An earlier round; without it the newest."
OF = "The steps this sponsee has shared with you, not your own."
SHOW = "One step: what it is about, its tasks, how it went."
DONE = "Mark a step as done: written here, on paper, or spoken."
HOW = "How it was done."
TASK = "Tick a task off by its key or number, or take the tick back."
UNDO = "Go back to how the step stood before its last change. Again goes one further back."
STATE = "Say where you stand with a step."
START = "Begin to work on a step."
CATCH_UP = "Mark every step up to this one as done long since, in one pass."
ROUNDS = "Every time you went through the steps."
SHEETS_HEADING = "Sheets"
ASKED = "Asked of you"
TRAIL = "What was found"
ASKED_STATES = {
    "assigned": "",
    "doing": "doing it",
    "submitted": "handed in",
    "another_look": "another look",
    "done": "done",
    "dropped": "let go",
}
NEW_ROUND = "Begin the steps again; the rounds before stay as they are."

STATES = {
    "not_started": "",
    "working": "working on it",
    "waiting": "waiting",
    "done": "done",
    "revisiting": "coming back to it",
}
METHODS = {"written": "written", "paper": "on paper", "spoken": "spoken"}


def heading(programme: str, round: int) -> str:
    """The list's title."""
    return f"{programme}, round {round}" if round > 1 else programme


def tasks(done: int, total: int) -> str:
    """3 of 5."""
    return f"{done} of {total}"


def standing(state: str, method: str | None) -> str:
    """A state, and how."""
    said = STATES.get(state, state)
    return f"{said} ({METHODS[method]})" if method and state == "done" else said


def now(number: int, standing: str, tasks: str) -> str:
    """What a change led to."""
    return f"Step {number}: {standing or 'not started'}, {tasks} tasks."


def no_task(number: int) -> str:
    """A task that is not there."""
    return f"Step {number} has no such task."


def see(number: int) -> str:
    """Where its tasks stand."""
    return f"See them with: sponsorterm steps show {number}"


def begun(round: int) -> str:
    """A new round."""
    return f"Round {round} is begun."


def caught(count: int) -> str:
    """How many steps were marked."""
    return f"{count} {'step is' if count == 1 else 'steps are'} marked as done."


def round_line(number: int, started: date | None, done: int, total: int) -> str:
    """One round: since when, and how much of it is done."""
    since = f", since {started.isoformat()}" if started else ""
    return f"Round {number}{since}: {done} of {total} steps done"


def asked(name: str, title: str, state: str, due: date | None) -> str:
    """An assignment in a line."""
    parts = (title, ASKED_STATES[state], f"due {short_day(due)}" if due else "")
    return f"{name}: " + ", ".join(part for part in parts if part)


def signed(at: datetime | None, name: str, sheet: str, found: str, text: str) -> str:
    """One line of the sign-off trail."""
    day = f"{short_day(at.date())}  " if at else ""
    about = f"{sheet}: " if sheet else ""
    return f"{day}{name}: {about}{found}" + (f". {text}" if text else "")
