"""Words of backup and restore."""

from __future__ import annotations

from collections.abc import Sequence

NOT_READ_BACK = "The backup could not be read back as it was written, so it was not kept."
NOT_READ_BACK_HINT = "That disk may be worn out. Try another place."
NOT_A_PLAIN_FILE = "it is not a plain file"
NO_CONTENTS = "This backup is too damaged to tell what is in it."
NO_CONTENTS_HINT = "Use an older one. Nothing was changed."
CHANGED_MEANWHILE = "Something was written while the backup was made, so it was not kept."
CHANGED_MEANWHILE_HINT = "Try again."
HOME_TAKEN = "There is something in this home already, and nothing is ever written over."
HOME_TAKEN_HINT = "Restore into an empty one: SPONSORTERM_HOME names another folder."
FILE_TAKEN = "There is something of that name already."
FILE_TAKEN_HINT = "Choose another name: a backup is never written over."
NO_MEMORY = "There is not enough memory free for this passphrase."
NO_MEMORY_HINT = "Close other programs, then try again."
RESTORE_READABLE = "sponsorterm restore FILE --readable brings back the rest. Nothing was changed."


def damaged(names: Sequence[str], all_of_them: int) -> str:
    """How much of a backup is lost, and what."""
    shown = ", ".join(names[:5]) + (", ..." if len(names) > 5 else "")
    return f"Of {all_of_them} files in this backup {len(names)} cannot be read: {shown}."


def age(days: int) -> str:
    """How old a backup is."""
    if days < 1:
        return "today"
    return "yesterday" if days == 1 else f"{days} days ago"


def backed_up(when: str, records: int, since: int) -> str:
    """When, how much, and what has come since. Only what is known."""
    more = f", {since} written since" if since > 0 else ""
    return f"backed up to a file {when} ({records} records{more})"
