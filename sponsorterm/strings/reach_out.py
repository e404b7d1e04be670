"""Words of the page for a hard moment. No country is assumed; later, data per country joins in."""

from __future__ import annotations

from collections.abc import Sequence

EMERGENCY = "In danger now: call your local emergency number (112 or 911 work in many countries)."
LINES = (
    "Call or message a person you trust, now. You need no reason.",
    "Crisis lines for your country are listed at findahelpline.com.",
    "Stopping alcohol or sedatives suddenly can be dangerous: ask a doctor or emergency line.",
    "A sponsor is a peer, not an emergency service.",
)

HELP = "Whom to turn to, now. Nothing here needs a connection."
NOBODY_LINKED = "Nobody is linked yet. A number in your phone is just as good."
NEVER_HEARD = "their app has not been heard from yet"
KEY_ASK = "Ask for a call"
ASK = "ask for a call"
RINGS_NOWHERE = "It rings nowhere: it waits in their app. If it cannot wait, phone."


def ask(name: str, now: bool) -> str:
    """One way of asking."""
    return f"{name}: {'a call now' if now else 'a call today'}, please"


def asked(names: Sequence[str]) -> str:
    """It was filed, and goes out."""
    return f"Asked {names[0]} for a call. On its way." if names else "Asked already."


def last_heard(day: str) -> str:
    """When anything of theirs last came in."""
    return f"their app was last heard from {day}"
