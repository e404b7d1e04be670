"""Words of the demo: what happens, step by step, in short lines."""

from __future__ import annotations

OPENING = "A demo of two people, Sam and Maria. Everything stays on this machine and is gone after."
STARTED = "An endpoint is running. It keeps sealed envelopes and can read none of them."
SET_UP = "Sam and Maria each have a home of their own."
DIGITS = "Both read the digits to each other:"
SAME = "They are the same, so nobody stands between the two. Both say yes."
STOPPED = "Now the endpoint is down, as if there were no connection."
BACK = "The endpoint is back."
PREVIEW = "What Maria will see, and nothing else:"
DASHBOARD = "Maria opens her dashboard:"
ENTRY = "She opens tonight's entry. It is the preview, byte for byte:"
NOT_THE_PREVIEW = "What arrived is not what was previewed. That must never be; please report it."
CLOSING = "Nothing of this is kept. Look around in the screens: sponsorterm demo"
HELD = "Sam holds one answer back: whether fear decided something."

ENDPOINT_FAILED = "The endpoint of the demo did not start."
ENDPOINT_FAILED_HINT = "Try again, or start one by hand to see why: sponsorterm serve --port 0"
DIGITS_DIFFER = "The digits of the two differ."
DIGITS_DIFFER_HINT = "That must never be on one machine; please report it."
VERB_FAILED = "A verb of the demo did not do its work."

DONE_WELL = "Told Maria the truth before she asked. Then washed up."
BETTER = "Eat something before I answer the phone."
FEAR = "The letter on the table. I will open it with somebody in the room."
GRATITUDE = ("Biscuit, who snores", "warm bread on a cold bus")


def invited(name: str, where: str) -> str:
    """An invitation lies at the endpoint."""
    return f"Maria invites {name}: a code of ten words, good for 48 hours, to meet at {where}."


def joined(name: str) -> str:
    """It was taken up."""
    return f"{name} joins with that code."


def reads(name: str, digits: str) -> str:
    """The digits on one of the two screens."""
    return f"  {name:<6} {digits}"


def filed(name: str, reason: str) -> str:
    """Saved, and not sent: in that order."""
    return f"{name} files tonight's inventory. Saved here, will be sent: {reason}"


def synced(name: str, sent: int, received: int) -> str:
    """What a round did."""
    return f"{name} syncs: {sent} sent, {received} received."


def line(label: str, value: str) -> str:
    """One answer as the other will see it."""
    return f"  {label} {value}"


def indented(text: str) -> str:
    """A line of another page within this one."""
    return f"  {text}".rstrip()


def marked(name: str) -> str:
    """The name of somebody who is only a demo."""
    return f"{name} (DEMO)"
