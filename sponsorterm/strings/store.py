"""What is said about the home, its files and its drafts: what happened, and what to do."""

from __future__ import annotations

NO_HOME = "There is no sponsorterm home here yet."
NO_HOME_HINT = "run: sponsorterm setup"
NOT_YOURS_HINT = "log in as its owner, or set SPONSORTERM_HOME to a folder of your own"
NOT_A_FOLDER_HINT = "move it away, or set SPONSORTERM_HOME to another folder"
WRITE_HINT = "nothing was changed; free some space or check the folder, then try again"
READ_HINT = "check the file and who may read it"

NOT_A_PLAIN_FILE = "this is not a plain file"
NOT_READABLE = "this file cannot be opened"
BAD_NAME = "the file's name holds what a terminal cannot show; rename it"
NOT_THEIR_WORDS = "was not written by the other person as it stands; it was set aside"
RESTORED = "was changed here; the other person's own words were put back"
WAITS_FOR_INDEX = "was changed by hand; it waits until the index can be opened again"

EDITED = "edited by hand; its words were saved as a new revision"
SAME_WORDS = "edited by hand without another word; the file was put back"

LINK_SHAPE = "a link is named by 32 hex digits"
DRAFT_SHAPE = "a draft is named by 1 to 64 small letters, digits and hyphens"
NAME_HINT = "this is a fault of the program; please report it"
NO_PATH = "No file or folder can have such a name."
NO_PATH_HINT = "write the path in full, from / on"
NO_REVISION = "There is no such revision here."
NO_REVISION_HINT = "it may have been deleted, or not have arrived yet"


def not_yours(place: str) -> str:
    """A folder of another user's."""
    return f"{place} belongs to somebody else."


def not_a_folder(place: str) -> str:
    """A file, or a broken symlink, where a folder should be."""
    return f"{place} is not a folder."


def open_to_others(place: str) -> str:
    """A folder that more people than its owner may enter."""
    return f"Other people on this machine can read {place}."


def close_it(place: str) -> str:
    """The command that shuts a folder for others."""
    return f"run: chmod 700 {place}"


def not_writable(place: str) -> str:
    """A folder one may not write to."""
    return f"{place} cannot be written to."


def make_writable(place: str) -> str:
    """The command that lets its owner write again."""
    return f"run: chmod u+rwx {place}"


def no_such_home(name: str) -> str:
    """`~name`, and nobody here is called so."""
    return f"There is no home called {name} on this machine."


def cannot_write(name: str, reason: str) -> str:
    """The system refused; `reason` is its own word for it."""
    return f"{name} could not be written: {reason}."


def cannot_read(name: str, reason: str) -> str:
    """What stands under this name is not to be read; `reason` says why."""
    return f"{name} could not be read: {reason}."


def name_taken(name: str) -> str:
    """A write-once name that stands for other bytes already."""
    return f"{name} is there already and holds something else."


def too_large(limit: int) -> str:
    """A file over the cap, in bytes."""
    return f"larger than {limit} bytes"
