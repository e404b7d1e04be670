"""What is said about the lock: turning it on and off, opening it, and what it cannot reach."""

from __future__ import annotations

LOCKED = "sponsorterm is locked."
LOCKED_HINT = "type your passphrase at a prompt: run sponsorterm in a terminal"
BUSY = "The lock is being turned on or off by another program."
BUSY_HINT = "nothing was changed; try again in a moment"
CHECK_FOLDER = "check the folder and who may write there"
LOCK_DAMAGED = "The lock's file, state/lock.toml, cannot be read; it was left as it is."
LOCK_DAMAGED_HINT = "put it back from a backup: without it nothing that is sealed can be opened"


def cannot_open(name: str, reason: str) -> str:
    """The system refused; `reason` is its own word for it."""
    return f"{name} could not be opened: {reason}."
