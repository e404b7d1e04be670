"""Words of the steps: the list, and one step opened."""

from __future__ import annotations

from datetime import date

from sponsorterm.strings.screens import short_day

HELP = (
    "Your programme's steps. Nothing is locked by order: open any step, tick what you did, "
    "and mark a step done whether you wrote it here, on paper or said it aloud. "
    "Every change can be undone."
)
HELP_STEP = (
    "One step: tick its tasks with Space, open a sheet with Enter, say with s that it waits for "
    "your sponsor, mark it done with m, take a change back with u."
)

STATES = {
    "not_started": "not started",
    "working": "working on it",
    "waiting": "waiting",
    "done": "done",
    "revisiting": "once more",
}
SHORT_STATES = {
    "not_started": "",
    "working": "working",
    "waiting": "waiting",
    "done": "done",
    "revisiting": "again",
}
METHODS = {"written": "written here", "paper": "on paper", "spoken": "spoken"}
HOW_DONE = "How was it done?"
WAYS = (
    ("w", "written", "written here"),
    ("p", "paper", "on paper"),
    ("s", "spoken", "spoken, with my sponsor"),
)

KEY_DONE = "Mark done: written here, on paper, spoken"
KEY_WORKING = "I am working on this step"
KEY_WAITING = "It waits for my sponsor"
KEY_UNDO = "Take the last change back"
KEY_ROUND = "Begin the steps again"
KEY_CATCH_UP = "Mark all steps up to here as done"
KEY_ROUNDS = "Every round there was"
KEY_AMENDS = "The list of amends"
KEY_TICK = "Tick the task, or take the tick back"
KEY_NEXT_STEP = "Next step"
KEY_STEP_BEFORE = "Step before"

HINT_OPEN = "open"
HINT_DONE = "done"
HINT_WORKING = "working on it"
HINT_WAITING = "for my sponsor"
HINT_UNDO = "undo"
HINT_ROUND = "begin again"
HINT_AMENDS = "amends"
HINT_CATCH_UP = "catch up"
HINT_ROUNDS = "rounds"
HINT_TICK = "tick"

COLUMN_STEP = "step"
COLUMN_STATE = "state"
COLUMN_HOW = "how"
COLUMN_TASKS = "tasks"
COLUMN_WHEN = "since"

TASKS = "Tasks"
SHEETS = "Sheets"
ASKED = "Asked of you"
TRAIL = "What was found"
ROUNDS = "Rounds"
NOTHING_YET = "nothing begun"
ASKED_STATES = {
    "assigned": "not begun",
    "doing": "doing it",
    "submitted": "handed in",
    "another_look": "another look",
    "done": "done",
    "dropped": "let go",
}
HISTORY = "How it went"
NOT_BEGUN = "Not begun. Tick a task, or press w when you work on it."
AT_NONE = "No step begun yet"
NEW_ROUND = "Begin the steps again?"
NEW_ROUND_ABOUT = "What is there stays as it is; a new round stands beside it."


def heading(name: str, round: int) -> str:
    """The programme, and which time through it is."""
    return name if round == 1 else f"{name}, round {round}"


def at_step(number: int) -> str:
    """Where I am."""
    return f"At step {number}"


def tasks(done: int, total: int) -> str:
    """How many tasks are ticked."""
    return f"{done} of {total}"


def step(number: int) -> str:
    """A step by its number."""
    return f"Step {number}"


def standing(state: str, method: str | None, done_on: date | None) -> str:
    """Where a step stands: done on Fri 20 Nov, on paper."""
    words = STATES[state]
    if state == "done" and done_on is not None:
        words = f"{words} on {short_day(done_on)}"
    return f"{words}, {METHODS[method]}" if state == "done" and method else words


def happened(day: str, state: str, ticked: int) -> str:
    """One line of a step's history."""
    return f"{day}  {state}, {_ticks(ticked)}"


def _ticks(count: int) -> str:
    return {0: "nothing ticked", 1: "1 task ticked"}.get(count, f"{count} tasks ticked")


def now_done(number: int, method: str) -> str:
    """A step was marked done."""
    return f"Step {number}: done, {METHODS[method]}. u takes it back."


def now_waiting(number: int) -> str:
    """It is the sponsor's turn."""
    return f"Step {number}: waiting for your sponsor."


def now_working(number: int) -> str:
    """A step was begun."""
    return f"Step {number}: working on it."


def undone(number: int) -> str:
    """The last change of a step was taken back."""
    return f"Step {number}: as it was before."


def round_begun(number: int) -> str:
    """A new round has started."""
    return f"Round {number} begins at step 1."


def caught_up(number: int) -> str:
    """Earlier steps were marked done."""
    return f"All steps up to {number} are done. u takes one back."


def up_to(number: int) -> str:
    """Which steps are meant."""
    return f"Steps 1 to {number}, as far as they are not done."


def round_line(number: int, since: str) -> str:
    """A round, and since when."""
    return f"Round {number}, since {since}" if since else f"Round {number}"


def step_in_round(number: int, title: str, standing: str) -> str:
    """One step of a round."""
    return f"{number:>2}  {title}: {standing}"


def asked(name: str, title: str, due: str) -> str:
    """What somebody gave me to do."""
    return f"{title} ({name}, due {due})" if due else f"{title} ({name})"


def signed(when: str, name: str, sheet: str, found: str) -> str:
    """One line of what was found."""
    about = f"{sheet}: {found}" if sheet else found
    return "  ".join(part for part in (when, name, about) if part)
