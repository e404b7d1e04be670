"""Words of `steps`."""

from __future__ import annotations

STEPS = "Where you stand with each step. Nothing is locked by order, and all can be undone."
ROUND = "An earlier round; without it the newest."
OF = "The steps this sponsee has shared with you, not your own."
SHOW = "One step: what it is about, its tasks, how it went."
DONE = "Mark a step as done: written here, on paper, or spoken."
HOW = "How it was done."
TASK = "Tick a task off by its key or number, or take the tick back."
UNDO = "Go back to how the step stood before its last change. Again goes one further back."
STATE = "Say where you stand with a step."
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
