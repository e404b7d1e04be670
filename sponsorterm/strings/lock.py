"""What is said about the lock: turning it on and off, opening it, and what it cannot reach."""

from __future__ import annotations

LOCKED = "sponsorterm is locked."
LOCKED_HINT = "type your passphrase at a prompt: run sponsorterm in a terminal"
BUSY = "The lock is being turned on or off by another program."
BUSY_HINT = "nothing was changed; try again in a moment"
CHECK_FOLDER = "check the folder and who may write there"
LOCK_DAMAGED = "The lock's file, state/lock.toml, cannot be read; it was left as it is."
LOCK_DAMAGED_HINT = "put it back from a backup: without it nothing that is sealed can be opened"
NO_DESK = (
    "With the lock on, an editor is given a text in memory only, and there is no place for it."
)
NO_DESK_HINT = "type it here instead, or set XDG_RUNTIME_DIR to a folder of yours in memory"
NOT_LISTED = "its files cannot be listed"
STRAY = (
    "could not be taken along when the lock was turned on or off: it is none of ours, or damaged"
)
READ_LATE = "it could not be read when it was its turn"
TRY_AGAIN = "nothing is lost; start sponsorterm again, and it goes on from here"
TOO_SOON = "That was not the passphrase."
IS_ON = "The lock is on already."
IS_ON_HINT = "to change the passphrase, run: sponsorterm lock change"
IS_OFF = "The lock is off."
IS_OFF_HINT = "to turn it on, run: sponsorterm lock on"
NO_MEMORY = "There is not enough free memory to check a passphrase."
NO_MEMORY_HINT = "close other programs, then try again; or use your twelve recovery words"


def cannot_open(name: str, reason: str) -> str:
    """The system refused; `reason` is its own word for it."""
    return f"{name} could not be opened: {reason}."


def wait(seconds: int) -> str:
    """How long until the next try."""
    return f"wait {seconds} second{'' if seconds == 1 else 's'}, then try again"
