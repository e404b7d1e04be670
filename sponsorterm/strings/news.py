"""Words of what others gave me and I have not read yet, a line each."""

from __future__ import annotations

SIGNED = {
    "done": "signed off",
    "reviewed": "looked at",
    "another_look": "would look again at",
}
SOMETHING = "something you shared"
READ = "Read."


def commented(name: str, what: str) -> str:
    """A comment came."""
    return f"{name} commented on {what}"


def entry(day: str, kind: str, *, mine: bool) -> str:
    """Which entry is meant: your inventory, Tue."""
    return f"{'your' if mine else 'their'} {kind}, {day}"


def wrote(name: str, subject: str) -> str:
    """A note came."""
    return f"{name}: {subject}" if subject else f"{name} wrote a note"


def proposed(name: str) -> str:
    """An agreement waits for a yes or a no."""
    return f"{name} proposes an agreement"


def answered(name: str, *, accepted: bool) -> str:
    """Mine was answered."""
    return f"{name} {'accepted' if accepted else 'declined'} what you proposed"


def signed(name: str, state: str, what: str) -> str:
    """A word on a step or a sheet."""
    return f"{name} {SIGNED[state]} {what}"


def ready(name: str) -> str:
    """A sponsor's word on the whole."""
    return f"{name} finds you ready to sponsor"


def chip(name: str, label: str) -> str:
    """A chip was given."""
    return f"{name} gave you a chip: {label}"


def called(name: str, day: str, minutes: str) -> str:
    """A call was noted."""
    return ", ".join(filter(None, (f"{name} noted a call", day, minutes)))


def ended(name: str, day: str) -> str:
    """The other person goes on without this link; no reason is asked for."""
    return f"{name} ended your link, {day}"


def shared(name: str, day: str) -> str:
    """Something else came."""
    return f"{name} shared something, {day}"
