"""Words of `backup FILE` and `restore FILE`."""

from __future__ import annotations

BACKUP_FILE = (
    "Seal everything into one new FILE: records, keys, drafts. A passphrase is asked for;"
    " Enter alone seals it under your words."
)
WORDS = "Seal it under your twelve words; nothing is asked."
PASSPHRASE = "Passphrase (Enter alone: your twelve words open it): "
AGAIN = "The same again: "
NOT_THE_SAME = "The two were not the same."
NOT_THE_SAME_HINT = "Nothing was written. Try again."
NEVER = "never backed up to a file; one more way: sponsorterm backup FILE"
WITH_WORDS = (
    "Your twelve words open it, and nothing else does. If they are not on paper yet:"
    " sponsorterm backup words"
)
WITH_PASSPHRASE = "The passphrase opens it. Without it nobody can, you neither."

RESTORE_FILE = "Bring back what a backup holds, once its passphrase or your words were asked for."
READABLE = "Of a damaged backup, bring back what can be read and name the rest."
ASK_PASSPHRASE = "The passphrase of this backup: "
OWN_DEVICE = (
    "This is a device of its own now. Do not go on with the old one if it is lost or was copied;"
    " sync when you can, and what is newer at the others comes back."
)


def done(records: int, size: int) -> str:
    """What is in the file."""
    return f"Backed up and read back: {records} records, {_size(size)}."


def left_out(name: str) -> str:
    """A file that cannot be read."""
    return f"Not in it, because it cannot be read: {name}"


def restored(records: int) -> str:
    """What came back."""
    return f"Restored: {records} records."


def lost(name: str) -> str:
    """A file of the backup that cannot be read."""
    return f"Not restored, because it was damaged: {name}"


def _size(size: int) -> str:
    mib = size / (1024 * 1024)
    return f"{mib:.1f} MiB" if mib >= 1 else f"{size // 1024} KiB"
