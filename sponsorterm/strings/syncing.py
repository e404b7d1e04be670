"""Words for how syncing stands."""

from __future__ import annotations

from sponsorterm.strings.sync import REMOTE_ERRORS

NO_PLACE = "no place to sync yet"
NO_KEYS = "This link has no keys yet."
NO_KEYS_HINT = "Compare the digits first: sponsorterm people"
SOLO = "not linked"
UNKNOWN_THERE = "The server does not know this device."
CODE_HINT = (
    "If it was set up anew, ask who runs it for a registration code and type it after "
    "`sponsorterm sync --registration -`: all you wrote is kept here and goes back by itself."
)
OWN_HINT = (
    "Another device of yours may have shut it out: see sponsorterm people devices there. "
    f"{CODE_HINT}"
)


def they_reopen(name: str) -> str:
    """The one who invited opens the space again."""
    return (
        f"If it was set up anew, it lets you in once {name}'s sponsorterm has synced with it; "
        "all you wrote is kept here and goes back by itself. If not, another device of yours may "
        "have shut this one out; or pair again."
    )


IF_IT_STAYS = ". If it stays so, it may be moved away."
"""Of a file that a sync program is still bringing, or has given up."""


def ago(seconds: int) -> str:
    """How long ago something was, roughly."""
    if seconds < 60:
        return "just now"
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds // size} {unit} ago"
    return "just now"


def _lasting(when: str) -> str:
    """How long it has been so; what began only now needs no such word."""
    return f" for {when.removesuffix(' ago')}" if when.endswith(" ago") else ""


def state(name: str, waiting: int, code: str | None, when: str) -> str:
    """One link's state in one line."""
    if code == "closed":
        return f"ended by them, {when}"
    lines = {
        "in_step": f"in step, {when}",
        "waiting": f"{waiting} waiting to be sent",
        "never": f"not synced yet, {waiting} waiting",
        "unreachable": f"cannot be reached{_lasting(when)}, {waiting} waiting",
        "refused": f"needs a look{_lasting(when)}",
    }
    reason = f": {REMOTE_ERRORS[code][0]}" if code else ""
    return lines.get(name, name) + reason


def refused(name: str, reason: str) -> str:
    """An envelope that came and could not be used, by the start of its long name."""
    return f"{name[:12]}: {reason}"


def unread(name: str, reason: str, *, waits: bool) -> str:
    """A file in a shared place that is not read, in full so that it can be found."""
    return f"{name}: {reason}{IF_IT_STAYS if waits else ''}"


def and_more(count: int) -> str:
    """What is not listed."""
    return f"and {count} more that could not be used"


def header(name: str, who: str, waiting: int, when: str) -> str:
    """The header's word about one link."""
    lines = {
        "in_step": f"in step with {who}, {when}",
        "waiting": f"{waiting} waiting for {who}",
        "never": f"not synced with {who} yet",
        "unreachable": f"{who}: cannot reach, {waiting} waiting",
        "refused": f"{who}: sync needs a look",
        "no_place": f"{who}: no place to sync",
    }
    return lines.get(name, "")


def all_in_step(when: str) -> str:
    """Everybody is in step."""
    return f"in step, {when}"
