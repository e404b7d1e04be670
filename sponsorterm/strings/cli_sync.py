"""Words of `sync`, and of sending what was just filed."""

from __future__ import annotations

from collections.abc import Sequence

SYNC_HELP = (
    "Send what waits and fetch what is new, with everybody or with those you name. It may be "
    "repeated at any time."
)
REPAIR = (
    "Compare everything with every place, whatever is remembered: fetch what lacks here, send "
    "again what was lost there, look again at what was set aside."
)
REGISTRATION = (
    "A registration code, from a file or - for standard input, when a server was set up anew."
)
SYNC = "Send at once, or leave it to the next sync. By default only where somebody looks on."
NOTHING = "You are not linked with anybody yet. Link with somebody: sponsorterm invite"
NO_PLACE = "no place to sync yet"
STATES = {
    "in_step": "in step",
    "waiting": "waiting",
    "unreachable": "cannot reach",
    "refused": "refused",
    "never": "not yet",
    "no_place": "no place",
}


def people(names: Sequence[str]) -> str:
    """Maria; Maria and Jo; Maria, Jo and Lee."""
    *front, last = names
    return f"{', '.join(front)} and {last}" if front else last


def later(names: Sequence[str]) -> str:
    """It was not to be sent now."""
    return f"To be sent to {people(names)}: sponsorterm sync"


def sent(names: Sequence[str]) -> str:
    """It is where the other one can fetch it."""
    return f"Sent to {people(names)}."


def not_sent(name: str, reason: str) -> str:
    """It stays here for now."""
    return f"Not sent to {name} yet: {reason}"


def trouble(names: Sequence[str], line: str) -> str:
    """What went wrong, and with whom."""
    return f"{people(list(dict.fromkeys(names)))}: {line}"


def compared(count: int) -> str:
    """How many entries the place has, each of which was looked for."""
    return f"{count} compared"


def done(sent: int, received: int) -> str:
    """What a round did."""
    return f"{sent} sent, {received} received"


def set_aside(count: int) -> str:
    """What came and could not be used."""
    return f"{count} set aside, see the quarantine folder"


def refilled(count: int) -> str:
    """The place had lost some of mine."""
    return f"{count} lost there and sent again"


def waiting(count: int) -> str:
    """What is still to go."""
    return f"{count} waiting"
