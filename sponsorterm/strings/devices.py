"""Words about a person's own devices."""

from __future__ import annotations

SOME_DEVICE = "a device"
NO_SUCH_DEVICE = "None of your devices goes by that name."
SEVERAL_DEVICES = "More than one of your devices goes by that name."
SEE_DEVICES = "One added lately is known after: sponsorterm sync. See: sponsorterm people devices"
RENAME_ONE = "On one of them, call it something else: sponsorterm people devices rename NAME"
NOT_THIS_ONE = "This is the device you are at."
NOT_THIS_ONE_HINT = "Shut it out from another of your devices."


def not_shut_yet(where: str, reason: str) -> str:
    """An endpoint that could not be told."""
    return f"{where} could not be told yet: {reason} It is tried again at every sync."
