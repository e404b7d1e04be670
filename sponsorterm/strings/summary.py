"""Words of a handover summary."""

from __future__ import annotations

from datetime import date

from sponsorterm.strings.agreement import day

TITLES = {
    "clocks": "Days counted",
    "steps": "Steps",
    "agreement": "What is agreed",
    "work": "Open work",
    "month": "The last thirty days",
    "plan": "Plan for hard moments",
    "entries": "The last entries",
    "given": "What I gave them to do",
    "instructions": "What I said of each step",
    "calls": "Calls",
    "notes": "My own notes",
}
ABOUT_ME = (
    "Made of what I share with {name}. It holds nothing else, and nobody was sent it by making it."
)
ABOUT_THEM = (
    "Made by {me} of their own notes about {name}, and of what the two agreed. What {name} "
    "shared is theirs to give and is not in it."
)


def title(name: str, on: date) -> str:
    """Whose summary, of which day."""
    return f"{name}, {day(on)}"


def linked(name: str, since: date | None) -> str:
    """With whom, since when."""
    return f"Linked with {name} since {day(since)}" if since else f"Linked with {name}"


def step(number: int, title: str, standing: str) -> str:
    """One step."""
    return f"Step {number}, {title}: {standing}"


def due(title: str, on: date | None) -> str:
    """Something to be done."""
    return f"{title}, due {day(on)}" if on else title


def written(days: int) -> str:
    """How many days have an entry."""
    return "1 day with an entry" if days == 1 else f"{days} days with an entry"


def call(on: date, minutes: int | None) -> str:
    """One call."""
    return f"{day(on)}, {minutes} minutes" if minutes else day(on)
